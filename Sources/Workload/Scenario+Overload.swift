import Platform
import Primitives

extension Scenario {
    /// Judges what a service does about too much work.
    func validateOverload(of service: Service, _ check: inout ScenarioCheck) {
        let plan = self[service], path = "services.\(service.name)"
        check.require(
            service != .verification || !plan.isControlled, path,
            "checks of entitlements pass no overload control; allowed are the services of pages and messages")
        switch plan.overload {
        case nil: break
        case .tokenBucket(let bucket)?: validate(bucket, "\(path).overload.token-bucket", &check)
        case .queueTimeout(let rule)?: validate(rule, "\(path).overload.codel-lifo", &check)
        case .gradient2(let limit)?: validate(limit, "\(path).overload.gradient2", &check)
        case .dagor(let rule)?: validate(rule, "\(path).overload.dagor", &check)
        }
        let servesPages = plan.pageWork > .zero
        if let deadline = plan.deadline {
            check.positive(deadline, "\(path).deadline")
            check.require(servesPages, "\(path).deadline", "\(service.name) serves no pages, and messages have none")
        }
        if let throttle = plan.clientThrottle {
            let place = "\(path).client-throttle"
            check.require(servesPages, place, "\(service.name) serves no pages that its callers could hold back")
            check.require(
                throttle.multiplier >= 1 && throttle.multiplier <= 100, "\(place).multiplier", "allowed: 1 to 100")
            check.require(
                throttle.window >= .milliseconds(60) && throttle.window <= .hours(1), "\(place).window",
                "allowed: 60ms to 1h")
        }
        if let gate = plan.retryGate {
            let place = "\(path).retry-budget"
            check.require(servesPages, place, "\(service.name) serves no pages for which anyone clicks again")
            check.range(gate.attempts, 1...255, "\(place).attempts")
            check.range(gate.budget.perSecond, 1...1_000_000, "\(place).per-second")
            check.range(gate.budget.burst, 1...1_000_000, "\(place).burst")
            check.permille(gate.budget.sharePermille, "\(place).share")
        }
    }

    private func validate(_ bucket: TokenBucketConfiguration, _ path: String, _ check: inout ScenarioCheck) {
        check.require(
            bucket.rate >= 0.001 && bucket.rate <= 1e6, "\(path).rate", "allowed: 0.001/s to 1000000/s")
        check.range(bucket.burst, 1...1_000_000, "\(path).burst")
    }

    private func validate(_ rule: QueueTimeoutConfiguration, _ path: String, _ check: inout ScenarioCheck) {
        check.notNegative(rule.timeout, "\(path).timeout")
        check.positive(rule.interval, "\(path).interval")
        check.require(
            rule.timeout <= rule.interval, "\(path).timeout", related: ["\(path).interval"],
            "is longer than the interval; a queue that stands must not be waited in for longer than one that drains")
    }

    private func validate(_ limit: Gradient2Configuration, _ path: String, _ check: inout ScenarioCheck) {
        let server = limit.forServer(slots: fleet.slotsPerServer)
        check.require(
            server.minimum >= 1 && server.minimum <= 10_000, "\(path).minimum",
            "comes to \(Note.number(server.minimum)) jobs at a server; allowed: 1 to 10000")
        check.require(
            limit.minimum <= limit.initial && limit.initial <= limit.maximum, "\(path).initial",
            related: ["\(path).minimum", "\(path).maximum"], "must lie between minimum and maximum")
        check.require(limit.maximum <= 10_000, "\(path).maximum", "allowed: up to 10000")
        check.require(limit.queueSize >= 0 && limit.queueSize <= 1_000, "\(path).queue-size", "allowed: 0 to 1000")
        check.require(limit.smoothing > 0 && limit.smoothing <= 1, "\(path).smoothing", "allowed: above 0, up to 1")
        check.require(limit.tolerance >= 1 && limit.tolerance <= 100, "\(path).tolerance", "allowed: 1 to 100")
        check.range(limit.longWindow, 1...1_000_000, "\(path).long-window")
    }

    private func validate(_ rule: DagorConfiguration, _ path: String, _ check: inout ScenarioCheck) {
        check.notNegative(rule.queuingTime, "\(path).queuing-time")
        check.require(
            rule.window >= .milliseconds(1) && rule.window <= .hours(1), "\(path).window", "allowed: 1ms to 1h")
        check.range(rule.windowRequests, 1...1_000_000, "\(path).window-requests")
        check.permille(rule.decreasePermille, "\(path).decrease")
        check.permille(rule.increasePermille, "\(path).increase")
    }
}

extension Scenario {
    /// What services do about too much work.
    var overloadNotes: [Note] {
        Service.allCases.flatMap { service in
            overloadTexts(of: self[service]).map { Note(name: "overload of \(service.name)", text: $0) }
        }
    }

    private func overloadTexts(of plan: ServicePlan) -> [String] {
        var texts: [String] = []
        switch plan.overload {
        case nil: break
        case .tokenBucket(let bucket)?:
            texts.append(
                "a token bucket of \(Note.number(bucket.rate)) requests/s and \(bucket.burst) saved up, for "
                    + (bucket.isPerSlot ? "each slot" : "the pool"))
        case .queueTimeout(let rule)?:
            texts.append(
                "a job waits at most \(Note.span(rule.timeout)) in a queue that has stood for "
                    + "\(Note.span(rule.interval)), else as long as that; "
                    + (rule.isAdaptive ? "newest first while it stands" : "first come, first served"))
        case .gradient2(let limit)?:
            let server = limit.forServer(slots: fleet.slotsPerServer)
            texts.append(
                "Gradient2 with \(Note.number(server.minimum)) to \(Note.number(server.maximum)) jobs at a server of "
                    + "\(fleet.slotsPerServer) slots, from \(Note.number(server.initial)); queue size "
                    + "\(Note.number(server.queueSize)), tolerance \(Note.number(server.tolerance)), "
                    + "\(server.longWindow) samples")
        case .dagor(let rule)?:
            texts.append(
                "DAGOR: above a mean queuing time of \(Note.span(rule.queuingTime)) over "
                    + "\(Note.span(rule.window)) or \(rule.windowRequests) requests "
                    + "\(Note.percent(rule.decreasePermille)) less, else "
                    + "\(Note.percent(rule.increasePermille)) more")
        }
        if let deadline = plan.deadline { texts.append("pages older than \(Note.span(deadline)) are not begun") }
        if let throttle = plan.clientThrottle {
            texts.append(
                "callers send \(Note.number(throttle.multiplier)) x what is accepted over "
                    + "\(Note.span(throttle.window))")
        }
        if let gate = plan.retryGate {
            texts.append(
                "\(gate.attempts) attempts at most, and repeated clicks for \(Note.percent(gate.budget.sharePermille)) "
                    + "of first ones and \(gate.budget.perSecond) a second")
        }
        return texts
    }
}
