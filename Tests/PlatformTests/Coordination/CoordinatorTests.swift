import Primitives
import Testing

@testable import Platform

@Suite struct CoordinatorTests {
    @Test func anOrderTakes40BytesAndAPhaseOne() {
        #expect(MemoryLayout<OrderRecord>.stride == 40)
        #expect(MemoryLayout<OrderPhase>.size == 1)
        #expect(MemoryLayout<Deadline>.stride == 16)
    }

    @Test func advanceWorksInBatchesThatFitTheBuffer() {
        let desk = CoordinatorDesk()
        for number in 0..<200 { desk.placeAndHold(.init(UInt32(number))) }
        var effects = EffectBuffer<CoordinatorEffect>()
        let due = Instant.origin + .minutes(15)
        desk.coordinator.advance(to: due, into: &effects)
        #expect(effects.count > 50 && effects.count <= 64)
        #expect(desk.coordinator.nextDeadline == due, "more is due")
        #expect(desk.wait(.minutes(15)).count + effects.count == 400)
    }

    @Test func deadlinesArmedOutOfOrderFireInOrder() {
        var ring = DeadlineRing(delay: .seconds(10))
        for (number, second) in [3, 1, 2, 5, 4, 0].enumerated() {
            ring.arm(.giveUp, .init(UInt32(number)), from: .origin + .seconds(Int64(second)))
        }
        var seen: [UInt32] = []
        while ring.head != .distantFuture { seen.append(ring.removeFirst().order.number) }
        #expect(seen == [5, 1, 2, 0, 4, 3])
    }

    @Test func replyForAnAbsentOrderTraps() async {
        await #expect(processExitsWith: .failure) { CoordinatorDesk().tell(.stockReleased(.init(4))) }
    }

    @Test func captureBeforeAChargeTraps() async {
        await #expect(processExitsWith: .failure) {
            let desk = CoordinatorDesk()
            desk.placeAndHold(.init(0))
            desk.tell(.captured(.init(0), Purchase.samplePrice))
        }
    }

    @Test func issueAfterTheFenceTraps() async {
        await #expect(processExitsWith: .failure) {
            let desk = CoordinatorDesk { $0.giveUpAfter = .minutes(1) }
            desk.prepare(.init(0))
            desk.wait(.minutes(1))
            desk.tell(.withdrawn(.init(0)))
            desk.tell(.issued(.init(0)))
        }
    }

    @Test func captureOfAnotherAmountTraps() async {
        await #expect(processExitsWith: .failure) {
            let desk = CoordinatorDesk()
            desk.charge(.init(0))
            desk.tell(.captured(.init(0), .yuan(49)))
        }
    }

    @Test func timeThatGoesBackTraps() async {
        await #expect(processExitsWith: .failure) {
            var coordinator = OrderCoordinator(configuration: .init())
            var effects = EffectBuffer<CoordinatorEffect>()
            coordinator.advance(to: .origin, into: &effects)
            coordinator.advance(to: .origin - .nanoseconds(1), into: &effects)
        }
    }
}
