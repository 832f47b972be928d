import Primitives
import Testing

@Suite struct TableTests {
    @Test func tableAgreesWithAnArrayUnderRandomChanges() {
        var stream = RandomStream(seed: 3, purpose: .testing)
        var table = Table<UInt64>()
        var twin: [UInt64] = []
        for _ in 0..<20_000 {
            switch stream.next(below: 4) {
            case 0, 1:
                let value = stream.next()
                #expect(table.append(value) == twin.count)
                twin.append(value)
            case 2 where !twin.isEmpty:
                #expect(table.removeLast() == twin.removeLast())
            default:
                guard !twin.isEmpty else { continue }
                let index = Int(stream.next(below: UInt64(twin.count)))
                table[index] &+= 7
                twin[index] &+= 7
            }
            #expect(table.count == twin.count)
        }
        for index in twin.indices { #expect(table[index] == twin[index]) }
    }

    @Test func repeatedRowsAreAllThere() {
        let table = Table(repeating: 5, count: 100)
        #expect((0..<100).allSatisfy { table[$0] == 5 })
    }
}
