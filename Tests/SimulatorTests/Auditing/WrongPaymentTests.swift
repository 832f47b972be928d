import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// Payment adapters, and coordinators, that do wrong with money.
@Suite struct WrongPaymentTests {
    private let day = 86_400.0

    /// The provider's first answers are lost, so that the coordinator asks what became of the charge.
    private var lostCapture: Trial {
        Trial { tape in
            tape.buy(0)
            tape.buy(1, at: 20)
            tape.fate = { letter, now in
                guard case .payment(.providerCaptured(OrderID(1), _)) = letter else { return .taken }
                return now < .origin + .seconds(27) ? .swallowed : .taken
            }
        }
    }

    /// Nothing is issued for a day; the first refund's answer is lost.
    private var lostRefund: Trial {
        Trial(lasts: day + 600) { tape in
            tape.buy(0)
            var refunds = 0
            tape.fate = { letter, _ in
                switch letter {
                case .issuance(.issue): return .swallowed
                case .payment(.providerRefunded):
                    refunds += 1
                    return refunds == 1 ? .swallowed : .taken
                default: return .taken
                }
            }
        }
    }

    @Test func timeoutTakenForAFailureAndChargedAgainUnderAFreshKeyIsFound() {
        lostCapture.expect(.oneCapture, quoting: "what became of the charge?") { tape in
            let price = tape.product.salePrice
            let wrong = WrongPort(
                tape.payments,
                asked: { command, now, right in
                    guard case .query(let order) = command else { return right.handle(command, at: now) }
                    return [.requestCapture(order, price)]
                },
                said: { effect, now, port in
                    if case .requestCapture = effect, now > .origin + .seconds(26) { port.key += 1 }
                    return [effect]
                })
            tape.payments = wrong
        }
    }

    @Test func refundUnderAFreshKeyIsFound() {
        lostRefund.expect(.refundWithinCapture, quoting: "provider: refunded") { tape in
            tape.payments = WrongPort(
                tape.payments,
                said: { effect, _, port in
                    if case .requestRefund = effect { port.key += 1 }
                    return [effect]
                })
        }
    }

    @Test func refundOfMoreThanWasCapturedIsFound() {
        lostRefund.expect(.refundWithinCapture, quoting: "provider: refunded") { tape in
            tape.payments = WrongPort(
                tape.payments,
                said: { effect, _, _ in
                    guard case .requestRefund(let line, let amount, let order) = effect else { return [effect] }
                    return [.requestRefund(line, amount + .yuan(1), of: order)]
                })
            // What the adapter and the coordinator hear is as they asked; only the provider knows.
            let price = tape.product.salePrice
            tape.payments = WrongPort(
                tape.payments,
                asked: { command, now, right in
                    guard case .providerRefunded(let order, _) = command else { return right.handle(command, at: now) }
                    return right.handle(.providerRefunded(order, price), at: now)
                })
        }
    }

    /// An adapter that asks the provider for less, while it and the coordinator hear what they believe.
    private func keeping(_ fen: Int64, _ tape: AuditedTape) -> Port<PaymentCommand, PaymentEffect> {
        let price = tape.product.salePrice
        return WrongPort(
            tape.payments,
            asked: { command, now, right in
                guard case .providerRefunded(let line, _) = command else { return right.handle(command, at: now) }
                return right.handle(.providerRefunded(line, price), at: now)
            },
            said: { effect, _, _ in
                guard case .requestRefund(let line, let amount, let order) = effect else { return [effect] }
                return [.requestRefund(line, amount - Money(fen: fen), of: order)]
            })
    }

    @Test func refundOfAFenTooLittleIsFound() {
        lostRefund.expect(.refundIsShare, quoting: "provider: refunded") { tape in
            tape.payments = keeping(1, tape)
        }
    }

    /// The capture comes when the order is over, and goes back as it came.
    @Test func lateCaptureThatIsNotAllPaidBackIsFound() {
        let late = Trial { tape in
            tape.buy(0)
            tape.buy(1)
            var isCaught = false
            tape.fate = { letter, _ in
                switch letter {
                case .payment(.charge(OrderID(1), _)) where !isCaught:
                    // Its answer is as late as that of a provider that does not keep its promise.
                    isCaught = true
                    tape.send(.payment(.providerDeclined(OrderID(1))), at: 5.02)
                    return .taken
                default: return .taken
                }
            }
        }
        let found = late.findings { $0.payments = keeping(1, $0) }
        #expect(late.findings().broken.isEmpty)
        #expect(found[.refundIsShare].failures > 0)
        #expect(found[.refundIsShare].history.contains { $0.contains("refunded") })
    }

    @Test func captureThatTheCoordinatorIsNotToldOfIsFound() {
        lostCapture.expect(.booksAgree, quoting: "provider: captured") { tape in
            tape.payments = WrongPort(
                tape.payments,
                said: { effect, _, _ in
                    guard case .captured(OrderID(1), _) = effect else { return [effect] }
                    return [.declined(OrderID(1))]
                })
        }
    }

    @Test func goodsThatComeAfterTheDayAreFound() {
        let trial = Trial(lasts: day + 7_200) { tape in
            tape.buy(0)
            tape.buy(1)
            tape.fate = { letter, now in
                guard case .issuance(.issue(let request)) = letter, request.order == OrderID(1) else { return .taken }
                return now < .origin + .seconds(90_000) ? .swallowed : .taken
            }
        }
        trial.expect(.issuedOrRefunded, quoting: "issue 1 of product") { tape in
            var patient = CoordinatorConfiguration()
            patient.giveUpAfter = .hours(26)
            tape.coordinator = MachinePort(OrderCoordinator(configuration: patient))
        }
    }

    @Test func captureThatEndsInNothingIsFound() {
        lostRefund.expect(.issuedOrRefunded) { tape in
            // It says that it pays back, and does not.
            tape.payments = WrongPort(
                tape.payments,
                asked: { command, now, right in
                    guard case .refund(let line, let amount, _) = command else { return right.handle(command, at: now) }
                    return [.refunded(line, amount)]
                })
        }
    }

    @Test func issueBesideTheChargeIsFound() {
        lostCapture.expect(.captureBeforeIssue, quoting: "issue 1 of product") { tape in
            let product = tape.product.id
            tape.coordinator = WrongPort(
                tape.coordinator,
                asked: { command, now, right in
                    // The right coordinator knows nothing of this issue until it has a capture itself.
                    if case .issued = command, now < .origin + .milliseconds(25_050) { return [] }
                    return right.handle(command, at: now)
                },
                said: { effect, _, _ in
                    guard case .charge(let order, _) = effect, order == OrderID(1) else { return [effect] }
                    return [.issue(order, UserID(1), product, quantity: 1, attempt: 1), effect]
                })
        }
    }

    @Test func otherAmountThanThePriceIsFound() {
        lostCapture.expect(.amountIsPrice, quoting: "provider: captured") { tape in
            let price = tape.product.salePrice
            tape.payments = WrongPort(
                tape.payments,
                asked: { command, now, right in
                    guard case .providerCaptured(let order, _) = command else { return right.handle(command, at: now) }
                    return right.handle(.providerCaptured(order, price), at: now)
                },
                said: { effect, _, _ in
                    guard case .requestCapture(let order, let amount) = effect else { return [effect] }
                    return [.requestCapture(order, amount + Money(fen: 1))]
                })
        }
    }

    /// The first issue arrives when the order has been given up; its answer is lost.
    @Test func withdrawalWithoutAFenceIsFound() {
        let trial = Trial(lasts: day + 600) { tape in
            tape.buy(0)
            let late = tape.request(OrderID(0), UserID(0), tape.product.id, 1, 1)
            tape.send(.issuance(.issue(late)), at: 86_450)
            tape.fate = { letter, now in
                guard case .issuance(.issue) = letter else { return .taken }
                return now < .origin + .seconds(86_440) ? .swallowed : .takenReplyLost
            }
        }
        // Whether goods are out is seen when they are made, and when money is paid back.
        #expect(trial.findings()[.refundedHoldsNothing].failures == 0)
        let found = trial.findings { tape in
            tape.issuing = WrongPort(
                tape.issuing,
                asked: { command, now, right in
                    guard case .withdraw(let order) = command else { return right.handle(command, at: now) }
                    return [.withdrawn(order)]
                })
        }
        #expect(found[.refundedHoldsNothing].failures > 0)
        #expect(found[.refundedHoldsNothing].history.contains { $0.contains("withdraw") })
    }

    @Test func adapterThatTakesSilenceForARefusalIsFound() {
        lostCapture.expect(.unknownIsNotFailed, quoting: "what became of the charge?") { tape in
            tape.payments = WrongPort(
                tape.payments,
                asked: { command, now, right in
                    guard case .query(let order) = command else { return right.handle(command, at: now) }
                    return [.notCharged(order)]
                })
            tape.swallowLateCapture()
        }
    }

    @Test func coordinatorThatTakesSilenceForARefusalIsFound() {
        lostCapture.expect(.unknownIsNotFailed, quoting: "charge") { tape in
            tape.coordinator = WrongPort(
                tape.coordinator,
                said: { effect, now, port in
                    guard case .queryCharge(let order) = effect else { return [effect] }
                    return port.right.handle(.notCharged(order), at: now)
                })
            tape.swallowLateCapture()
        }
    }
}

extension AuditedTape {
    /// Of a charge that was given up nothing more is heard.
    fileprivate func swallowLateCapture() {
        let before = fate
        fate = { letter, now in
            if case .payment(.providerCaptured(OrderID(1), _)) = letter { return .swallowed }
            return before(letter, now)
        }
    }
}
