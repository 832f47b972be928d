import Platform
import Primitives

// Retries, persons, the journal and the turns of coordinators: what is allowed, and what is assumed.
extension Scenario {
    func validateCoordinators(_ check: inout ScenarioCheck) {
        validate(coordination.retry, &check)
        check.notNegative(coordination.restartWithin, "orders.restart-within")
        check.permille(coordination.providerFeePermille, "orders.provider-fee")
        if let journal = coordination.journal {
            check.require(
                journal.write >= .zero && journal.write <= .seconds(10), "orders.journal.write", "allowed: 0s to 10s")
        }
        if let lease = coordination.lease {
            check.positive(lease.length, "orders.lease.length")
            check.positive(lease.renewEvery, "orders.lease.renew-every")
            check.require(
                lease.renewEvery < lease.length, "orders.lease.renew-every", related: ["orders.lease.length"],
                "must be shorter than the lease, or it runs out between two renewals")
        }
        guard let operators else { return }
        check.range(operators.people, 1...255, "operators.people")
        check.positive(operators.timePerOrder, "operators.minutes-per-order")
        check.notNegative(operators.fromAge, "operators.from-age")
    }

    private func validate(_ retry: RetryPolicy, _ check: inout ScenarioCheck) {
        let path = "orders.retry"
        check.require(
            (0..<1_000).contains(retry.jitterPermille), "\(path).jitter",
            "must be less than 100 %, or a retry may follow at once")
        check.positive(retry.answerWithin, "\(path).answer-within")
        check.positive(retry.first, "\(path).first")
        check.positive(retry.cap, "\(path).cap")
        check.require(
            retry.first <= retry.cap, "\(path).cap", related: ["\(path).first"], "must not be shorter than first")
        check.require(
            retry.factorPermille > 1_000, "\(path).factor", "must be more than 1 x, or delays never grow")
        guard let budget = retry.budget else { return }
        check.range(budget.perSecond, 1...1_000_000, "\(path).budget.per-second")
        check.permille(budget.sharePermille, "\(path).budget.share")
        check.range(budget.burst, 1...1_000_000, "\(path).budget.burst")
    }

    /// A fault of the coordinator itself.
    func validateCoordinatorFault(_ index: Int, _ check: inout ScenarioCheck) {
        let fault = faults[index], path = "faults[\(index)]"
        check.require(fault.service == nil, "\(path).service", "the coordinator is meant, not a service's servers")
        check.require(
            coordination.journal != nil, path, related: ["orders.journal"],
            "needs orders.journal, such as {write: 1ms}: without it nothing is there to go on from")
        if fault.kind == .coordinatorPause {
            check.require(
                coordination.lease != nil, path, related: ["orders.lease"],
                "needs orders.lease, such as {length: 10s, renew-every: 3s}, for another to take over")
        }
        for (earlier, other) in faults[..<index].enumerated() where other.kind.isOfCoordinator {
            check.require(
                other.until < fault.from || fault.until < other.from, path, related: ["faults[\(earlier)]"],
                "there is one coordinator at work; its faults must not overlap")
        }
    }

    /// When an order that is not issued is tried again, in words.
    var retryText: String {
        let retry = coordination.retry, interval = Note.span(coordination.retryInterval)
        let origin = retry.countsFrom == .attempt ? "attempt" : "answer, awaited for \(Note.span(retry.answerWithin))"
        var text =
            switch retry.spacing {
            case .eachOrder: "every \(interval)" + (retry.countsFrom == .answer ? " after the latest \(origin)," : "")
            case .sweep: "in one sweep every \(interval)"
            case .jittered: "every \(interval) +- \(Note.percent(retry.jitterPermille)) after the latest \(origin),"
            case .exponential:
                "after \(Note.span(retry.first)), then \(Note.number(Double(retry.factorPermille) / 1_000)) x as long, "
                    + "at most \(Note.span(retry.cap)), +- \(Note.percent(retry.jitterPermille)), "
                    + "from the latest \(origin),"
            }
        if let budget = retry.budget {
            text += " within \(budget.perSecond) retries/s and \(Note.percent(budget.sharePermille)) of first attempts"
            text += ", \(budget.burst) at once,"
        }
        return text
    }

    var coordinatorNotes: [Note] {
        var notes: [Note] = []
        if let journal = coordination.journal {
            notes.append(
                Note(
                    name: "coordinator's journal",
                    text: "\(Note.span(journal.write)) a write; after a restart every open order is active within "
                        + Note.span(coordination.restartWithin)))
        }
        if let lease = coordination.lease {
            notes.append(
                Note(
                    name: "coordinator's lease",
                    text: "\(Note.span(lease.length)), renewed every \(Note.span(lease.renewEvery))"
                        + (lease.fencing ? "; ports refuse stale tokens" : "; ports take any token")))
        }
        if let operators {
            notes.append(
                Note(
                    name: "people at the board",
                    text: "\(operators.people), \(Note.span(operators.timePerOrder)) an order, from an age of "
                        + "\(Note.span(operators.fromAge)) on: \(operators.action.name)"))
        }
        return notes
    }
}
