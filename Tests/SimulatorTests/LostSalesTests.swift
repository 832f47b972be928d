import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// Each cause of a lost sale, in a shop of one product and one unit per order: so money is orders times its price.
@Suite struct LostSalesTests {
    private func shop(
        seconds: Int64 = 60, rate: Double = 20, _ change: (inout Scenario) -> Void
    ) -> (result: RunResult, price: Money) {
        let scenario = SmallShop.scenario(seconds: seconds, rate: rate) {
            $0.catalogue.products = 1
            $0.catalogue.mix = [100, 0, 0, 0]
            $0.journey.quantityWeights = [1]
            $0.outside.declinedPermille = 0
            $0.population.reclicks = 0
            change(&$0)
        }
        return (SmallShop.run(scenario), SmallShop.world(scenario).model.salePrices[0])
    }

    private func loss(_ result: RunResult, _ cause: LossCause) -> LossResult {
        result.losses[Int(cause.rawValue)]
    }

    /// Attempts of a kind that failed.
    private func failed(_ result: RunResult, _ attempt: Attempt) -> UInt64 {
        let journey = result.windows[0][attempt]
        return journey.attempts - journey.succeeded
    }

    @Test func errorPagesOfAFullQueueAreRejections() {
        let (result, price) = shop(rate: 100) {
            $0[.gameCard].pageWork = .milliseconds(100)
            $0[.gameCard].queueLimit = 1
        }
        let rejected = loss(result, .rejected)
        #expect(rejected.orders > 20 && rejected.visits > 20)
        #expect(rejected.orders == failed(result, .order) + failed(result, .pay))
        #expect(rejected.visits == failed(result, .browse))
        #expect(rejected.sales == price * Int64(rejected.orders))
        #expect(loss(result, .timedOut).orders == 0 && loss(result, .leftQueue).visits == 0)
        // All of it at the one pool that is too small.
        #expect(result[.gameCard].saturation?.lostOrders == rejected.orders)
        #expect(result[.gameCard].saturation?.lostSales == rejected.sales)
        #expect(result[.gameCard].saturation?.lostVisits == rejected.visits)
        #expect(result.brokenChecks.isEmpty)
    }

    @Test func whatAFaultRefusesIsLostAtNoPool() {
        let (result, _) = shop { $0.faults = [SmallShop.fault(.refusing, .gameCard, from: 10, until: 20)] }
        #expect(loss(result, .rejected).orders > 5)
        #expect(result.saturated.isEmpty)
    }

    @Test func whoLeavesTheQueuePageIsCountedThere() {
        var scenario = ThrottleRunTests.overload(orders: true)
        scenario[.gameCard].throttle?.patience = .seconds(10)
        scenario[.gameCard].throttle?.rule.stepPermille = 500
        let result = SmallShop.run(scenario)
        let left = loss(result, .leftQueue)
        #expect(left.orders > 0 && left.visits > 0)
        #expect(Double(left.orders + left.visits) == result.value("queue_abandoned"))
        // At the same pool others waited for too long.
        let late = loss(result, .timedOut), rejected = loss(result, .rejected)
        #expect(result[.gameCard].saturation?.lostOrders == left.orders + late.orders + rejected.orders)
    }

    @Test func whoIsNotAnsweredHasTimedOut() {
        let (result, price) = shop { $0.faults = [SmallShop.fault(.outage, .gameCard, from: 10, until: 30)] }
        let late = loss(result, .timedOut)
        #expect(late.orders > 5)
        #expect(late.orders + late.visits == UInt64(result.value("sessions_given_up")))
        #expect(late.sales == price * Int64(late.orders))
        #expect(result.saturated.isEmpty)
    }

    /// Everyone has given up the payment page when the provider answers: nobody was lost.
    @Test func anOrderThatIsPaidAfterAllIsNotLost() {
        let (result, _) = shop {
            $0.journey.orderToPay = 1_000
            $0.outside.paymentTime = .seconds(30)
            $0.outside.paymentVariation = 0
            $0.population.patienceMean = .seconds(1)
            $0.coordination.callTimeout = .minutes(2)
        }
        #expect(failed(result, .pay) > 20)
        #expect(result.value("orders_paid") == Double(failed(result, .pay)))
        #expect(loss(result, .timedOut).orders == 0)
        #expect(loss(result, .timedOut).sales == .zero)
    }

    @Test func whatComesBackUnpaidAndIsLeftOverWasSoldOutFalsely() {
        let (result, price) = shop {
            $0.catalogue.stock = 7
            $0.journey.orderToPay = 0
        }
        let refused = result.orders(.soldOut)
        #expect(refused > 7)
        #expect(result.value("undersold_units") == 7)
        #expect(loss(result, .soldOutFalsely).orders == 7)
        #expect(loss(result, .soldOutFalsely).sales == price * 7)
    }

    @Test func whatIsSoldOutIndeedIsNotLost() {
        let (result, _) = shop {
            $0.catalogue.stock = 7
            $0.journey.orderToPay = 1_000
        }
        #expect(result.orders(.soldOut) > 7 && result.value("orders_paid") == 7)
        #expect(result.value("lost_orders") == 0)
        #expect(result.value("lost_sales_fen") == 0)
    }

    @Test func aDeclinedPaymentIsALostSale() {
        let (result, price) = shop { $0.outside.declinedPermille = 1_000 }
        let declined = result.orders(.declined)
        #expect(declined > 50)
        #expect(loss(result, .paymentFailed).orders == declined)
        #expect(loss(result, .paymentFailed).sales == price * Int64(declined))
        #expect(result.value("lost_orders") == Double(declined))
    }

    @Test func moneyThatGoesBackIsALostSale() {
        let (result, price) = shop(seconds: 120) {
            $0.faults = [SmallShop.fault(.outage, .issuing, from: 0, until: 120)]
            $0.coordination.giveUpAfter = .seconds(40)
        }
        let refunded = loss(result, .refunded)
        #expect(refunded.orders > 50)
        #expect(Double(refunded.orders) == result.value("orders_refunded"))
        #expect(refunded.sales == price * Int64(refunded.orders))
    }

    @Test func aShopWithoutTroubleLosesNothing() {
        let (result, _) = shop { _ in }
        #expect(result.value("orders_paid") > 50)
        for cause in LossCause.allCases {
            #expect(loss(result, cause).orders == 0 && loss(result, cause).visits == 0, "\(cause)")
        }
    }

    /// The same shoppers meet a shop with room for all and one that is too small: what the small one says it lost is
    /// what the large one sold more.
    @Test func lossesAddUpToWhatAShopWithRoomSellsMore() {
        func run(_ servers: Int) -> RunResult {
            SmallShop.run(
                SmallShop.scenario(seconds: 1_200, rate: 30) {
                    $0.catalogue.mix = [100, 0, 0, 0]
                    $0.journey.quantityWeights = [1]
                    $0.journey.orderToPay = 1_000
                    $0.population.reclicks = 0
                    $0[.gameCard].pageWork = .milliseconds(90)
                    $0[.gameCard].queueLimit = 2
                    $0[.gameCard].fleetWeight = servers
                    $0.fleet.initialServers = Service.count - 1 + servers
                })
        }
        let large = run(8), small = run(1)
        #expect(large.value("lost_visits") == 0)
        let missing = large.value("sales_fen") - small.value("sales_fen")
        let lost = loss(small, .rejected)
        let said = Double(lost.sales.fen) + lost.expectedSales
        #expect(missing > 0.2 * large.value("sales_fen"))
        #expect((said / missing - 1).magnitude < 0.15, "said \(said), missing \(missing)")
    }
}
