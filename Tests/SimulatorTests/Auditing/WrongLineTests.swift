import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// Coordinators that are wrong about orders of several lines, and the right one on the same tape.
@Suite struct WrongLineTests {
    /// A basket of three equal lines, bought with a coupon of a yuan; the second is never issued, and refunded.
    private var basket: Trial {
        Trial(lasts: 86_500) { tape in
            tape.send(.order(.place(Self.purchase(tape))), at: 0)
            tape.send(.order(.pay(OrderID(0))), at: 5)
            tape.fate = { letter, _ in
                guard case .issuance(.issue(let request)) = letter, request.order == OrderID(1) else { return .taken }
                return .swallowed
            }
        }
    }

    private static func purchase(_ tape: AuditedTape) -> Purchase {
        var purchase = tape.purchase(0, coupon: CouponID(0))
        for _ in 0..<2 {
            purchase.add(PurchaseLine(product: tape.product.id, quantity: 1, price: tape.product.salePrice))
        }
        return purchase
    }

    /// A coordinator that refunds another amount for a line than it believes to.
    private func refunding(_ tape: AuditedTape, _ amount: @escaping (Money) -> Money) -> WrongPort<
        CoordinatorCommand, CoordinatorEffect
    > {
        var believed: [OrderID: Money] = [:]
        return WrongPort(
            tape.coordinator,
            asked: { command, now, right in
                guard case .refunded(let line, _) = command, let share = believed[line] else {
                    return right.handle(command, at: now)
                }
                return right.handle(.refunded(line, share), at: now)
            },
            said: { effect, _, _ in
                guard case .refund(let line, let share, let order) = effect else { return [effect] }
                believed[line] = share
                return [.refund(line, amount(share), of: order)]
            })
    }

    /// B21: the discount of 1 yuan is a third of it for each line, rounded down: a fen is paid back too much.
    @Test func discountRoundedLineByLineIsFound() {
        basket.expect(.refundIsShare, quoting: "refunded") { tape in
            tape.coordinator = refunding(tape) { $0 + Money(fen: 1) }
        }
    }

    /// B34: the whole order is paid back for one line that failed.
    @Test func wholeOrderRefundedForOneLineIsFound() {
        basket.expect(.refundIsShare, quoting: "refunded") { tape in
            let whole = Self.purchase(tape).price - .yuan(1)
            tape.coordinator = refunding(tape) { _ in whole }
        }
    }

    /// The second line is charged once more, under its own number.
    @Test func captureUnderTheNumberOfALineIsFound() {
        for (rule, words) in [(Rule.oneCapture, "provider: captured"), (.booksAgree, "provider: refunded")] {
            basket.expect(rule, quoting: words) { tape in
                tape.payments = WrongPort(
                    tape.payments,
                    asked: { command, now, right in
                        // It tells nobody.
                        if case .providerCaptured(OrderID(1), _) = command { return [] }
                        return right.handle(command, at: now)
                    },
                    said: { effect, _, _ in
                        guard case .requestCapture(_, let amount) = effect else { return [effect] }
                        return [effect, .requestCapture(OrderID(1), amount)]
                    })
            }
        }
    }

    /// The lines end differently, and the order as if they had not.
    @Test(arguments: [OrderOutcome.issued, .refunded]) func orderThatEndsOtherwiseThanItsLinesIsFound(
        _ outcome: OrderOutcome
    ) {
        basket.expect(.orderFollowsLines, quoting: "captured") { tape in
            tape.coordinator = WrongPort(
                tape.coordinator,
                said: { effect, _, _ in
                    guard case .settled(let order, .partlyRefunded) = effect else { return [effect] }
                    return [.settled(order, outcome)]
                })
        }
    }

    /// A bundle of which one line was issued is paid back, and the credential stays good.
    @Test func bundleThatIsNotTakenBackIsFound() {
        let bundle = Trial(lasts: 86_500) { tape in
            var purchase = Self.purchase(tape)
            purchase.isBundle = true
            tape.send(.order(.place(purchase)), at: 0)
            tape.send(.order(.pay(OrderID(0))), at: 5)
            tape.fate = { letter, _ in
                guard case .issuance(.issue(let request)) = letter, request.order == OrderID(1) else { return .taken }
                return .swallowed
            }
        }
        bundle.expect(.refundedHoldsNothing, quoting: "refund") { tape in
            // Instead of asking for it, it takes it for done.
            tape.coordinator = WrongPort(
                tape.coordinator,
                said: { effect, now, port in
                    guard case .revokeIssue(let line) = effect else { return [effect] }
                    return port.right.handle(.withdrawn(line), at: now)
                })
        }
    }
}
