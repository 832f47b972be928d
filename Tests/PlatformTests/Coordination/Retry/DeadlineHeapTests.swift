import Primitives
import Testing

@testable import Platform

/// The heap of deadlines beside a sorted list.
@Suite struct DeadlineHeapTests {
    @Test(arguments: [1, 2, 3] as [UInt64]) func deadlinesComeByInstantAndThenByTurn(_ seed: UInt64) {
        var chance = RandomStream(seed: seed, purpose: .testing)
        var heap = DeadlineHeap()
        var twin: [(instant: Instant, order: UInt32)] = []
        for number in 0..<2_000 as Range<UInt32> {
            if chance.nextUniform() < 0.6 || twin.isEmpty {
                let instant = Instant.origin + .seconds(Int64(chance.next(below: 50)))
                heap.arm(.repeatCall, OrderID(number), epoch: UInt16(number % 7), at: instant)
                let place = twin.firstIndex { $0.instant > instant } ?? twin.count
                twin.insert((instant, number), at: place)
            } else {
                let first = heap.removeFirst(), expected = twin.removeFirst()
                #expect(first.instant == expected.instant && first.order.number == expected.order)
            }
            #expect(heap.head == twin.first?.instant ?? .distantFuture)
            #expect(heap.count == twin.count)
        }
    }

    @Test func takingFromAnEmptyHeapTraps() async {
        await #expect(processExitsWith: .failure) {
            var heap = DeadlineHeap()
            _ = heap.removeFirst()
        }
    }
}
