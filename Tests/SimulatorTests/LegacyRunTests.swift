import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// The old platform in the world: it works when nothing goes wrong, and the auditors say what it gets wrong else.
@Suite struct LegacyRunTests {
    static func scenario(
        seconds: Int64 = 40, rate: Double = 30, _ change: (inout Scenario) -> Void = { _ in }
    ) -> Scenario {
        SmallShop.scenario(seconds: seconds, rate: rate) {
            $0.platform.composition = .legacy
            $0.platform.people.timePerOrder = .minutes(2)
            $0.platform.legacy.unpaidExpiry = .minutes(1)
            for service in Service.ofProducts { $0[service].messageWork = .milliseconds(4) }
            change(&$0)
        }
    }

    /// The same shoppers and faults on the core.
    private static func twin(_ scenario: Scenario) -> Scenario {
        var twin = scenario
        twin.platform.composition = .core
        return twin
    }

    private static func lostReplies(_ service: Service?, permille: Int = 300) -> Fault {
        SmallShop.fault(.lostReplies(permille: permille), service, from: 5, until: 30)
    }

    @Test func oldPlatformWithoutTroubleBreaksNothing() {
        let result = SmallShop.run(Self.scenario())
        #expect(result.brokenChecks.filter { !$0.contains("0/0") }.isEmpty)
        #expect(result.orders(.issued) > 100)
        #expect(result.value("orders_issued") == result.value("orders_paid"))
        #expect(result.value("orders_needing_person") == 0 && result.value("duplicate_charges") == 0)
        // Nothing of it goes through the core.
        for service in [Service.order, .stock, .payment, .issuing, .audit] { #expect(result[service].offered == 0) }
        #expect(result[.gameCard].served > 0)
    }

    @Test func sameShoppersDeclineTheSameOrdersOnBoth() {
        let legacy = SmallShop.run(Self.scenario()), core = SmallShop.run(Self.twin(Self.scenario()))
        #expect(legacy.value("orders_placed") > 100)
        #expect((legacy.value("orders_placed") - core.value("orders_placed")).magnitude < 12)
        #expect(legacy.orders(.declined) > 0)
    }

    @Test func channelsSellMoreThanThereIs() {
        let scenario = Self.scenario { $0.catalogue.limited = [.init(rank: 1, stock: 12)] }
        let result = SmallShop.run(scenario)
        #expect(result.check(.neverOversold).failures > 0)
        #expect(result.value("oversold_units") > 0 && result.value("oversold_units") <= 36)
        #expect(!result.check(.neverOversold).firstFailure.isEmpty)
        // The copies' sum is known to the silo's books.
        #expect(result.check(.stockConserved).passed)
        let core = SmallShop.run(Self.twin(scenario))
        #expect(core.value("oversold_units") == 0 && core.brokenChecks.isEmpty)
    }

    @Test func oneChannelSellsWhatThereIs() {
        let result = SmallShop.run(
            Self.scenario {
                $0.catalogue.limited = [.init(rank: 1, stock: 12)]
                $0.platform.legacy.channels = 1
            })
        #expect(result.value("oversold_units") == 0 && result.value("sold_out_products") == 1)
        #expect(result.check(.neverOversold).passed)
    }

    @Test func lostAnswersOfTheProviderAreChargedAgain() {
        let scenario = Self.scenario { $0.faults = [Self.lostReplies(.payment)] }
        let result = SmallShop.run(scenario)
        #expect(result.value("duplicate_charges") > 10)
        #expect(result.check(.oneCapture).failures > 10)
        #expect(result.value("orders_needing_person") > 10 && result.value("person_hours") > 0)
        // People pay back what was charged too often.
        #expect(result.check(.refundWithinCapture).passed)
        #expect(result.check(.booksAgree).passed && result.value("orders_unsettled") == 0)
        let core = SmallShop.run(Self.twin(scenario))
        #expect(core.brokenChecks.isEmpty)
        #expect(core.value("duplicate_charges") == 0 && core.value("orders_needing_person") == 0)
    }

    @Test func lostAnswersOfTheSupplierAreIssuedAgain() {
        let scenario = Self.scenario { $0.faults = [Self.lostReplies(.issuing)] }
        let result = SmallShop.run(scenario)
        #expect(result.value("duplicate_issues") > 10)
        #expect(result.check(.oneIssue).failures > 10)
        let core = SmallShop.run(Self.twin(scenario))
        #expect(core.brokenChecks.isEmpty && core.value("duplicate_issues") == 0)
    }

    @Test func issuingOutageEndsOnTheListOfPeople() {
        let scenario = Self.scenario { $0.faults = [SmallShop.fault(.outage, .issuing, from: 5, until: 20)] }
        let result = SmallShop.run(scenario)
        #expect(result.value("orders_needing_person") > 10)
        #expect(result.orders(.refunded) > 0 && result.value("orders_unsettled") == 0)
        #expect(result.value("availability_pay") < 0.97)
        let core = SmallShop.run(Self.twin(scenario))
        #expect(core.value("orders_needing_person") == 0 && core.orders(.refunded) == 0)
        #expect(core.value("availability_pay") > 0.999)
    }

    @Test func couponOutageHangsPayments() {
        let scenario = Self.scenario {
            $0.coupons = [CouponPlan(name: "c", count: 1_000, discount: .yuan(1), minimumPrice: .yuan(2))]
            $0.faults = [SmallShop.fault(.outage, .coupon, from: 5, until: 20)]
        }
        let result = SmallShop.run(scenario)
        #expect(result.check(.chargeNeverWaits).failures > 0)
        #expect(result.value("orders_needing_person") > 0)
        let core = SmallShop.run(Self.twin(scenario))
        #expect(core.check(.chargeNeverWaits).passed)
        #expect(core.value("availability_pay") > result.value("availability_pay"))
    }

    /// Whatever goes wrong wherever: the world's own laws hold, and everything ends at last.
    @Test(arguments: [Service.gameCard, .coupon, .payment, .issuing, .gateway])
    func lawsOfTheWorldHoldForTheOldPlatformToo(_ service: Service) {
        for kind in [Fault.Kind.errors(permille: 300), .lostReplies(permille: 300), .refusing, .outage] {
            let result = SmallShop.run(
                Self.scenario(seconds: 20) {
                    $0.faults = [SmallShop.fault(kind, service, from: 3, until: 9)]
                    $0.coupons = [CouponPlan(name: "c", count: 500, discount: .yuan(1), minimumPrice: .yuan(2))]
                    $0.catalogue.limited = [.init(rank: 1, stock: 3)]
                })
            for rule in [Rule.clicksAccounted, .sessionsOver, .jobsAccounted, .littlesLaw, .utilisationLaw,
                .noLetterLeft, .stockConserved, .booksAgree, .refundWithinCapture]
            {
                #expect(result.check(rule).passed, "\(kind) of \(service): \(result.check(rule).firstFailure)")
            }
            #expect(result.value("orders_unsettled") == 0, "\(kind) of \(service)")
        }
    }
}
