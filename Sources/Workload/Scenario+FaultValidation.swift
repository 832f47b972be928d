import Primitives

extension Scenario {
    func validateFaults(_ check: inout ScenarioCheck) {
        check.range(faults.count, 0...255, "faults")
        check.names(faults.map(\.name), "faults")
        for (i, fault) in faults.enumerated() {
            let path = "faults[\(i)]"
            check.require(fault.name != "run", "\(path).name", "'run' names the whole run's figures; choose another")
            check.require(
                fault.from < fault.until, "\(path).until", related: ["\(path).from"], "must be after 'from'")
            check.require(
                fault.from >= start && fault.from <= end, "\(path).from", related: ["window"],
                "lies outside the window")
            check.require(
                fault.until >= start && fault.until <= end, "\(path).until", related: ["window"],
                "lies outside the window")
            validateRepetition(fault, path, &check)
            validatePlace(fault, i, &check)
            validateMeasure(fault, i, &check)
        }
    }

    /// How a fault comes again, and what it waits for.
    private func validateRepetition(_ fault: Fault, _ path: String, _ check: inout ScenarioCheck) {
        if let recurrence = fault.recurrence {
            check.range(recurrence.times, 2...1_000, "\(path).times")
            check.require(
                recurrence.every > fault.length && recurrence.every <= .hours(24 * 366), "\(path).every",
                related: ["\(path).until"],
                "must be longer than the \(Note.span(fault.length)) that the fault lasts, so that it is over before")
            // Divided, since a product might not fit.
            let isWithin =
                recurrence.every > .zero
                && (end - fault.from).nanoseconds / recurrence.every.nanoseconds >= Int64(recurrence.times - 1)
            check.require(
                isWithin && fault.end <= end, "\(path).times", related: ["window"],
                "the last time lies outside the window")
            check.require(
                fault.condition == nil, "\(path).when", related: ["\(path).every"],
                "a fault with a condition happens once; leave out 'every' and 'times'")
        }
        if let condition = fault.condition {
            check.permille(condition.utilisationAbove, "\(path).when.utilisation-above", least: 1)
            check.positive(condition.lasts, "\(path).when.lasts")
        }
        if fault.kind.isOfCoordinator {
            check.require(
                fault.recurrence == nil && fault.condition == nil, path,
                "faults of the coordinator are scripted one by one: without 'every', 'times' and 'when'")
        }
    }

    /// Where a fault may be.
    private func validatePlace(_ fault: Fault, _ index: Int, _ check: inout ScenarioCheck) {
        let path = "faults[\(index)]", form = fault.kind.form
        switch form.place {
        case .anyService: break
        case .oneService:
            check.require(fault.service != nil, path, "the kind \(form.rawValue) needs one service, not all of them")
        case .messages:
            check.require(
                fault.service.map { !$0.servesPages && $0 != .verification } ?? true, "\(path).service",
                "\(fault.service?.name ?? "") gets no messages from other services")
        case .coordinator: validateCoordinatorFault(index, &check)
        case .stockStore, .outside:
            check.require(
                fault.service == nil, "\(path).service",
                "the kind \(form.rawValue) is no service's (\(form.place.rawValue)); leave it out")
        }
        if fault.kind.form == .replicaLag {
            check.require(
                coordination.stockStrategy == .laggingReplica, path, related: ["orders.stock-strategy"],
                "only the stock strategy lagging-replica has a replica")
        }
        if fault.kind.form == .failOver {
            check.require(
                coordination.stockStrategy == .redisCounter, path, related: ["orders.stock-strategy"],
                "only the stock strategy redis-counter has a standby")
        }
    }

    /// How bad a fault is.
    private func validateMeasure(_ fault: Fault, _ index: Int, _ check: inout ScenarioCheck) {
        let path = "faults[\(index)]"
        func slowdown(_ permille: Int) {
            check.require((1_000...1_000_000).contains(permille), "\(path).factor", "allowed: 1 x to 1000 x")
        }
        func delay(_ span: TimeSpan) {
            check.require(span > .zero && span <= .hours(1), "\(path).delay", "allowed: longer than 0s, up to 1h")
        }
        func zone(_ zone: Int) {
            check.require(
                (1...fleet.zones).contains(zone), "\(path).zone", related: ["fleet.zones"],
                "there is no zone \(zone); allowed: 1 to \(fleet.zones), the number of zones")
        }
        func servers(_ count: Fault.ServerCount) {
            switch count {
            case .number(let servers): check.range(servers, 1...16_384, "\(path).servers")
            case .share(let permille): check.permille(permille, "\(path).share", least: 1)
            }
        }
        if let narrowed = fault.zone { zone(narrowed) }
        switch fault.kind {
        case .outage, .refusing, .hang, .backlog, .coordinatorCrash, .coordinatorPause, .failOver, .supplierOutage,
            .supplierDry:
            break
        case .slow(let permille): slowdown(permille)
        case .latency(let span), .replicaLag(let span): delay(span)
        case .errors(let permille), .lostMessages(let permille), .lostReplies(let permille),
            .duplicatedMessages(let permille):
            check.permille(permille, "\(path).share", least: 1)
        case .reorderedMessages(let permille, let span):
            check.permille(permille, "\(path).share", least: 1)
            delay(span)
        case .crash(let count): servers(count)
        case .gray(let count, let permille):
            servers(count)
            slowdown(permille)
        case .zoneLoss(let lost): zone(lost)
        case .clockSkew(let offset), .clockStep(let offset):
            check.require(
                offset != .zero && offset >= .hours(-24 * 366) && offset <= .hours(24 * 366), "\(path).offset",
                "allowed: up to 366d either way, but not 0s")
        case .providerBrownOut(let permille, let lost):
            slowdown(permille)
            check.permille(lost, "\(path).share")
            check.require(
                permille > 1_000 || lost > 0, path, "a brown-out needs a 'factor' above 1 x, a 'share', or both")
        }
    }
}
