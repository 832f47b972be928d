import Platform
import Primitives
import Testing

/// A coordinator that retries by another policy than each order's own 30 s.
@Suite struct RetryingTests {
    private func desk(_ change: (inout RetryPolicy) -> Void) -> CoordinatorDesk {
        CoordinatorDesk { change(&$0.retry) }
    }

    /// The orders that are asked for, in order.
    private func asked(_ effects: [CoordinatorEffect]) -> [UInt32] {
        effects.compactMap { effect in
            if case .issue(let order, _, _, _, _) = effect { order.number } else { nil }
        }
    }

    @Test func sweepTriesAllThatArePreparedAtOnce() {
        let desk = desk { $0.spacing = .sweep }
        for number in 0..<30 as Range<UInt32> {
            desk.capture(OrderID(number))
            desk.wait(.milliseconds(800))
        }
        // 24 s after the origin; the latest two are not known to have failed when the sweep comes at 30 s.
        desk.wait(.seconds(5))
        for number in 30..<32 as Range<UInt32> { desk.capture(OrderID(number)) }
        #expect(asked(desk.wait(.milliseconds(999))).isEmpty)
        #expect(asked(desk.wait(.milliseconds(1))) == Array(0..<30))
        #expect(asked(desk.wait(.milliseconds(29_999))).isEmpty)
        #expect(Set(asked(desk.wait(.milliseconds(1)))) == Set(0..<32))
        desk.tell(.issued(OrderID(3)))
        #expect(asked(desk.wait(.seconds(30))).count == 31)
    }

    @Test func jitteredRetriesSpreadOverTheirShare() {
        let desk = desk {
            $0.spacing = .jittered
            $0.jitterPermille = 500
        }
        for number in 0..<200 as Range<UInt32> { desk.capture(OrderID(number)) }
        #expect(asked(desk.wait(.milliseconds(14_999))).isEmpty)
        let first = Set(asked(desk.wait(.seconds(15)))), second = Set(asked(desk.wait(.milliseconds(2)))).union(first)
        #expect(first.count > 70 && first.count < 130)
        let all = second.union(asked(desk.wait(.milliseconds(15_000))))
        #expect(all.count == 200)
    }

    @Test func delaysAreTheSameForTheSameStreamAndOthersForAnother() {
        func instants(_ stream: RandomStream) -> [Instant] {
            var configuration = CoordinatorConfiguration()
            configuration.retry.spacing = .jittered
            var coordinator = OrderCoordinator(configuration: configuration, jitter: stream)
            var effects = EffectBuffer<CoordinatorEffect>()
            let order = OrderID(0)
            for command in [
                .place(.sample(order)), .stockHeld(order), .pay(order), .stockConfirmed(order),
                .captured(order, Purchase.samplePrice), .issueFailed(order),
            ] as [CoordinatorCommand] {
                coordinator.handle(command, at: .origin, into: &effects)
                effects.removeAll()
            }
            var seen: [Instant] = []
            for _ in 0..<5 {
                seen.append(coordinator.nextDeadline)
                coordinator.advance(to: coordinator.nextDeadline, into: &effects)
                effects.removeAll()
            }
            return seen
        }
        let a = instants(RandomStream(seed: 1, purpose: .retryJitter))
        #expect(a == instants(RandomStream(seed: 1, purpose: .retryJitter)))
        #expect(a != instants(RandomStream(seed: 2, purpose: .retryJitter)))
    }

    @Test func exponentialRetriesComeEverMoreSlowly() {
        let desk = desk {
            $0.spacing = .exponential
            $0.jitterPermille = 0
            $0.first = .seconds(4)
            $0.cap = .seconds(16)
        }
        desk.prepare(OrderID(0))
        var gaps: [Double] = []
        for _ in 0..<5 {
            let before = desk.now
            desk.wait(desk.coordinator.nextDeadline - before)
            gaps.append((desk.now - before).inSeconds)
        }
        #expect(gaps == [4, 8, 16, 16, 16])
    }

    @Test func retryBeforeTheCallTimeOutTellsTheBuyerFirst() {
        let desk = desk {
            $0.spacing = .exponential
            $0.jitterPermille = 0
            $0.first = .seconds(1)
        }
        let order = OrderID(0)
        desk.capture(order)
        let effects = desk.wait(.seconds(1))
        #expect(effects.first == .answer(order, .preparing))
        #expect(asked(effects) == [0])
        #expect(desk.phase(order) == .preparing)
    }

    // MARK: Counting from the answer

    @Test func retryThatCountsFromTheAnswerWaitsForIt() {
        let desk = desk { $0.countsFrom = .answer }
        let order = OrderID(0)
        desk.capture(order)
        #expect(desk.wait(.seconds(2)).first == .answer(order, .preparing))
        #expect(desk.wait(.minutes(10)).isEmpty, "the call hangs")
        desk.tell(.issueFailed(order))
        #expect(asked(desk.wait(.milliseconds(29_999))).isEmpty)
        #expect(asked(desk.wait(.milliseconds(1))) == [0])
    }

    @Test func answerThatNeverComesIsWaitedForSoLongOnly() {
        let desk = desk {
            $0.countsFrom = .answer
            $0.answerWithin = .minutes(15)
        }
        desk.capture(OrderID(0))
        #expect(asked(desk.wait(.milliseconds(899_999))).isEmpty)
        #expect(asked(desk.wait(.milliseconds(1))) == [0])
    }

    // MARK: The budget

    @Test func retriesBeyondTheBudgetWaitInLine() {
        let desk = desk { $0.budget = RetryBudget(perSecond: 2, burst: 3) }
        for number in 0..<10 as Range<UInt32> { desk.capture(OrderID(number)) }
        #expect(asked(desk.wait(.seconds(30))) == [0, 1, 2])
        #expect(asked(desk.wait(.milliseconds(499))).isEmpty)
        #expect(asked(desk.wait(.milliseconds(1))) == [3])
        #expect(asked(desk.wait(.seconds(2))) == [4, 5, 6, 7])
        // An order that is issued meanwhile gives up its place and takes no token.
        desk.tell(.issued(OrderID(8)))
        #expect(asked(desk.wait(.milliseconds(500))) == [9])
    }

    @Test func orderInLineIsStillGivenUpAfterItsDay() {
        let desk = desk { $0.budget = RetryBudget(perSecond: 1, burst: 1) }
        for number in 0..<100 as Range<UInt32> { desk.capture(OrderID(number)) }
        let effects = desk.wait(.hours(24))
        #expect(asked(effects).count <= 24 * 3_600 + 1)
        for number in 0..<100 as Range<UInt32> { #expect(desk.phase(OrderID(number)) == .withdrawing) }
        #expect(asked(desk.wait(.hours(1))).isEmpty)
    }

    @Test func firstAttemptsNeverWait() {
        let desk = desk { $0.budget = RetryBudget(perSecond: 1, burst: 1) }
        for number in 0..<50 as Range<UInt32> {
            desk.charge(OrderID(number))
            #expect(asked(desk.tell(.captured(OrderID(number), Purchase.samplePrice))) == [number])
        }
    }

    /// Whatever the policy, the day ends in a withdrawal, at its instant.
    @Test(arguments: RetryPolicy.Spacing.allCases) func dayIsOverAfterADay(_ spacing: RetryPolicy.Spacing) {
        let desk = desk { $0.spacing = spacing }
        let order = OrderID(0)
        desk.prepare(order)
        desk.wait(.hours(24) - .milliseconds(1))
        #expect(desk.phase(order) == .preparing)
        desk.wait(.milliseconds(1))
        #expect(desk.phase(order) == .withdrawing)
    }
}
