import Platform
import Primitives
import Testing

/// Whatever is lost, doubled or late: money, goods, units and coupons add up in the end.
@Suite struct ChaosTests {
    /// The platform's composition, with a day of ten minutes.
    static func configuration(_ change: (inout CoordinatorConfiguration) -> Void) -> CoordinatorConfiguration {
        var configuration = CoordinatorConfiguration()
        configuration.giveUpAfter = .minutes(10)
        change(&configuration)
        return configuration
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func everythingAddsUpWhenCallsAreLostDoubledAndLate(seed: UInt64) {
        judge(ChaoticWorld(seed: seed, orders: 1_000, Self.configuration { _ in }))
    }

    @Test func everythingAddsUpWithSynchronousCouponsAndCheckThenAct() {
        let world = ChaoticWorld(
            seed: 5, orders: 1_000,
            Self.configuration {
                $0.couponCalling = .synchronous
                $0.stockStrategy = .checkThenAct
            })
        judge(world)
    }

    @Test func everythingAddsUpWithRetriesCloserThanTimeouts() {
        judge(ChaoticWorld(seed: 6, orders: 500, Self.configuration { $0.retryInterval = .milliseconds(700) }))
    }

    /// The coordinator dies some two hundred times, each time with the effects of a call unsent.
    @Test(arguments: [7, 8, 9] as [UInt64]) func everythingAddsUpWhenTheCoordinatorDiesAgainAndAgain(seed: UInt64) {
        let journalled = Self.configuration { $0.journal = JournalPlan(write: .zero) }
        let world = ChaoticWorld(seed: seed, orders: 1_000, journalled)
        world.crashShare = 0.01
        judge(world)
        #expect(world.restarts > 50)
    }

    private func judge(_ world: ChaoticWorld) {
        world.run()
        // What a buyer was told may have died with the coordinator; who clicks again hears it.
        if world.restarts > 0 { world.askAgain() }
        var issued = 0, refunded = 0, discounted = 0, retried = 0
        var outcomes: [OrderOutcome: Int] = [:]
        for (number, truth) in world.truths.enumerated() {
            // After a restart an order may be asked for sooner.
            let pause = world.restarts > 0 ? .zero : world.coordinator.configuration.retryInterval
            let violations = violations(truth, pause: pause)
            if !violations.isEmpty { Issue.record("order \(number): \(violations) \(truth)") }
            issued += truth.issues
            refunded += truth.refunds
            retried += truth.attemptInstants.count > 1 ? 1 : 0
            if truth.issues == 1, truth.captured != Purchase.samplePrice { discounted += 1 }
            if let outcome = truth.settlements.first { outcomes[outcome, default: 0] += 1 }
        }
        #expect(world.coordinator.openOrders == 0)
        #expect(world.coordinator.preparingOrders == 0)
        #expect(world.coordinator.unknownCharges == 0)
        #expect(world.unitsLeft + issued * Int(ChaoticWorld.quantity) == world.initialUnits, "units are conserved")
        #expect(world.coupons.balances[0].countUsed == discounted, "coupons spent are coupons that counted")
        #expect(world.coupons.balances[0].budgetUsed == .yuan(5) * Int64(discounted))
        // A run in which the interesting things did not happen has shown nothing.
        for outcome in OrderOutcome.allCases {
            #expect(outcomes[outcome, default: 0] > 0, "no order ended \(outcome)")
        }
        #expect(refunded > 0 && retried > 0 && discounted > 0 && world.dropped > 500 && world.doubled > 500)
    }

    /// What is wrong with the end of one order.
    private func violations(_ truth: ChaoticWorld.Truth, pause: TimeSpan) -> [String] {
        guard let outcome = truth.settlements.first, truth.settlements.count == 1 else {
            return ["settled \(truth.settlements.count) times"]
        }
        let isIssued = truth.issues == 1
        let attempts = zip(truth.attemptInstants, truth.attemptInstants.dropFirst())
        let claims: [(String, Bool)] = [
            ("one capture at most", truth.captures <= 1),
            ("a capture is either issued or refunded", truth.issues + truth.refunds == truth.captures),
            ("issued is the outcome of issued orders", (outcome == .issued) == isIssued),
            ("refunded is the outcome of refunded orders", (outcome == .refunded) == (truth.refunds == 1)),
            ("nothing issued is withdrawn", !(truth.isWithdrawn && isIssued)),
            ("the fence stands before the refund", !truth.isFenceMissing),
            ("nothing is owed at settlement", !truth.owedAtSettlement),
            ("units are returned once at most", truth.timesReturned <= 1),
            ("units are sold to issued orders alone", (truth.units == .sold) == isIssued),
            ("no units stay on hold", truth.units != .held),
            ("attempts keep their distance", pause == .zero || attempts.allSatisfy { $1 - $0 >= pause }),
            ("the buyer was told the outcome", truth.lastAnswer == outcome.answer),
        ]
        return claims.filter { !$0.1 }.map(\.0)
    }
}
