import Primitives
import Testing

@testable import Simulator

@Suite struct OpenCallsTests {
    private func call(_ key: UInt64) -> OpenCalls.Call {
        .init(key: key, since: .origin + .nanoseconds(Int64(key)), number: UInt32(key), service: 1, caller: 0)
    }

    /// Against a dictionary, with few keys, so that they meet in their places again and again.
    @Test func isADictionary() {
        var table = OpenCalls(), oracle: [UInt64: UInt32] = [:]
        var stream = RandomStream(seed: 5, purpose: .faults)
        for _ in 0..<20_000 {
            let key = stream.next() % 300 + 1
            if oracle[key] == nil, stream.next() % 3 > 0 {
                table.insert(call(key))
                oracle[key] = UInt32(key)
            } else {
                let found = table.remove(key)?.number
                #expect(found == oracle.removeValue(forKey: key))
            }
            let other = stream.next() % 300 + 1
            #expect(table[other]?.number == oracle[other])
        }
        #expect(table.count == oracle.count)
    }

    @Test func growsWithItsCalls() {
        var table = OpenCalls()
        for key in 1...5_000 { table.insert(call(UInt64(key))) }
        #expect(table.count == 5_000)
        for key in 1...5_000 {
            let found = table.remove(UInt64(key))?.since
            #expect(found == .origin + .nanoseconds(Int64(key)))
        }
        #expect(table.count == 0 && table[7]?.number == nil)
    }
}
