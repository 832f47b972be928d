import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// Peers that do not keep to the key: an order's number asked for again.
@Suite struct WrongPeerTests {
    /// Replies to the first call of a kind are lost, so that it is made again.
    private func repeating(
        lasts: Double = 600, _ isMeant: @escaping (Letter) -> Bool, _ more: @escaping (AuditedTape) -> Void = { _ in }
    ) -> Trial {
        Trial(lasts: lasts) { tape in
            tape.buy(0, coupon: CouponID(0))
            tape.buy(1, coupon: CouponID(0))
            more(tape)
            var seen = 0
            tape.fate = { letter, _ in
                guard isMeant(letter) else { return .taken }
                seen += 1
                return seen == 1 ? .takenReplyLost : .taken
            }
        }
    }

    @Test func stockThatAnswersARepeatedHoldOtherwiseIsFound() {
        let trial = repeating { if case .stock(.hold(OrderID(1), _, _, _)) = $0 { true } else { false } }
        trial.expect(.sameAnswer, quoting: "hold 1 of product") { tape in
            tape.stock = WrongPort(
                tape.stock,
                asked: { command, now, right in
                    guard case .hold(let order, _, _, _) = command, now > .origin + .seconds(1) else {
                        return right.handle(command, at: now)
                    }
                    return [.soldOut(order)]
                })
        }
    }

    @Test func couponBookThatForgetsAnAnswerIsFound() {
        let trial = repeating({ _ in false }) { tape in
            tape.send(.coupon(.redeem(OrderID(1), CouponID(0), price: tape.product.salePrice)), at: 5.02)
        }
        trial.expect(.sameAnswer, quoting: "redeem coupon 0") { tape in
            var redeemed = 0
            tape.coupons = WrongPort(
                tape.coupons,
                said: { effect, _, _ in
                    guard case .redeemed(let order, _) = effect, order == OrderID(1) else { return [effect] }
                    redeemed += 1
                    return redeemed == 1 ? [effect] : [.refused(order)]
                })
        }
    }

    @Test func adapterThatTakesACaptureBackIsFound() {
        let trial = Trial { tape in
            tape.buy(0)
            tape.buy(1)
            tape.send(.payment(.query(OrderID(1))), at: 60)
        }
        trial.expect(.sameAnswer, quoting: "what became of the charge?") { tape in
            tape.payments = WrongPort(
                tape.payments,
                asked: { command, now, right in
                    guard case .query(let order) = command else { return right.handle(command, at: now) }
                    return [.declined(order)]
                })
            tape.fate = { letter, _ in if case .order(.declined) = letter { .swallowed } else { .taken } }
        }
    }

    @Test func issuingThatMakesOtherGoodsWhenAskedAgainIsFound() {
        let trial = repeating {
            if case .issuance(.issue(let request)) = $0 { request.order == OrderID(1) } else { false }
        }
        trial.expect(.sameAnswer, quoting: "attempt 2") { tape in
            tape.issuing = WrongPort(
                tape.issuing,
                said: { effect, now, _ in
                    guard case .issued(let order, var credentials) = effect, now > .origin + .seconds(20) else {
                        return [effect]
                    }
                    credentials.firstSerial += 100
                    return [.issued(order, credentials)]
                })
        }
    }

    @Test func auditLogThatWritesARecordTwiceIsFound() {
        let trial = repeating { if case .audit(.append) = $0 { true } else { false } }
        for rule in [Rule.sameAnswer, .effectOnce, .oneRecordPerChange] {
            trial.expect(rule, quoting: "audit: write") { tape in
                var last: UInt64 = 0
                tape.auditLog = WrongPort(
                    tape.auditLog,
                    asked: { command, now, right in
                        guard case .append(let record, let ticket) = command else { return [] }
                        last += 1
                        return [
                            .acknowledged(ticket, record.order), .publish(.init(sequence: last, record: record)),
                        ]
                    })
            }
        }
    }

    // MARK: Another payload

    @Test func stockThatHoldsSomethingElseUnderTheSameKeyIsFound() {
        let trial = Trial { tape in
            tape.buy(0)
            tape.send(.stock(.hold(OrderID(0), tape.product.id, quantity: 5, by: UserID(0))), at: 2)
            tape.fate = { _, now in now == .origin + .seconds(2) ? .takenReplyLost : .taken }
        }
        trial.expect(.otherPayloadRefused, quoting: "hold 5 of product") { tape in
            tape.stock = WrongPort(
                tape.stock,
                said: { effect, _, _ in
                    guard case .soldOut(let order) = effect else { return [effect] }
                    return [.held(order)]
                })
        }
    }

    @Test func couponBookThatSpendsAnotherKindUnderTheSameKeyIsFound() {
        let trial = Trial { tape in
            tape.buy(0, coupon: CouponID(0))
            tape.send(.coupon(.redeem(OrderID(0), CouponID(0), price: Money(fen: 50))), at: 5.02)
            tape.fate = { _, now in now == .origin + .milliseconds(5_020) ? .takenReplyLost : .taken }
        }
        trial.expect(.otherPayloadRefused, quoting: "redeem coupon 0 on 0.50 yuan") { tape in
            tape.coupons = WrongPort(
                tape.coupons,
                said: { effect, _, _ in
                    guard case .refused(let order) = effect else { return [effect] }
                    return [.redeemed(order, discount: .yuan(1))]
                })
        }
    }

    // MARK: A long memory

    @Test func keysForgottenAfterADayAreFound() {
        // Longer than the retry horizon by a minute.
        let late = 86_460.0
        let trial = Trial(lasts: late + 600) { tape in
            tape.buy(0)
            tape.buy(1, at: 0.5)
            let again = tape.request(OrderID(1), UserID(1), tape.product.id, 1, 2)
            tape.send(.issuance(.issue(again)), at: late)
            tape.fate = { letter, now in
                guard case .issuance(.issue) = letter, now > .origin + .hours(24) else { return .taken }
                return .takenReplyLost
            }
        }
        trial.expect(.keysOutliveRetries, quoting: "attempt 2") { tape in
            let first = tape.issuing
            let second = MachinePort(IssuanceEngine(catalogue: tape.catalogue, signer: CredentialSigner(seed: 1)))
            tape.issuing = WrongPort(
                first,
                asked: { command, now, right in
                    now > .origin + .hours(24) ? second.handle(command, at: now) : right.handle(command, at: now)
                })
        }
    }

    // MARK: Delivered again, or never

    @Test func overviewThatCountsAgainIsFound() {
        let trial = Trial { tape in
            tape.buy(0)
            tape.fate = { letter, now in
                // The record is lost at first, and comes again when the log asks how far the overview is.
                if case .overview(.apply) = letter, now < .origin + .seconds(8) { .swallowed } else { .taken }
            }
        }
        trial.expect(.effectOnce) { tape in
            tape.overview = WrongPort(
                tape.overview,
                asked: { command, _, _ in
                    switch command {
                    case .apply(let numbered):
                        [.shown(upTo: numbered.sequence), .shown(upTo: numbered.sequence)]
                    case .report(_, let order): [.missing(from: 1, count: 1, order)]
                    }
                })
        }
    }

    @Test func overviewWhoseSumIsWrongIsFound() {
        Trial { $0.buy(0) }.expect(.effectOnce) { $0.shownUnits = { 2 } }
    }

    @Test func changeThatIsNeverPublishedIsFound() {
        Trial { $0.buy(0) }.expect(.changesTold, quoting: "issue 1 of product") { tape in
            tape.ledger = WrongPort(
                tape.ledger, said: { effect, _, _ in if case .audit = effect { [] } else { [effect] } })
        }
    }
}
