import Platform
import Primitives
import Workload

/// The figures of money, and what each saturated pool cost.
extension World {
    func costFigures() -> [Figure] {
        let bill = account.statement, cost = Double(bill.total.fen)
        func each(_ count: UInt64) -> Double { count == 0 ? 0 : cost / Double(count) }
        return [
            Figure(name: "window_hours", value: windowHours),
            Figure(name: "cost_fen", value: cost),
            Figure(name: "cost_on_demand_fen", value: Double(bill.onDemand.fen)),
            Figure(name: "cost_reserved_fen", value: Double(bill.reserved.fen)),
            Figure(name: "cost_spot_fen", value: Double(bill.spot.fen)),
            Figure(name: "reserved_idle_hours", value: bill.idleReservedHours),
            Figure(name: "spot_interruptions", value: Double(gauges.spotInterruptions)),
            Figure(name: "cost_per_order_fen", value: each(gauges.paid)),
            Figure(name: "cost_per_issued_order_fen", value: each(gauges.issued)),
        ]
    }

    private var windowHours: Double { (scenario.end - scenario.start).inSeconds / 3_600 }

    func lossFigures() -> [Figure] {
        let lost = losses()
        return lost.flatMap {
            [
                Figure(name: "lost_orders_\($0.cause)", value: Double($0.orders)),
                Figure(name: "lost_sales_\($0.cause)_fen", value: Double($0.sales.fen)),
            ]
        } + [
            Figure(name: "lost_orders", value: Double(gauges.lost.allOrders)),
            Figure(name: "lost_sales_fen", value: Double(gauges.lost.allMoney.fen)),
            Figure(name: "lost_visits", value: Double(gauges.lost.allVisits)),
            Figure(name: "lost_visits_orders", value: lost.reduce(0) { $0 + $1.expectedOrders }),
            Figure(name: "lost_visits_sales_fen", value: lost.reduce(0) { $0 + $1.expectedSales }),
        ]
    }

    func compensationFigures() -> [Figure] {
        [
            Figure(name: "orders_delayed", value: Double(gauges.delays.orders)),
            Figure(name: "compensation_oversell_fen", value: Double(oversellCompensation.fen)),
            Figure(name: "compensation_delay_fen", value: Double(gauges.delays.compensation.fen)),
        ]
    }

    /// What the shop keeps of its sales.
    var margin: Money { gauges.sales.scaled(permille: Int64(scenario.business.marginPermille)) }

    private var oversellCompensation: Money { scenario.oversell.compensation * Int64(auditors.oversoldUnits) }

    /// Against the traditional fleet, which is granted to be large enough for everyone: what it would have cost more,
    /// less the margin of the sales that this fleet turned away or kept waiting for too long, over what it cost.
    func comparisonFigures() -> [Figure] {
        let servers = Int64(scenario.business.traditionalServers)
        let cost = account.statement.total
        var theirs = Money.zero, saved = Money.zero, gain = 0.0
        if servers > 0 {
            let seconds = Int64(windowHours * 3_600 + 0.5)
            theirs = scenario.fleet.tariff.price(ofSeconds: servers * seconds)
            saved = theirs - cost
            let margin = Double(scenario.business.marginPermille) / 1_000
            let overload = [LossCause.rejected, .leftQueue, .timedOut].map(\.name)
            let sales = losses().filter { overload.contains($0.cause) }.reduce(0) {
                $0 + Double($1.sales.fen) + $1.expectedSales
            }
            gain = Double(saved.fen) - margin * sales
        }
        return [
            Figure(name: "traditional_cost_fen", value: Double(theirs.fen)),
            Figure(name: "saving_against_traditional_fen", value: Double(saved.fen)),
            Figure(name: "roi_against_traditional", value: cost > .zero ? gain / Double(cost.fen) : 0),
            Figure(name: "services_saturated", value: Double(saturatedServices)),
        ]
    }

    private var saturatedServices: Int { Service.allCases.filter { saturation(of: $0) != nil }.count }

    /// What was lost, cause by cause.
    func losses() -> [LossResult] {
        let worth = VisitWorth(scenario, prices: salePrices)
        return LossCause.allCases.map { cause in
            let index = Int(cause.rawValue), visits = gauges.lost.visits[index]
            let (lists, products) = (Double(visits.lists), Double(visits.products))
            let refreshes = Double(visits.refreshes)
            var result = LossResult()
            result.cause = cause.name
            result.orders = gauges.lost.orders[index]
            result.sales = gauges.lost.money[index]
            result.visits = visits.count
            result.expectedOrders =
                lists * worth.ordersFromList + products * worth.ordersFromProduct + refreshes * worth.ordersFromRefresh
            // Whole fen: what is expected is not known any better.
            result.expectedSales =
                (worth.fenFromLists(lists)
                + worth.fenFromProducts(products, prices: Double(visits.productPrices.fen))
                + worth.fenFromRefreshes(refreshes, prices: Double(visits.refreshPrices.fen))).rounded()
            return result
        }
    }

    /// How a service was saturated; nil if it never was.
    func saturation(of service: Service) -> SaturationResult? {
        let look = gauges.saturation[service]
        guard look.seconds > 0 else { return nil }
        var result = SaturationResult()
        result.at = look.since.sinceOrigin.inSeconds
        result.beganWithRefusals = look.beganWithRefusals
        result.circumstances = look.circumstances
        result.seconds = look.seconds
        result.turnedAway = look.turnedAway
        result.extraWait = Double(look.extraWait.nanoseconds) / 1e6
        result.lostOrders = gauges.lost.ordersAt[service.index]
        result.lostSales = gauges.lost.moneyAt[service.index]
        result.lostVisits = gauges.lost.visitsAt[service.index].count
        return result
    }

    /// What is known of lost sales only when the run is over.
    mutating func closeLosses() {
        let left = salePrices.indices.map { auditors.stockNotes.available($0) }
        let refunds = gauges.refunded + gauges.partlyRefunded
        gauges.lost.close(refunds: refunds, left: left, prices: salePrices)
    }
}
