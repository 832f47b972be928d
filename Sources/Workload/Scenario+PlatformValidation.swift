import Platform
import Primitives

extension Scenario {
    /// What can't be simulated of the platform's composition.
    func validatePlatform(_ check: inout ScenarioCheck) {
        let people = platform.people
        check.range(people.count, 1...10_000, "platform.people.count")
        check.positive(people.timePerOrder, "platform.people.time-per-order")
        check.positive(people.attentionAfter, "platform.people.attention-after")
        let legacy = platform.legacy, path = "platform.legacy"
        check.range(legacy.channels, 1...64, "\(path).channels")
        check.positive(legacy.synchroniseEvery, "\(path).synchronise-every")
        check.positive(legacy.callTimeout, "\(path).call-timeout")
        check.range(Int(legacy.attempts), 1...8, "\(path).attempts")
        check.positive(legacy.unpaidExpiry, "\(path).unpaid-expiry")
        check.positive(legacy.reportAfter, "\(path).report-after")
        switch platform.composition {
        case .core: break
        case .legacy: validateSilos(&check)
        case .migration:
            validateSilos(&check)
            validateMigration(&check)
        }
    }

    private func validateSilos(_ check: inout ScenarioCheck) {
        let path = "platform.composition"
        for service in Service.ofProducts {
            check.require(
                self[service].messageWork > .zero, "services.\(service.name).message-work", related: [path],
                "the silo of the old platform does its work here; it must be longer than 0 s")
        }
        check.require(
            population.reclicks <= 5, "population.reclicks", related: [path],
            "every click is a sale of the old platform; at most 5 more clicks can be put right by hand")
        check.require(
            coordination.stockStrategy == .conditionalUpdate, "orders.stock-strategy", related: [path],
            "the old platform brings its own; beside it only conditional-update can be simulated")
        check.require(
            journey.basketWeights.dropFirst().allSatisfy { $0 == 0 }, "journey.basket-sizes", related: [path],
            "the old platform sells one product at a time; beside it no basket can have more lines than one")
        check.require(
            journey.bundlePermille == 0, "journey.bundle-share", related: [path],
            "the old platform sells one product at a time; beside it no bundle can be ordered")
        let most = [catalogue.stock] + catalogue.limited.map(\.stock)
        check.require(
            most.allSatisfy { $0 <= Int(Int32.max) }, "catalogue.stock", related: [path],
            "the old platform counts up to 2147483647 units")
    }

    private func validateMigration(_ check: inout ScenarioCheck) {
        let plan = platform.migration, path = "platform.migration"
        check.positive(plan.day, "\(path).day")
        check.positive(plan.limits.judgeEvery, "\(path).judge-every")
        check.range(plan.limits.minimum, 1...1_000_000, "\(path).minimum-attempts")
        check.permille(plan.limits.failurePermille, "\(path).failure-limit")
        check.permille(plan.limits.mismatchPermille, "\(path).mismatch-limit")
        guard plan.day > .zero, start < end else { return }
        let days = plan.days(from: start, to: end)
        check.require(days <= 366, "\(path).day", related: ["window"], "\(days) days; at most 366 can be reported")
        for (i, shares) in plan.shares.enumerated() {
            let place = "\(path).shares[\(i)]"
            check.require(
                shares.category.category != nil, "\(place).category",
                "'\(shares.category.name)' is no category; allowed: \(categoryNames)")
            check.require(
                !plan.shares[..<i].contains { $0.category == shares.category }, "\(place).category",
                "\(shares.category.name) has its days already")
            check.require(
                shares.days.count <= days, "\(place).days", related: ["window"],
                "\(shares.days.count) days; the window has \(days)")
            for (d, pair) in zip([.off] + shares.days, shares.days).enumerated() {
                if case (.off, .share) = pair {
                    check.require(
                        false, "\(place).days[\(d)]", "a category must be in the shadow before it is routed")
                }
                if case (.share(let before), .off) = pair, before > 0 {
                    check.require(
                        false, "\(place).days[\(d)]", "a category that is routed must go back to the shadow first")
                }
            }
        }
        for (i, action) in plan.actions.enumerated() {
            let place = "\(path).actions[\(i)]"
            check.require(
                action.category.category != nil, "\(place).category",
                "'\(action.category.name)' is no category; allowed: \(categoryNames)")
            check.require(
                action.at >= start && action.at <= end, "\(place).at", related: ["window"], "lies outside the window")
        }
    }

    private var categoryNames: String { Service.ofProducts.map(\.name).joined(separator: ", ") }
}

extension Scenario {
    /// What is assumed of the platform's composition; nothing where it is the core alone.
    var platformCompositionNotes: [Note] {
        guard platform.composition != .core else { return [] }
        let legacy = platform.legacy, people = platform.people
        var lines = [
            Note(name: "platform", text: platform.composition.rawValue),
            Note(
                name: "old platform",
                text: "\(legacy.channels) channels, each with a copy of the stock, synchronised every "
                    + "\(Note.span(legacy.synchroniseEvery)); a call without an answer for "
                    + "\(Note.span(legacy.callTimeout)) is taken for a failure and tried again under a fresh key, "
                    + "\(legacy.attempts) times in all; a payment waits for the coupon service without end and is "
                    + "reported after \(Note.span(legacy.reportAfter)); unpaid sales expire after "
                    + "\(Note.span(legacy.unpaidExpiry))"),
            Note(
                name: "people",
                text: "\(people.count) at any hour, \(Note.span(people.timePerOrder)) per order; they look at an order "
                    + "of the core that is paid and not issued after \(Note.span(people.attentionAfter))"),
        ]
        guard platform.composition == .migration else { return lines }
        let plan = platform.migration, limits = plan.limits
        lines.append(
            Note(
                name: "roll back",
                text: "when over \(Note.percent(limits.failurePermille)) of the core's attempts fail or over "
                    + "\(Note.percent(limits.mismatchPermille)) of the comparisons differ, of at least "
                    + "\(limits.minimum) within \(Note.span(limits.judgeEvery))"))
        for shares in plan.shares {
            let days = shares.days.map { share in
                switch share {
                case .off: "off"
                case .shadow: "shadow"
                case .share(let permille): Note.percent(permille)
                }
            }
            lines.append(
                Note(
                    name: "routed of \(shares.category.name)",
                    text: days.joined(separator: ", ") + "; a day is \(Note.span(plan.day))"))
        }
        for action in plan.actions {
            lines.append(
                Note(
                    name: "\(action.action.rawValue) \(action.category.name)",
                    text: "by hand at \(Note.span(action.at.sinceOrigin))"))
        }
        return lines
    }
}
