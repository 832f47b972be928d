import Platform
import Primitives

// Orders of several lines: PAY and LIF rules about how the lines make up the order.
//
// What only looks at the auditors is inlined by force: a borrowing call out of a mutating function would copy the
// whole struct.
extension Auditors {
    /// What the auditor of orders of several lines has written down.
    struct LineNotes: BitwiseCopyable {
        /// Whether any order had more than one line, and whether it was judged what was paid back.
        fileprivate(set) var sawSeveralLines = false
        fileprivate(set) var sawRefunds = false
        /// Lines whose credentials were taken back before anyone was given them.
        fileprivate(set) var revoked = 0
    }

    /// Where the lines of an order are among the dossiers.
    @inline(__always)
    func lines(of order: OrderID) -> Range<Int> { order.index..<order.index + dossiers[order.index].lines }

    /// The order that a line belongs to.
    @inline(__always)
    func order(of line: OrderID) -> OrderID { OrderID(line.number - UInt32(dossiers[line.index].line)) }

    /// A line of a new order.
    mutating func opened(_ purchase: Purchase, line place: Int, at now: Instant) {
        let index = purchase.order.index + place
        dossiers[index].facts.insert(.placed)
        dossiers[index].product = UInt16(purchase[place].product.number)
        dossiers[index].quantity = purchase[place].quantity
        dossiers[index].price = purchase[place].price.fen
        dossiers[index].placedSecond = Int32(now.nanoseconds / 1_000_000_000)
        guard purchase.lineCount > 1 else { return }
        dossiers[index].belongs(to: Int(purchase.lineCount), at: place, isBundle: purchase.isBundle)
        lineNotes.sawSeveralLines = true
    }

    /// What the lines of an order cost together, before any coupon, in fen.
    @inline(__always)
    func listed(_ order: OrderID) -> Int64 {
        var sum: Int64 = 0
        for line in lines(of: order) { sum += dossiers[line].price }
        return sum
    }

    /// What the order's charge must come to, in fen.
    @inline(__always)
    func due(_ order: OrderID) -> Int64 { listed(order) - discount(of: order) }

    @inline(__always)
    private func discount(of order: OrderID) -> Int64 {
        dossiers[order.index].facts.contains(.discounted) ? Int64(dossiers[order.index].discount) : 0
    }

    /// What a line costs: its price less its share of the order's discount, in fen.
    ///
    /// Shares are rounded down, and a fen more goes to each of the lines with the largest remainders, as many as are
    /// needed: a line gets one if fewer lines than that come before it by remainder, then by place.
    @inline(__always)
    func due(line: OrderID) -> Int64 {
        let order = order(of: line)
        let price = dossiers[line.index].price, discount = discount(of: order), total = listed(order)
        guard discount > 0, total > 0 else { return price }
        let remainder = discount * price % total
        var left = discount, before = 0
        for other in lines(of: order) {
            left -= discount * dossiers[other].price / total
            let rest = discount * dossiers[other].price % total
            if rest > remainder || rest == remainder && other < line.index { before += 1 }
        }
        return price - discount * price / total - (before < left ? 1 : 0)
    }

    /// The provider's statement as it concerns one line: the order's capture and balance, and the line's refunds, or
    /// the order's where all of it was paid back in one piece. What was captured under a further line's own number
    /// is one capture too many.
    @inline(__always)
    func statement(
        of line: OrderID, in charges: borrowing FoldingArray<PaymentProvider.Charge>
    ) -> PaymentProvider.Charge {
        let order = order(of: line)
        guard order.index < charges.count else { return PaymentProvider.Charge() }
        var charge = charges[order.index]
        guard line != order else { return charge }
        let own = line.index < charges.count ? charges[line.index] : PaymentProvider.Charge()
        if own.captures > 0 { charge.captures = max(charge.captures, 1) &+ own.captures }
        if charge.state != .refunded { (charge.refunds, charge.returned) = (own.refunds, own.returned) }
        return charge
    }

    /// The coordinator learns that a line is paid back, alone or with all others of an order whose capture came late.
    mutating func judgeRefund(_ line: OrderID, _ amount: Money, at now: Instant) {
        let order = order(of: line)
        let isWhole = dossiers[line.index].facts.contains(.capturedLate)
        if isWhole { for other in lines(of: order) { dossiers[other].facts.insert(.refunded) } }
        if isOpen(line) { judgeShare(line, amount.fen, at: now) }
    }

    /// So much is paid back for a line of an open order, or of one whose capture came late for all its lines.
    private mutating func judgeShare(_ line: OrderID, _ fen: Int64, at now: Instant) {
        lineNotes.sawRefunds = true
        let isWhole = dossiers[line.index].facts.contains(.capturedLate)
        let expected = isWhole ? due(order(of: line)) : due(line: line)
        tally.expect(
            .refundIsShare, fen == expected, order: line, at: now, because: "fen paid back:", fen, ", due", expected)
    }

    /// The provider pays back under a line's number. What the old platform's people pay back by hand, they have noted
    /// before; of an order that is settled it is judged when the run is over.
    mutating func judgeReturned(_ line: OrderID, _ charge: PaymentProvider.Charge, at now: Instant) {
        guard isOpen(line), !dossiers[line.index].facts.contains(.refunded) else { return }
        judgeShare(line, Int64(charge.returned), at: now)
    }

    /// Of an order that was paid back line by line, or in one piece, nothing is kept.
    mutating func closeRefund(_ order: OrderID, _ charge: PaymentProvider.Charge, at now: Instant) {
        for line in lines(of: order) where !dossiers[line].facts.contains(.refunded) || dossiers[line].isLive { return }
        lineNotes.sawRefunds = true
        tally.expect(
            .refundIsShare, charge.balance == .zero, order: order, at: now, because: "all was paid back but fen:",
            charge.balance.fen)
    }

    /// The coordinator knows that a line's goods are there, and earns its price: of a bundle, when all of it is there.
    mutating func noteEarned(_ line: OrderID) {
        guard dossiers[line.index].isBundle else { return earn(line) }
        let order = order(of: line)
        for other in lines(of: order) {
            let facts = dossiers[other].facts
            if !facts.contains(.goodsKnown) || facts.hasAny(.refunded, .revokeAsked) { return }
        }
        for other in lines(of: order) { earn(OrderID(index: other)) }
    }

    private mutating func earn(_ line: OrderID) {
        let price = dossiers[line.index].price
        bookNotes.issued(price: price, due: due(line: line))
    }

    /// The issuing service is asked to take back what it may have issued. What a person has handed over, behind the
    /// fence, is taken back with that.
    mutating func noteRevokeAsked(_ line: OrderID) {
        let wasLive = dossiers[line.index].isLive
        dossiers[line.index].facts.insert(.revokeAsked)
        if wasLive, !dossiers[line.index].isLive { takeBack(line) }
    }

    /// The issuing service says for the first time that nothing is issued for a line any more.
    mutating func noteWithdrawn(_ line: OrderID) {
        dossiers[line.index].facts.insert(.withdrawn)
        guard dossiers[line.index].facts.contains(.issued), !dossiers[line.index].isLive else { return }
        takeBack(line)
    }

    private mutating func takeBack(_ line: OrderID) {
        lineNotes.revoked += 1
        issuanceNotes.takeBack(Int(dossiers[line.index].quantity), of: Int(dossiers[line.index].product))
    }

    /// Whether any line of an order has a credential of use.
    @inline(__always)
    func hasGoods(_ order: OrderID) -> Bool {
        for line in lines(of: order) where dossiers[line].isLive { return true }
        return false
    }

    /// An order of several lines is settled: its outcome is what the messages about its lines add up to.
    mutating func judgeLines(_ order: OrderID, _ outcome: OrderOutcome, at now: Instant) {
        let all = dossiers[order.index].lines
        guard all > 1 else { return }
        var issued = 0, refunded = 0
        for line in lines(of: order) {
            let facts = dossiers[line].facts
            if facts.contains(.refunded) {
                refunded += 1
            } else if facts.contains(.goodsKnown) {
                issued += 1
            }
        }
        let holds =
            switch outcome {
            case .issued: issued == all
            case .refunded: refunded == all
            case .partlyRefunded:
                issued > 0 && refunded > 0 && issued + refunded == all && !dossiers[order.index].isBundle
            case .soldOut, .unpaid, .declined, .unavailable: issued == 0 && refunded == 0
            }
        tally.expect(
            .orderFollowsLines, holds, order: order, at: now, because: "it ended otherwise: lines issued:",
            Int64(issued), ", refunded:", Int64(refunded))
    }
}
