import Platform
import Primitives

extension Scenario {
    /// The fleet, the way of a server into service, the policy, the forecast, and the tariff.
    var fleetNotes: [Note] {
        var lines = [
            Note(
                name: "fleet",
                text: "\(fleet.initialServers) servers with \(fleet.slotsPerServer) slots each, \(policyText)"),
            Note(name: "a server's way into service", text: lagText),
        ]
        lines += forecastNotes
        lines.append(
            Note(
                name: "tariff",
                text: "\(Money(fen: fleet.tariff.fenPerServerHour)) yuan per server-hour, at least "
                    + "\(fleet.tariff.minimumBilledSeconds)s each"))
        return lines
    }

    private var lagText: String {
        var phases = [
            (fleet.placement, "placement"), (fleet.imagePull, "image"), (fleet.boot, "boot"),
        ].filter { $0.0 > .zero }.map { "\(Note.span($0.0)) \($0.1)" }
        if fleet.probeEvery > .zero { phases.append("found ready by a probe every \(Note.span(fleet.probeEvery))") }
        if fleet.registration > .zero { phases.append("\(Note.span(fleet.registration)) registration") }
        return "load seen every \(Note.span(fleet.scrapeInterval)); \(phases.joined(separator: ", ")): "
            + "\(Note.span(fleet.servesAfter)) from the order; then "
            + "\(Note.number(Double(fleet.warmUpSlowdown) / 1_000)) x the work for \(Note.span(fleet.warmUp))"
    }

    private var policyText: String {
        let policy = fleet.policy
        var parts: [String] = []
        switch policy.ahead {
        case .initial: parts.append("never changed")
        case .nothing: break
        case .schedule(let steps):
            parts.append(
                "then " + steps.map { "\($0.servers) from \(Note.span($0.at.sinceOrigin))" }.joined(separator: ", "))
        case .forecast(let lead):
            parts.append(
                "then by forecast, \(Note.span(lead)) ahead, at \(Note.percent(policy.targetPermille)) utilisation")
        }
        if let reaction = policy.targetedReaction {
            let what =
                switch reaction {
                case .horizontal(let rule): "as Kubernetes does every \(Note.span(rule.syncPeriod))"
                case .tracking(let rule): "by target tracking every \(Note.span(rule.period))"
                }
            let whom = policy.scope == .pool ? "each pool" : "the fleet by its busiest pool"
            parts.append(
                "\(parts.isEmpty ? "" : "above it ")\(whom) towards \(Note.percent(policy.targetPermille)) "
                    + "utilisation, \(what), \(policy.minimum) server each at least, \(policy.quota) in all at most")
        }
        if let hold = policy.holdUntil { parts.append("no fewer before \(Note.span(hold.sinceOrigin))") }
        return parts.joined(separator: ", ")
    }

    private var forecastNotes: [Note] {
        guard let history = forecast, let plan = fleetForecast(seed: seed) else { return [] }
        let opening = history.expectedRate(hour: 0)
        let promotion = history.promotion.first.map {
            "\(Note.number($0)) x in the last promotion's first hour, \(Note.number(history.growth)) times that now"
        }
        let perServer = 1 / plan.serversPerRequest
        return [
            Note(
                name: "forecast",
                text: "\(Note.number(history.ordinaryRate)) requests/s on earlier days; "
                    + (promotion.map { "\($0); " } ?? "")
                    + "\(Note.number(opening)) requests/s from 0s on, give or take "
                    + "\(Note.percent(history.errorPermille)); a server of the fleet carries "
                    + "\(Note.number(perServer)) requests/s at the target")
        ]
    }
}
