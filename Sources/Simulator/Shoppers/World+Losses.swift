import Platform
import Primitives
import Workload

/// What is lost when a shopper comes away without what was wanted.
extension World {
    /// A shopper gives up the page that was wanted, and the visit with it.
    mutating func loseVisit(_ slot: Int, _ cause: LossCause) {
        let shopper = shoppers[slot]
        guard shopper.page != .order, shopper.page != .pay else { return loseOrder(slot, cause) }
        let price = shopper.page == .list ? .zero : salePrices[Int(shopper.product)]
        gauges.lost.loseVisit(shopper.page, price, LossMark(cause, at: placeToBlame(slot, cause)))
    }

    /// A shopper who has clicked to order or to pay comes away without it.
    mutating func loseOrder(_ slot: Int, _ cause: LossCause) {
        let mark = LossMark(cause, at: placeToBlame(slot, cause))
        guard shoppers[slot].order != Shopper.none else {
            return gauges.lost.lose(mark, priceOfUnopenedOrder(slot))
        }
        lose(OrderID(shoppers[slot].order), mark)
    }

    /// An order is given up for lost, unless it is paid or was lost before.
    mutating func lose(_ order: OrderID, _ mark: LossMark) {
        let file = orders[order.index]
        guard file.loss == .none, file.capturedAt == .distantPast else { return }
        orders[order.index].loss = mark
        gauges.lost.lose(mark, price(of: order))
    }

    /// An order that was given up for lost is paid.
    mutating func findOrder(_ order: OrderID) {
        gauges.lost.find(orders[order.index].loss, price(of: order))
        orders[order.index].loss = .none
    }

    /// An order is settled; one that was never paid may be a lost sale.
    mutating func noteLoss(of order: OrderID, _ outcome: OrderOutcome) {
        switch outcome {
        case .issued, .refunded, .partlyRefunded, .unpaid: break
        case .declined: lose(order, LossMark(.paymentFailed, at: Shopper.nowhere))
        case .unavailable:
            let path: UInt32 = auditors.isBeingPaid(order) ? 1 << Service.payment.index : 1 << Service.stock.index
            let cause: LossCause = auditors.isBeingPaid(order) ? .paymentFailed : .rejected
            lose(order, LossMark(cause, at: gauges.saturation.toBlame(among: path)))
        case .soldOut:
            if orders[order.index].loss.isLoss { findOrder(order) }
            orders[order.index].loss = .noSale
            for line in lines(of: order) where auditors.isRefused(OrderID(index: line)) {
                gauges.lost.soldOut(product: Int(orders[line].product), units: Int(orders[line].quantity))
            }
        }
    }

    /// The pool to blame: the one that had no room for the page; the throttle's; or, of those on the page's way, the
    /// one that is saturated and was first. 31 for none: then a fault is to blame.
    @inline(__always)
    private func placeToBlame(_ slot: Int, _ cause: LossCause) -> UInt8 {
        switch cause {
        case .rejected: return shoppers[slot].refusedAt
        case .leftQueue: return UInt8(serves(slot).index)
        case .timedOut, .soldOutFalsely, .paymentFailed, .refunded:
            var path: UInt32 = 1 << Service.gateway.index | 1 << serves(slot).index
            if shoppers[slot].page == .order || shoppers[slot].page == .pay {
                path |= Self.behindThePages
            }
            return gauges.saturation.toBlame(among: path)
        }
    }

    /// The pools that a click to order or to pay waits for behind its page.
    private static var behindThePages: UInt32 {
        let front: UInt32 = 1 << Service.order.index | 1 << Service.stock.index | 1 << Service.coupon.index
        return front | 1 << Service.payment.index | 1 << Service.issuing.index
    }

    /// What the order would have cost that the click would have opened, had it got so far: its first line.
    @inline(__always)
    private func priceOfUnopenedOrder(_ slot: Int) -> Money {
        let key = shoppers[slot].chance(.order)
        let quantity = choices.quantities.sample(RandomStream(state: key).substream(0).state) + 1
        return salePrices[Int(shoppers[slot].product)] * Int64(quantity)
    }
}

extension Auditors {
    /// Whether the order's buyer has clicked to pay.
    func isBeingPaid(_ order: OrderID) -> Bool { dossiers[order.index].facts.contains(.paying) }

    /// Whether a line of an order that was refused as sold out is the one that was not there.
    func isRefused(_ line: OrderID) -> Bool {
        dossiers[line.index].lines == 1 || dossiers[line.index].facts.contains(.stockRefused)
    }
}
