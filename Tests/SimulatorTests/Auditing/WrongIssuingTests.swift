import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// Issuing that gives too much, the wrong thing, or does not stop.
@Suite struct WrongIssuingTests {
    /// Two orders of one unit each.
    private let sale = Trial { tape in
        tape.buy(0)
        tape.buy(1)
    }

    /// Issuing that makes something else of order 1's credentials.
    private func making(_ change: @escaping (inout Credentials) -> Void) -> (AuditedTape) -> Void {
        { tape in
            tape.issuing = WrongPort(
                tape.issuing,
                said: { effect, _, _ in
                    guard case .issued(OrderID(1), var credentials) = effect else { return [effect] }
                    change(&credentials)
                    return [.issued(OrderID(1), credentials)]
                })
        }
    }

    /// The first answer is lost, so that the goods are asked for again.
    @Test func secondIssueIsFound() {
        let trial = Trial { tape in
            self.sale.tape(tape)
            var asked = 0
            tape.fate = { letter, _ in
                guard case .issuance(.issue(let request)) = letter, request.order == OrderID(1) else { return .taken }
                asked += 1
                return asked == 1 ? .takenReplyLost : .taken
            }
        }
        trial.expect(.oneIssue, quoting: "attempt 2") { tape in
            var told = 0
            let wrong = making { credentials in
                told += 1
                if told == 2 { credentials.firstSerial += 100 }
            }
            wrong(tape)
        }
    }

    /// B51: two draw one code.
    @Test func serialThatTwoOrdersGetIsFound() {
        var first: UInt64?
        sale.expect(.serialsUnique, quoting: "issue 1 of product") { tape in
            first = nil
            tape.issuing = WrongPort(
                tape.issuing,
                said: { effect, _, _ in
                    guard case .issued(let order, var credentials) = effect else { return [effect] }
                    if let serial = first { credentials.firstSerial = serial }
                    first = credentials.firstSerial
                    return [.issued(order, credentials)]
                })
        }
    }

    @Test func unitTooManyIsFound() {
        sale.expect(.unitsIssued, quoting: "issue 1 of product", wrong: making { $0.quantity += 1 })
    }

    @Test func entitlementThatIsOverBeforeItBeginsIsFound() {
        sale.expect(.validOnlyInTime, quoting: "issue 1 of product", wrong: making { $0.expiry = .origin })
    }

    /// B24: the supplier's answer arrives when the order is withdrawn, and its codes stay out.
    @Test func codesThatAreNotTakenBackAreFound() {
        let trial = Trial(lasts: 87_000) { tape in
            tape.buy(0)
            tape.send(.order(.place(tape.purchase(1, of: tape.codedProduct))), at: 0)
            tape.send(.order(.pay(OrderID(1))), at: 5)
            var isKept = false
            tape.fate = { letter, now in
                guard case .issuance(.codesArrived(OrderID(1), _, _)) = letter, now < .origin + .hours(24) else {
                    return .taken
                }
                if !isKept { tape.send(letter, at: 86_450) }
                isKept = true
                return .swallowed
            }
        }
        trial.expect(.codesAgree, quoting: "withdraw") { tape in
            tape.issuing = WrongPort(
                tape.issuing,
                asked: { command, now, right in
                    if case .codesArrived(OrderID(1), _, _) = command { return [] }
                    return right.handle(command, at: now)
                })
        }
    }

    /// A late attempt arrives when the order is withdrawn.
    @Test func issuingThatGoesOnAfterItGaveUpIsFound() {
        let trial = Trial(lasts: 87_000) { tape in
            tape.buy(0)
            tape.buy(1)
            tape.send(.issuance(.issue(tape.request(OrderID(1), UserID(1), tape.product.id, 1, 1))), at: 86_450)
            tape.fate = { letter, now in
                guard case .issuance(.issue(let request)) = letter, request.order == OrderID(1) else { return .taken }
                return now < .origin + .seconds(86_440) ? .swallowed : .takenReplyLost
            }
        }
        trial.expect(.nothingAfterWithdrawal, quoting: "withdraw") { tape in
            tape.issuing = WrongPort(
                tape.issuing,
                asked: { command, now, right in
                    guard case .issue(let request) = command, request.order == OrderID(1) else {
                        return right.handle(command, at: now)
                    }
                    let goods = Credentials(firstSerial: 900, tag: 1, quantity: 1, expiry: .distantFuture)
                    return [.issued(request.order, goods)]
                })
        }
    }
}
