import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// Ledgers, audit logs and overviews that get entitlements wrong.
@Suite struct WrongRecordTests {
    /// Two orders, and a holder who begins to use one of them.
    private let trial = Trial { tape in
        tape.buy(0)
        tape.buy(1)
        let use = LifecycleRequest(
            order: OrderID(1), version: 1, operation: .use, origin: AuditOrigin(.holder, .request))
        tape.send(.entitlement(.change(use)), at: 20)
        // Asked for again, as after a lost answer.
        tape.send(.entitlement(.change(use)), at: 25)
    }

    @Test func logThatDropsWhatItAcknowledgesIsFound() {
        for rule in [Rule.oneRecordPerChange, .auditFolds] {
            trial.expect(rule, quoting: "write: use") { tape in
                tape.auditLog = WrongPort(
                    tape.auditLog,
                    asked: { command, now, right in
                        guard case .append(let record, let ticket) = command, record.operation == .use else {
                            return right.handle(command, at: now)
                        }
                        return [.acknowledged(ticket, record.order)]
                    })
            }
        }
    }

    @Test func numberThatIsUsedAgainAfterAFailoverIsFound() {
        trial.expect(.auditChained, quoting: "write: use") { tape in
            tape.auditLog = WrongPort(
                tape.auditLog,
                said: { effect, _, _ in
                    guard case .publish(var numbered) = effect, numbered.sequence == 3 else { return [effect] }
                    numbered.sequence = 2
                    return [.publish(numbered)]
                })
        }
    }

    /// Records are lost on their way to the overview, and come again when it is known what it has.
    private let resending = Trial { tape in
        tape.buy(0)
        tape.buy(1)
        tape.fate = { letter, now in
            if case .overview(.apply) = letter, now < .origin + .seconds(8) { .swallowed } else { .taken }
        }
    }

    @Test func recordThatIsRewrittenWhenItIsSentAgainIsFound() {
        resending.expect(.auditChained, quoting: "write: issue") { tape in
            tape.auditLog = WrongPort(
                tape.auditLog,
                said: { effect, now, _ in
                    guard case .publish(var numbered) = effect, now > .origin + .seconds(8) else { return [effect] }
                    numbered.record.detail += 1
                    return [.publish(numbered)]
                })
        }
    }

    /// B36: acknowledged before it is applied, or was ever there.
    @Test func overviewThatAcknowledgesWhatItWasOnlyToldOfIsFound() {
        resending.expect(.effectOnce, quoting: "are all up to record") { tape in
            tape.overview = WrongPort(
                tape.overview,
                asked: { command, now, right in
                    guard case .report(let last, let order) = command else { return right.handle(command, at: now) }
                    return [.consumed(upTo: last, order)]
                })
        }
    }

    @Test func logThatHasNoRecordOfAnIssueIsFound() {
        trial.expect(.auditComplete, quoting: "write: issue") { tape in
            tape.auditLog = WrongPort(
                tape.auditLog,
                asked: { command, now, right in
                    guard case .append(let record, let ticket) = command, record.order == OrderID(0) else {
                        return right.handle(command, at: now)
                    }
                    return [.acknowledged(ticket, record.order)]
                })
        }
    }

    @Test func recordOfAnotherCredentialIsFound() {
        trial.expect(.auditComplete, quoting: "write: issue") { tape in
            tape.ledger = WrongPort(
                tape.ledger,
                said: { effect, _, _ in
                    guard case .audit(var record, let ticket) = effect, record.operation == .issue else {
                        return [effect]
                    }
                    record.detail += 1
                    return [.audit(record, ticket)]
                })
        }
    }

    @Test func logThatSkipsANumberIsFound() {
        trial.expect(.auditChained, quoting: "write: issue") { tape in
            tape.auditLog = WrongPort(
                tape.auditLog,
                said: { effect, _, _ in
                    guard case .publish(var numbered) = effect, numbered.sequence == 2 else { return [effect] }
                    numbered.sequence = 3
                    return [.publish(numbered)]
                })
        }
    }

    @Test func logThatWritesSomethingElseThanItPublishesIsFound() {
        trial.expect(.auditChained) { $0.chainHead = { SHA256().digest } }
    }

    @Test func overviewThatMixesUsersUpIsFound() {
        trial.expect(.overviewIsFold) { tape in
            tape.overview = WrongPort(
                tape.overview,
                asked: { command, now, right in
                    guard case .apply(var numbered) = command else { return right.handle(command, at: now) }
                    numbered.record.user = UserID(9)
                    return right.handle(.apply(numbered), at: now)
                })
        }
    }

    @Test func overviewThatLagsIsFound() {
        trial.expect(.overviewIsFresh, quoting: "never arrived") { tape in
            tape.fate = { letter, now in
                if case .overview = letter, now < .origin + .seconds(60) { .swallowed } else { .taken }
            }
        }
    }

    @Test func ledgerThatMakesAChangeTwiceIsFound() {
        for rule in [Rule.versionsByOne, .oneRecordPerChange] {
            trial.expect(rule) { tape in
                tape.ledger = WrongPort(
                    tape.ledger,
                    said: { effect, _, _ in
                        guard case .unchanged(let order, let operation, let version, let state) = effect else {
                            return [effect]
                        }
                        return [.changed(order, operation, version: version, state)]
                    })
            }
        }
    }

    @Test func ledgerThatRevivesWhatHasEndedIsFound() {
        let ended = Trial { tape in
            tape.buy(0)
            for (version, operation) in [(1, .revoke), (2, .resume)] as [(UInt16, LifecycleOperation)] {
                let request = LifecycleRequest(
                    order: OrderID(0), version: version, operation: operation,
                    origin: AuditOrigin(.support, .clearance))
                tape.send(.entitlement(.change(request)), at: 20 + Double(version))
            }
        }
        for rule in [Rule.onlyListedChanges, .settledOnce] {
            ended.expect(rule, quoting: "resume from version 2") { tape in
                tape.ledger = WrongPort(
                    tape.ledger,
                    said: { effect, _, _ in
                        guard case .refused(let order, let operation, _, let version) = effect else { return [effect] }
                        return [.changed(order, operation, version: version + 1, .active)]
                    })
            }
        }
    }
}
