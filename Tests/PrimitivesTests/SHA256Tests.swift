import Primitives
import Testing

/// The hash against published and independently computed values.
@Suite struct SHA256Tests {
    private func digest(of bytes: some Sequence<UInt8>) -> String {
        var hash = SHA256()
        hash.update(contentsOf: bytes)
        return hash.digest.description
    }

    /// The examples of FIPS 180-4 (NIST, SHA256.pdf), and the empty message.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func publishedTextsHaveTheirHash(_ text: String, _ expected: String) {
        #expect(digest(of: Array(text.utf8)) == expected)
    }

    @Test func aMillionTimesTheLetterAHasItsHash() {
        #expect(
            digest(of: repeatElement(UInt8(ascii: "a"), count: 1_000_000))
                == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    /// Bytes 0, 1, 2 ... in lengths around the borders of a block; expected values from OpenSSL.
    @Test(arguments: [
        (1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        (55, "463eb28e72f82e0a96c0a4cc53690c571281131f672aa229e0d45ae59b598b59"),
        (56, "da2ae4d6b36748f2a318f23e7ab1dfdf45acdc9d049bd80e59de82a60895f562"),
        (63, "29af2686fd53374a36b0846694cc342177e428d1647515f078784d69cdb9e488"),
        (64, "fdeab9acf3710362bd2658cdc9a29e8f9c757fcf9811603a8c447cd1d9151108"),
        (65, "4bfd2c8b6f1eec7a2afeb48b934ee4b2694182027e6d0fc075074f2fabb31781"),
        (119, "da18797ed7c3a777f0847f429724a2d8cd5138e6ed2895c3fa1a6d39d18f7ec6"),
        (120, "f52b23db1fbb6ded89ef42a23ce0c8922c45f25c50b568a93bf1c075420bbb7c"),
        (127, "92ca0fa6651ee2f97b884b7246a562fa71250fedefe5ebf270d31c546bfea976"),
        (128, "471fb943aa23c511f6f72f8d1652d9c880cfa392ad80503120547703e56a2be5"),
    ])
    func lengthsAroundABlockHaveTheirHash(_ length: Int, _ expected: String) {
        #expect(digest(of: (0..<length).map { UInt8($0) }) == expected)
    }

    @Test func wordsAreFedMostSignificantByteFirst() {
        var bytes = SHA256(), words = SHA256()
        bytes.update(contentsOf: (1...20).map { UInt8($0) })
        words.update(UInt64(0x0102_0304_0506_0708))
        words.update(UInt32(0x090A_0B0C))
        words.update(UInt64(0x0D0E_0F10_1112_1314))
        #expect(bytes.digest == words.digest)
        #expect(words.byteCount == 20)
    }

    @Test func headOfAGrowingTextChangesNothing() {
        var asked = SHA256(), quiet = SHA256()
        for byte in 0..<200 as Range<UInt8> {
            asked.update(byte)
            quiet.update(byte)
            _ = asked.digest
        }
        #expect(asked.digest == quiet.digest)
    }

    @Test func copyGoesItsOwnWay() {
        var first = SHA256()
        first.update(UInt8(1))
        var second = first
        second.update(UInt8(2))
        #expect(first.digest.description == digest(of: [1]))
        #expect(second.digest.description == digest(of: [1, 2]))
    }

    @Test func prefixIsTheFirstSixtyFourBits() {
        #expect(SHA256().digest.prefix == 0xE3B0_C442_98FC_1C14)
    }

    @Test func wordAfterAnOddNumberOfBytesTraps() async {
        await #expect(processExitsWith: .failure) {
            var hash = SHA256()
            hash.update(UInt8(1))
            hash.update(UInt32(1))
        }
    }
}
