import Primitives

// What is to go wrong, in words.
extension Scenario {
    /// One line for each fault.
    var faultNotes: [Note] {
        faults.map { fault in
            Note(
                name: "fault \(fault.name)", text: "\(what(fault)), \(place(of: fault)), \(times(of: fault))")
        }
    }

    private func what(_ fault: Fault) -> String {
        func times(_ permille: Int) -> String { "\(Note.number(Double(permille) / 1_000)) x" }
        func servers(_ count: Fault.ServerCount) -> String {
            let zone = fault.zone.map { " in zone \($0)" } ?? ""
            return switch count {
            case .number(let count): "\(count) servers\(zone)"
            case .share(let permille): "\(Note.percent(permille)) of the servers\(zone)"
            }
        }
        return switch fault.kind {
        case .outage: "outage"
        case .hang: "taken and not answered, then all fails at once"
        case .refusing: "everything refused"
        case .slow(let permille): "\(times(permille)) the work"
        case .latency(let delay): "\(Note.span(delay)) more on the way"
        case .errors(let permille): "\(Note.percent(permille)) errors"
        case .lostMessages(let permille): "\(Note.percent(permille)) lost on the way"
        case .lostReplies(let permille): "\(Note.percent(permille)) of replies lost"
        case .duplicatedMessages(let permille): "\(Note.percent(permille)) of messages come twice"
        case .reorderedMessages(let permille, let delay):
            "\(Note.percent(permille)) of messages held up for \(Note.span(delay))"
        case .backlog: "messages wait until it is over"
        case .crash(let count): "\(servers(count)) crash"
        case .gray(let count, let permille): "\(servers(count)) take \(times(permille)) the time"
        case .zoneLoss(let zone): "zone \(zone) of \(fleet.zones) is lost"
        case .coordinatorCrash: "dead, then restarted from its journal"
        case .coordinatorPause: "stands still"
        case .replicaLag(let delay): "the replica is \(Note.span(delay)) behind"
        case .failOver: "the memory fails over to its standby"
        case .clockSkew(let offset): "clocks off by up to \(Note.span(offset))"
        case .clockStep(let offset): "clocks jump by \(Note.span(offset))"
        case .providerBrownOut(let permille, let lost):
            "answers take \(times(permille)) the time, \(Note.percent(lost)) of requests are not taken"
        case .supplierOutage: "no requests taken"
        case .supplierDry: "no codes"
        }
    }

    private func place(of fault: Fault) -> String {
        switch fault.kind.form {
        case .coordinatorCrash, .coordinatorPause: "coordinator"
        case .replicaLag, .failOver: "stock stores"
        case .clockSkew, .clockStep: "content platforms"
        case .providerBrownOut: "payment provider"
        case .supplierOutage, .supplierDry: "supplier of codes"
        case .outage, .hang, .refusing, .slow, .latency, .errors, .lostMessages, .lostReplies, .duplicatedMessages,
            .reorderedMessages, .backlog, .crash, .gray, .zoneLoss:
            fault.service?.name ?? "all services"
        }
    }

    private func times(of fault: Fault) -> String {
        let span = "\(Note.span(fault.from.sinceOrigin)) to \(Note.span(fault.until.sinceOrigin))"
        if let condition = fault.condition {
            return "for \(Note.span(condition.lasts)) once \(condition.service.name) is more than "
                + "\(Note.percent(condition.utilisationAbove)) busy for a second, looked at from \(span)"
        }
        guard let recurrence = fault.recurrence else { return span }
        return "\(span), again every \(Note.span(recurrence.every)), \(recurrence.times) times in all"
    }
}
