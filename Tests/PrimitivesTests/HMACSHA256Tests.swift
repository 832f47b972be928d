import Primitives
import Testing

/// Tags against the test cases of RFC 4231.
@Suite struct HMACSHA256Tests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var key: [UInt8]
        var message: [UInt8]
        var tag: String
        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case(
            name: "1", key: Array(repeating: 0x0B, count: 20), message: Array("Hi There".utf8),
            tag: "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
        Case(
            name: "2", key: Array("Jefe".utf8), message: Array("what do ya want for nothing?".utf8),
            tag: "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
        Case(
            name: "3", key: Array(repeating: 0xAA, count: 20), message: Array(repeating: 0xDD, count: 50),
            tag: "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
        Case(
            name: "4", key: Array(1...25), message: Array(repeating: 0xCD, count: 50),
            tag: "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
        Case(
            name: "5, not cut short", key: Array(repeating: 0x0C, count: 20),
            message: Array("Test With Truncation".utf8),
            tag: "a3b6167473100ee06e0c796c2955552bfa6f7c0a6a8aef8b93f860aab0cd20c5"),
        Case(
            name: "6", key: Array(repeating: 0xAA, count: 131),
            message: Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            tag: "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
        Case(
            name: "7", key: Array(repeating: 0xAA, count: 131),
            message: Array(
                ("This is a test using a larger than block-size key and a larger than block-size data. "
                    + "The key needs to be hashed before being used by the HMAC algorithm.").utf8),
            tag: "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"),
    ]

    @Test(arguments: cases) func publishedCasesHaveTheirTag(_ test: Case) {
        let code = HMACSHA256(key: test.key)
        var message = code.begun
        message.update(contentsOf: test.message)
        #expect(code.tag(of: message).description == test.tag)
        // The value is not used up.
        #expect(code.tag(of: message).description == test.tag)
    }

    @Test func eachKeyHasItsOwnTags() {
        let tags = (0..<3).map { number in
            let code = HMACSHA256(key: [UInt8(number)])
            return code.tag(of: code.begun).description
        }
        #expect(Set(tags).count == 3)
    }
}
