import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// Baskets and bundles done wrong are found, and done right they are not.
@Suite struct AuditorLineTests {
    private let day = 86_401.0

    @Test func basketWithARefundedLineBreaksNoRule() {
        var history = OrderHistory()
        history.sellBasket(0, refunded: [1])
        #expect(history.close().broken.isEmpty)
    }

    @Test func couponIsSharedOutToTheFen() {
        var history = OrderHistory()
        history.pay(basket: 0, lines: 3, discount: Money(fen: 100))
        history.issue(2)
        history.refund(line: 0, of: 0, Money(fen: 1_000 - 34), at: day)
        history.refund(line: 1, of: 0, Money(fen: 1_000 - 33), at: day)
        history.auditors.settled(OrderID(0), .partlyRefunded, at: history.at(day))
        #expect(history.close().broken.isEmpty)
    }

    /// B21: each line's share rounded by itself leaves a fen over.
    @Test func discountRoundedLineByLineIsFound() {
        var history = OrderHistory()
        history.pay(basket: 0, lines: 3, discount: Money(fen: 100))
        history.issue(2)
        history.refund(line: 0, of: 0, Money(fen: 1_000 - 33), at: day)
        history.refund(line: 1, of: 0, Money(fen: 1_000 - 33), at: day)
        history.auditors.settled(OrderID(0), .partlyRefunded, at: history.at(day))
        let findings = history.close()
        #expect(findings.broken == [.refundIsShare])
        // Each refund is looked at twice: when the provider pays, and when the coordinator hears of it.
        #expect(findings[.refundIsShare].failures == 2 && findings[.refundIsShare].evaluations == 4)
        #expect(findings[.refundIsShare].firstFailure.contains("fen paid back: 967, due 966"))
    }

    /// B34: one failed line refunds the whole order, goods and all.
    @Test func wholeOrderRefundedForOneLineIsFound() {
        var history = OrderHistory()
        history.pay(basket: 0, lines: 3)
        history.issue(0)
        history.issue(1)
        history.auditors.issueAsked(OrderID(2), at: history.at(2))
        history.refund(line: 2, of: 0, .yuan(30), at: day)
        history.auditors.settled(OrderID(0), .refunded, at: history.at(day))
        let findings = history.close()
        #expect(findings.broken == [.refundIsShare, .orderFollowsLines])

        var byLine = OrderHistory()
        byLine.pay(basket: 0, lines: 3)
        byLine.issue(0)
        byLine.issue(1)
        for line in UInt32(0)..<3 { byLine.refund(line: line, of: 0, .yuan(10), at: day) }
        byLine.auditors.settled(OrderID(0), .refunded, at: byLine.at(day))
        let others = byLine.close()
        #expect(others.broken == [.issuedOrRefunded, .refundedHoldsNothing])
        #expect(others[.refundedHoldsNothing].failures == 2)
    }

    /// B06: lines taken one by one, and what was taken of a basket that can't be had is sold all the same.
    @Test func partOfAnOrderSoldIsFound() {
        var history = OrderHistory()
        history.placeBasket(0, lines: 2, held: 1)
        history.hear(.soldOut(OrderID(1)), at: 0)
        history.auditors.toldSoldOut(OrderID(0))
        history.confirm(0)
        history.capture(0)
        history.issue(0)
        history.auditors.settled(OrderID(0), .issued, at: history.at(3))
        let findings = history.close()
        #expect(findings.broken == [.issuedOrRefunded, .amountIsPrice, .orderFollowsLines])
    }

    @Test func onlyTheMissingProductCountsAsRefused() {
        var history = OrderHistory(stock: 1)
        history.placeBasket(0, lines: 2, held: 1)
        history.hear(.soldOut(OrderID(1)), at: 0)
        history.auditors.toldSoldOut(OrderID(0))
        #expect(history.auditors.stockNotes.refused == [true])
        var other = OrderHistory(stock: 1)
        other.placeBasket(0, lines: 2, held: 1)
        other.auditors.toldSoldOut(OrderID(0))
        #expect(other.auditors.stockNotes.refused == [false], "nothing was looked for in vain")
    }

    @Test func bundleThatIsTakenBackBreaksNoRule() {
        #expect(bundle(revoking: true).broken.isEmpty)
    }

    @Test func bundleRefundedWithoutTakingBackIsFound() {
        #expect(bundle(revoking: false).broken == [.issuedOrRefunded, .refundedHoldsNothing])
    }

    private func bundle(revoking: Bool) -> Findings {
        var history = OrderHistory()
        history.pay(basket: 0, lines: 2, isBundle: true)
        history.auditors.issueAsked(OrderID(1), at: history.at(2))
        history.issue(0)
        history.withdraw(1, at: day)
        history.refund(line: 1, of: 0, .yuan(10), at: day)
        if revoking {
            history.auditors.asked(IssuanceCommand.revoke(OrderID(0)), at: history.at(day))
            history.withdraw(0, at: day)
        }
        history.refund(line: 0, of: 0, .yuan(10), at: day)
        history.auditors.settled(OrderID(0), .refunded, at: history.at(day))
        return history.close()
    }

    @Test func bundleInPartsIsFound() {
        var history = OrderHistory()
        history.pay(basket: 0, lines: 2, isBundle: true)
        history.issue(0)
        history.auditors.issueAsked(OrderID(1), at: history.at(2))
        history.refund(line: 1, of: 0, .yuan(10), at: day)
        history.auditors.settled(OrderID(0), .partlyRefunded, at: history.at(day))
        #expect(history.close().broken == [.orderFollowsLines])
    }

    @Test func captureThatCameTooLateGoesBackInOnePiece() {
        var history = OrderHistory()
        history.placeBasket(0, lines: 2)
        history.auditors.payBegins(OrderID(0), at: history.at(0))
        history.auditors.charged(OrderID(0), .yuan(20), at: history.at(0))
        for line in UInt32(0)..<2 {
            history.hear(.released(OrderID(line)), at: 1)
            history.held -= 1
            history.available += 1
        }
        history.provider(0) { $0 = .init(state: .captured, amount: 2_000, captures: 1) }
        history.auditors.outcomeHeard(OrderID(0), at: history.at(1))
        for line in UInt32(0)..<2 { history.auditors.said(.releaseStock(OrderID(line)), at: history.at(1)) }
        _ = history.auditors.captured(OrderID(0), .yuan(20), at: history.at(5))
        history.provider(0) {
            $0.refunds = 1
            $0.state = .refunded
        }
        _ = history.auditors.refunded(OrderID(0), .yuan(20), at: history.at(6))
        history.auditors.settled(OrderID(0), .refunded, at: history.at(6))
        #expect(history.close().broken.isEmpty)
    }

    @Test func refundsBeyondTheCaptureAreFound() {
        var history = OrderHistory()
        history.sellBasket(0, refunded: [1])
        history.provider(0) { $0.others = -$0.amount - 1 }
        let broken = history.close().broken
        #expect(broken.contains(.refundWithinCapture))
    }
}

// Orders of several lines of one unit each, which take as many numbers from the order's on.
extension OrderHistory {
    mutating func placeBasket(_ number: UInt32, lines: Int, held count: Int? = nil, isBundle: Bool = false) {
        var purchase = Purchase(
            order: OrderID(number), user: UserID(1), product: Self.product, quantity: 1, region: 0, coupon: CouponID(0),
            price: Self.price)
        for _ in 1..<lines { purchase.add(PurchaseLine(product: Self.product, quantity: 1, price: Self.price)) }
        purchase.isBundle = isBundle
        _ = auditors.placed(purchase, at: at(0))
        for place in 0..<(count ?? lines) {
            hear(.held(purchase.number(ofLine: place)), at: 0)
            available -= 1
            held += 1
        }
    }

    /// Placed, held, confirmed and captured as a whole.
    mutating func pay(basket number: UInt32, lines: Int, discount: Money = .zero, isBundle: Bool = false) {
        placeBasket(number, lines: lines, isBundle: isBundle)
        for line in 0..<UInt32(lines) { confirm(number + line) }
        if discount > .zero {
            for heard in [false, true] {
                auditors.coupon(.redeemed(OrderID(number), discount: discount), heard: heard, at: at(1))
            }
        }
        capture(number, Self.price * Int64(lines) - discount)
    }

    /// A line is paid back, as the provider and the platform see it, and its unit given back.
    mutating func refund(line: UInt32, of number: UInt32, _ amount: Money, at second: Double) {
        provider(line) {
            $0.refunds += 1
            $0.returned += UInt32(amount.fen)
        }
        provider(number) { $0.others -= amount.fen }
        auditors.providerDecided(
            OrderID(line), auditors.statement(of: OrderID(line), in: charges), at: at(second))
        _ = auditors.refunded(OrderID(line), amount, at: at(second))
        hear(.released(OrderID(line)), at: second)
        sold -= 1
        available += 1
    }

    /// A basket of three lines, some refunded after a day and the others issued.
    mutating func sellBasket(_ number: UInt32, refunded: Set<UInt32>) {
        pay(basket: number, lines: 3)
        for line in UInt32(0)..<3 where !refunded.contains(line) { issue(number + line) }
        for line in UInt32(0)..<3 where refunded.contains(line) {
            for second in stride(from: 2.0, to: 86_402, by: 30) {
                auditors.issueAsked(OrderID(number + line), at: at(second))
            }
            auditors.withdrawAsked(OrderID(number + line), at: at(86_402))
            withdraw(number + line, at: 86_402)
            refund(line: number + line, of: number, Self.price, at: 86_403)
        }
        auditors.settled(OrderID(number), refunded.isEmpty ? .issued : .partlyRefunded, at: at(86_404))
    }
}
