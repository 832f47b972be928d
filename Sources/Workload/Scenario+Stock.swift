import Platform
import Primitives

// How stock is taken: what can't be simulated, and what is worth reading beside the results.
extension Scenario {
    func validateStockStore(_ check: inout ScenarioCheck) {
        let plan = stockStore, path = "stock-store"
        check.positive(plan.statement, "\(path).statement")
        check.notNegative(plan.commit, "\(path).commit")
        check.range(plan.connections, 1...65_535, "\(path).connections")
        check.range(plan.rounds, 1...255, "\(path).rounds")
        check.range(plan.buckets, 1...64, "\(path).buckets")
        check.positive(plan.memoryOperation, "\(path).memory-operation")
        check.notNegative(plan.flush, "\(path).flush")
        check.notNegative(plan.standbyLag, "\(path).standby-lag")
        if let failOver = plan.failOver {
            check.require(
                start <= failOver && failOver <= end, "\(path).fail-over", related: ["window"],
                "lies outside the window")
        }
        check.notNegative(plan.queueHop, "\(path).queue-hop")
        check.positive(plan.consumer, "\(path).consumer")
        check.notNegative(plan.replicaLag, "\(path).replica-lag")
        check.range(plan.channels, 1...64, "\(path).channels")
        check.positive(plan.synchroniseEvery, "\(path).synchronise-every")
        check.require(oversell.compensation >= .zero, "oversell.compensation", "must not be negative")
        check.notNegative(oversell.perOrder, "oversell.per-order")
        check.range(oversell.people, 1...100_000, "oversell.people")
        validate(catalogue.refills, "catalogue.refills", &check)
        validate(catalogue.withdrawals, "catalogue.withdrawals", &check)
    }

    private func validate(_ supplies: [SupplyPlan], _ path: String, _ check: inout ScenarioCheck) {
        check.range(supplies.count, 0...4_096, path)
        for (i, supply) in supplies.prefix(4_096).enumerated() {
            check.require(
                supply.rank >= 1 && supply.rank <= catalogue.products, "\(path)[\(i)].rank",
                related: ["catalogue.products"],
                "there is no rank \(supply.rank); allowed: 1 to \(catalogue.products), the number of products")
            check.range(supply.units, 1...1_000_000_000, "\(path)[\(i)].units")
            check.require(
                start <= supply.at && supply.at <= end, "\(path)[\(i)].at", related: ["window"],
                "lies outside the window")
        }
    }

    var stockNotes: [Note] {
        var lines = [Note(name: "stock strategy", text: "\(coordination.stockStrategy.rawValue): \(stockText)")]
        let limits = catalogue.limited.filter { $0.perUser > 0 }
        if !limits.isEmpty {
            lines.append(
                Note(
                    name: "units per user",
                    text: limits.map { "at most \($0.perUser) of rank \($0.rank)" }.joined(separator: ", ")))
        }
        for (name, supplies) in [("refills", catalogue.refills), ("withdrawals", catalogue.withdrawals)]
        where !supplies.isEmpty {
            let words = supplies.map { "\($0.units) of rank \($0.rank) at \(Note.span($0.at.sinceOrigin))" }
            lines.append(Note(name: name, text: words.joined(separator: ", ")))
        }
        if oversell != OversellPlan() {
            lines.append(
                Note(
                    name: "an oversold unit",
                    text: "its price is paid back with \(oversell.compensation) yuan of compensation; "
                        + "\(Note.span(oversell.perOrder)) of work per order, \(oversell.people) people at it"))
        }
        return lines
    }

    /// What the chosen strategy is made of.
    private var stockText: String {
        let plan = stockStore
        let row = "\(Note.span(plan.statement)) per statement and \(Note.span(plan.commit)) per commit on a row"
        let waiting = "at most \(plan.connections) wait for one"
        let memory = "\(Note.span(plan.memoryOperation)) per operation of one thread in memory"
        switch coordination.stockStrategy {
        case .conditionalUpdate: return "\(row), \(waiting)"
        case .rowLock: return "\(row), which is locked over two round trips more, \(waiting)"
        case .optimisticVersion: return "\(row), \(waiting); at most \(plan.rounds) rounds"
        case .redisCounter:
            let end = plan.failOver.map { ", which takes over at \(Note.span($0.sinceOrigin))" } ?? ""
            return "\(memory); the database \(Note.span(plan.flush)) behind, "
                + "a standby \(Note.span(plan.standbyLag)) behind\(end)"
        case .segmented: return "\(plan.buckets) rows per product; \(row), \(waiting)"
        case .tokens: return "\(memory) and token; the database \(Note.span(plan.flush)) behind"
        case .serialQueue:
            return "\(Note.span(plan.queueHop)) into a product's queue and back, "
                + "\(Note.span(plan.consumer)) per order at its consumer"
        case .checkThenAct: return "looks, then takes without looking; \(row)"
        case .laggingReplica: return "looks at a replica \(Note.span(plan.replicaLag)) behind; \(row)"
        case .channelCopies:
            return "\(plan.channels) channels with a copy of the stock each, put right every "
                + "\(Note.span(plan.synchroniseEvery)); \(row)"
        }
    }
}
