import Primitives

// The lines of an order: consecutive numbers from the order's own on, each with a record of its own.
//
// What only looks at the coordinator is inlined by force: a borrowing call out of a mutating function would copy the
// whole struct.
extension OrderCoordinator {
    /// Where an order stands, as a function of its lines alone; `open(absent)` for a number never used.
    ///
    /// - Parameter order: the order's number, or that of any of its lines.
    /// - Complexity: O(lines).
    @inline(__always)
    public func state(of order: OrderID) -> OrderState {
        guard order.index < orders.count, orders[order.index].phase != .absent else { return .open(.absent) }
        let first = self.order(of: order)
        var state = OrderState(orders[first.index].phase)
        for line in furtherLines(of: first) {
            state = state.joined(by: orders[line].phase, of: first)
        }
        return state
    }

    /// The order that a line belongs to, which goes by its first line's number.
    @inline(__always)
    func order(of line: OrderID) -> OrderID { OrderID(line.number - UInt32(orders[line.index].line)) }

    /// Where the lines of an order are in the table.
    @inline(__always)
    func lines(of order: OrderID) -> Range<Int> { order.index..<order.index + Int(orders[order.index].lines) }

    /// Where the lines of an order but its first are in the table.
    @inline(__always)
    func furtherLines(of order: OrderID) -> Range<Int> {
        order.index + 1..<order.index + Int(orders[order.index].lines)
    }

    /// The price of all lines together, less the discount of a redeemed coupon.
    @inline(__always)
    func total(of order: OrderID) -> Money {
        var total = orders[order.index].amount
        for line in furtherLines(of: order) { total += orders[line].amount }
        return total
    }

    /// Puts all lines of an order into a phase: they move in step.
    @inline(__always)
    mutating func move(_ order: OrderID, to phase: OrderPhase) {
        for line in lines(of: order) { orders[line].phase = phase }
    }

    /// Whether all lines of an order have the same claim on stock.
    @inline(__always)
    func allLines(of order: OrderID, have claim: StockClaim) -> Bool {
        for line in lines(of: order) where orders[line].stock != claim { return false }
        return true
    }

    /// Takes the discount of the coupon, which is redeemed by now, off the lines' prices, each line's share off its
    /// own.
    mutating func share(_ discount: Money, over order: OrderID) {
        let first = order.index
        if orders[first].lines == 1 { return orders[first].take(discount) }
        var prices = InlineArray<8, Money>(repeating: .zero)
        for line in lines(of: order) { prices[line - first] = orders[line].amount }
        let shares = DiscountShares(of: discount, over: Int(orders[first].lines), prices: prices)
        for line in lines(of: order) { orders[line].take(shares[line - first]) }
    }
}

extension OrderState {
    /// The state when one more line of an order is in this phase; stops where lines can't stand together like that.
    @inline(never)
    fileprivate func joined(by line: OrderPhase, of order: OrderID) -> Self {
        guard let joined = joined(by: line) else {
            fatalError("order \(order.number) is \(self), with a line that is \(line)")
        }
        return joined
    }
}
