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

    @Test(arguments: [7, 8, 9] as [UInt64])
    func everythingAddsUpForBasketsAndBundles(seed: UInt64) {
        judge(ChaoticWorld(seed: seed, orders: 1_200, withBaskets: true, Self.configuration { _ in }))
    }

    private func judge(_ world: ChaoticWorld) {
        world.run()
        var issued = 0, refunded = 0, discounted = 0, retried = 0
        var outcomes: [OrderOutcome: Int] = [:]
        var revoked = 0, hasBaskets = false
        for order in world.orders {
            let lines = world.truths[world.lines(of: order)]
            let violations = violations(lines, pause: world.coordinator.configuration.retryInterval)
            if !violations.isEmpty { Issue.record("order \(order.number): \(violations) \(lines)") }
            issued += lines.count { $0.isLive }
            refunded += lines.count { $0.refunds > 0 }
            revoked += lines.count { $0.isRevoked }
            retried += lines.contains { $0.attemptInstants.count > 1 } ? 1 : 0
            hasBaskets = hasBaskets || lines.count > 1
            let truth = world.truths[order.index]
            if lines.contains(where: \.isLive), truth.captured != Purchase.samplePrice { discounted += 1 }
            if let outcome = truth.settlements.first { outcomes[outcome, default: 0] += 1 }
        }
        #expect(world.coordinator.openOrders == 0)
        #expect(world.coordinator.preparingOrders == 0)
        #expect(world.coordinator.unknownCharges == 0)
        #expect(world.unitsLeft + issued * Int(ChaoticWorld.quantity) == world.initialUnits, "units are conserved")
        #expect(world.coupons.balances[0].countUsed == discounted, "coupons spent are coupons that counted")
        #expect(world.coupons.balances[0].budgetUsed == .yuan(5) * Int64(discounted))
        // A run in which the interesting things did not happen has shown nothing.
        for outcome in OrderOutcome.allCases where outcome != .partlyRefunded || hasBaskets {
            #expect(outcomes[outcome, default: 0] > 0, "no order ended \(outcome)")
        }
        #expect((revoked > 0) == hasBaskets)
        #expect(refunded > 0 && retried > 0 && discounted > 0 && world.dropped > 500 && world.doubled > 500)
    }

    /// What is wrong with the end of one order, of these lines.
    private func violations(_ lines: ArraySlice<ChaoticWorld.Truth>, pause: TimeSpan) -> [String] {
        guard let order = lines.first, let outcome = order.settlements.first, order.settlements.count == 1,
            lines.dropFirst().allSatisfy(\.settlements.isEmpty)
        else { return ["settled \(lines.map(\.settlements.count)) times"] }
        let issued = lines.count { $0.isLive }, isWhole = order.captured != nil && order.captured == order.returned
        let refunded = isWhole ? lines.count : lines.count { $0.refunds > 0 }
        let isMixed = issued > 0 && refunded > 0
        let claims: [(String, Bool)] = [
            ("one capture at most", order.captures <= 1 && lines.dropFirst().allSatisfy { $0.captures == 0 }),
            ("a captured line is either issued or refunded", issued + refunded == order.captures * lines.count),
            ("no line is issued and refunded", lines.allSatisfy { !($0.isLive && ($0.refunds > 0 || isWhole)) }),
            ("no more is paid back than was captured", order.returned <= order.captured ?? .zero),
            ("issued is the outcome of issued orders", (outcome == .issued) == (issued == lines.count)),
            ("refunded is the outcome of refunded orders", (outcome == .refunded) == (refunded == lines.count)),
            ("partly refunded is the outcome of mixed baskets", (outcome == .partlyRefunded) == isMixed),
            ("bundles are all or nothing", !order.isBundle || !isMixed),
            ("nothing is taken back but from bundles", order.isBundle || lines.allSatisfy { !$0.isRevoked }),
            ("nothing issued is withdrawn", lines.allSatisfy { !($0.isWithdrawn && $0.isLive) }),
            ("the fence stands before the refund", lines.allSatisfy { !$0.isFenceMissing }),
            ("nothing is owed at settlement", !order.owedAtSettlement),
            ("units are returned once at most", lines.allSatisfy { $0.timesReturned <= 1 }),
            ("units are sold to issued lines alone", lines.allSatisfy { ($0.units == .sold) == $0.isLive }),
            ("no units stay on hold", lines.allSatisfy { $0.units != .held }),
            ("attempts keep their distance", lines.allSatisfy { keepDistance($0.attemptInstants, pause) }),
            ("the buyer was told the outcome", order.lastAnswer == outcome.answer),
        ]
        return claims.filter { !$0.1 }.map(\.0)
    }

    private func keepDistance(_ attempts: [Instant], _ pause: TimeSpan) -> Bool {
        zip(attempts, attempts.dropFirst()).allSatisfy { $1 - $0 >= pause }
    }
}
