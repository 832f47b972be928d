import Platform
import Primitives

// Breakers, bulkheads and connections: what can't be simulated, and what is worth reading beside the results.
extension Scenario {
    /// What guards calls to a service, and those that it makes.
    func validateGuards(of service: Service, _ check: inout ScenarioCheck) {
        let plan = self[service], path = "services.\(service.name)"
        if let breaker = plan.breaker {
            check.require(service.isDownstream, "\(path).breaker", Self.notDownstream(service))
            validate(breaker, "\(path).breaker", &check)
        }
        if let bulkhead = plan.bulkhead {
            check.require(service.isDownstream, "\(path).bulkhead", Self.notDownstream(service))
            check.range(bulkhead.calls, 1...65_536, "\(path).bulkhead.calls")
        }
        if let connections = plan.connections {
            check.require(
                service == .gateway || service == .order, "\(path).connections",
                "only the gateway and the order service call others and wait for them")
            check.range(connections, 1...65_536, "\(path).connections")
        }
    }

    func validate(_ breaker: CircuitBreakerConfiguration, _ path: String, _ check: inout ScenarioCheck) {
        check.range(breaker.windowCalls, 1...65_536, "\(path).window-calls")
        check.require(
            breaker.minimumCalls >= 1 && breaker.minimumCalls <= breaker.windowCalls, "\(path).minimum-calls",
            related: ["\(path).window-calls"], "must be 1 to \(breaker.windowCalls), the calls of the window")
        check.permille(breaker.failurePermille, "\(path).failures", least: 1)
        check.positive(breaker.slowAbove, "\(path).slow-above")
        check.permille(breaker.slowPermille, "\(path).slow", least: 1)
        check.positive(breaker.openFor, "\(path).open-for")
        check.range(breaker.trialCalls, 1...65_536, "\(path).trial-calls")
    }

    private static func notDownstream(_ service: Service) -> String {
        "calls to \(service.name) can't be guarded; allowed for "
            + Service.allCases.filter(\.isDownstream).map(\.name).joined(separator: ", ")
    }

    /// One line for each service that is guarded, or whose calls are bounded.
    var guardNotes: [Note] {
        Service.allCases.compactMap { service in
            let plan = self[service]
            var parts: [String] = []
            if let breaker = plan.breaker {
                switch breaker.mode {
                case .automatic:
                    parts.append(
                        "a breaker opens at \(Note.percent(breaker.failurePermille)) failures or "
                            + "\(Note.percent(breaker.slowPermille)) calls over \(Note.span(breaker.slowAbove)) of the "
                            + "latest \(breaker.windowCalls), for \(Note.span(breaker.openFor))")
                case .disabled, .forcedOpen, .metricsOnly: parts.append("a breaker that is \(breaker.mode.rawValue)")
                }
            }
            if let bulkhead = plan.bulkhead {
                parts.append("at most \(bulkhead.calls) calls out at a time for each server of the caller")
            }
            if let connections = plan.connections {
                parts.append("each server has at most \(connections) calls out")
            }
            return parts.isEmpty ? nil : Note(name: "guards of \(service.name)", text: parts.joined(separator: "; "))
        }
    }
}

extension Service {
    /// Whether the gateway or the order coordinator calls the service and waits for its answer, so that a breaker or a
    /// bulkhead may stand before it.
    public var isDownstream: Bool {
        switch self {
        case .catalogue, .gameCard, .membership, .licence, .course, .coupon, .stock, .payment, .issuing: true
        case .gateway, .order, .audit, .notification, .verification: false
        }
    }
}
