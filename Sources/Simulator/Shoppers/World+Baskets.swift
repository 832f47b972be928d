import Platform
import Primitives
import Workload

/// Orders of several lines, on the shoppers' side: what is put into a basket, and what becomes of its lines.
extension World {
    /// Where the lines of an order are among the files.
    @inline(__always)
    func lines(of order: OrderID) -> Range<Int> { order.index..<order.index + Int(orders[order.index].lines) }

    /// The order that a line belongs to.
    @inline(__always)
    func order(of line: OrderID) -> OrderID { OrderID(line.number - UInt32(orders[line.index].line)) }

    /// The price of all lines of an order, before any coupon.
    @inline(__always)
    func price(of order: OrderID) -> Money {
        var sum = Money.zero
        for line in lines(of: order) { sum += price(orders[line]) }
        return sum
    }

    /// The price of one unit in a bundle.
    @inline(__always)
    func bundlePrice(_ unit: Money, _ bundle: UInt8) -> Money {
        unit.scaled(permille: choices.bundles[Int(bundle) - 1].pricePermille)
    }

    /// Opens the files of an order that may have several lines: a bundle's, or a basket's.
    ///
    /// Everything is drawn by the order's own key, which comes from the shopper's stream.
    mutating func openBasket(_ first: OrderFile, _ now: Instant) {
        let draws = RandomStream(state: first.key)
        let bundle = choices.offeredBundles[Int(first.product)]
        if bundle != 0, RandomStream.permille(draws.substream(2).state) < scenario.journey.bundlePermille,
            isOnSale(bundle, now)
        {
            return openBundle(bundle, first)
        }
        let size = Int(choices.basketSizes.sample(draws.substream(3).state)) + 1
        let head = orders.append(first)
        for place in 1..<max(size, 1) {
            let product = UInt16(choices.products.sample(draws.substream(UInt64(16 + place)).state))
            // A product that is in the basket already, or can't be ordered yet, is left out.
            if onSale[Int(product)] > now || isInBasket(product, from: head) { continue }
            var line = furtherLine(first, product, place)
            line.quantity = UInt8(choices.quantities.sample(RandomStream(state: line.key).substream(0).state) + 1)
            orders.append(line)
        }
        number(from: head)
    }

    private mutating func openBundle(_ bundle: UInt8, _ first: OrderFile) {
        let head = orders.count
        let terms = choices.bundles[Int(bundle) - 1]
        for place in 0..<terms.count {
            var line = place == 0 ? first : furtherLine(first, 0, place)
            line.product = terms[place]
            line.quantity = 1
            line.bundle = bundle
            orders.append(line)
        }
        number(from: head)
    }

    @inline(__always)
    private func isOnSale(_ bundle: UInt8, _ now: Instant) -> Bool {
        let terms = choices.bundles[Int(bundle) - 1]
        for place in 0..<terms.count where onSale[Int(terms[place])] > now { return false }
        return true
    }

    /// The file of a line behind the first: nobody waits for answers about it alone.
    @inline(__always)
    private func furtherLine(_ first: OrderFile, _ product: UInt16, _ place: Int) -> OrderFile {
        var line = first
        line.key = RandomStream(state: first.key).substream(UInt64(32 + place)).state
        line.shopper = 0
        line.coupon = OrderFile.noCoupon
        line.product = product
        return line
    }

    @inline(__always)
    private func isInBasket(_ product: UInt16, from head: Int) -> Bool {
        for line in head..<orders.count where orders[line].product == product { return true }
        return false
    }

    /// Numbers the lines of the order whose files are the last.
    private mutating func number(from head: Int) {
        for line in head..<orders.count {
            orders[line].lines = UInt8(orders.count - head)
            orders[line].line = UInt8(line - head)
        }
    }

    /// Puts the lines behind the first into the purchase.
    @inline(__always)
    func addFurtherLines(to purchase: inout Purchase) {
        purchase.isBundle = orders[purchase.order.index].bundle != 0
        for line in lines(of: purchase.order).dropFirst() {
            let file = orders[line]
            purchase.add(
                PurchaseLine(product: ProductID(UInt32(file.product)), quantity: file.quantity, price: price(file)))
        }
    }

    /// A buyer is sent word of a line. When it is the last line of a paid order to end, the order counts as issued,
    /// refunded or partly refunded.
    mutating func noteEnd(of line: OrderID, _ answer: OrderAnswer, _ now: Instant) {
        guard answer == .issued || answer == .refunded, orders[line.index].end == .open else { return }
        orders[line.index].end = answer == .issued ? .issued : .refunded
        if answer == .refunded { gauges.linesRefunded += 1 }
        if hasScalpers { noteScalped(orders[line.index], answer) }
        let order = order(of: line)
        var issued = 0, refunded = 0
        for line in lines(of: order) {
            switch orders[line].end {
            case .open: return
            case .issued: issued += 1
            case .refunded: refunded += 1
            }
        }
        noteAttention(order, now)
        gauges.preparing -= 1
        gauges.issuing.preparing(gauges.preparing, at: now)
        if refunded == 0 {
            gauges.issued += 1
        } else if issued == 0 {
            gauges.refunded += 1
        } else {
            gauges.partlyRefunded += 1
        }
        let since = orders[order.index].capturedAt
        gauges.end(.issue, since: since, succeeded: refunded == 0, at: now)
        gauges.delays.ended(after: now - since)
    }
}
