import Primitives

/// A population of scalpers: programs that buy what is scarce, to sell it on.
///
/// They come on top of the demand curve, so that the same ordinary shoppers meet the shop with and without them. Each
/// knows what it wants and clicks to order at once, without looking at a page; what is not on sale yet is waited for.
public struct ScalperPlan: Equatable, Sendable {
    /// The name in reports.
    public var name = ""
    /// Their share of all sessions that start between ``from`` and ``until``, in permille.
    public var sharePermille = 0
    /// When the first of them come.
    public var from = Instant.distantPast
    /// When the last of them come; later than this, none tries any more.
    public var until = Instant.distantFuture
    /// What they want: places in the order of popularity, from 1. Each attempt is for one of them, drawn evenly.
    public var products: [Int] = []
    /// How often each tries per second: the mean of the time from an answer to the next click is one over it.
    public var attemptsPerSecond: Double = 5
    /// How many units each wants in all.
    public var units = 1
    /// How many units it orders at a time.
    public var quantity = 1
    /// After how many refusals in all it gives up.
    public var patience = 10
    /// Whether each orders under one name, to which the products' limits per user apply; otherwise every order is
    /// under a name of its own.
    public var respectsLimits = false

    public init() {}

    /// Sessions of scalpers for each other session.
    public var perSession: Double { Double(sharePermille) / Double(1_000 - sharePermille) }
}

extension TrafficPlan {
    /// When scalpers of a population start, per second, cell by cell: a share of all sessions as large as planned.
    public func rate(of scalpers: ScalperPlan) -> [Double] {
        sessionRate.indices.map { cell in
            let middle = start + TimeSpan(seconds: (Double(cell) + 0.5) * Self.cellSeconds)
            guard middle >= scalpers.from, middle < scalpers.until else { return 0 }
            return (sessionRate[cell] + rushRate[cell]) * scalpers.perSession
        }
    }
}

extension Scenario {
    func validateScalpers(_ check: inout ScenarioCheck) {
        check.range(scalpers.count, 0...16, "scalpers")
        check.names(scalpers.map(\.name), "scalpers")
        for (i, plan) in scalpers.enumerated() {
            let path = "scalpers[\(i)]"
            check.require((0...900).contains(plan.sharePermille), "\(path).share", "must be 0 % to 90 %")
            check.require(plan.from < plan.until, "\(path).until", related: ["\(path).from"], "must be after 'from'")
            check.require(
                (1...255).contains(plan.products.count), "\(path).products",
                "must name 1 to 255 products by their rank")
            for (place, rank) in plan.products.enumerated() {
                check.require(
                    (1...max(catalogue.products, 1)).contains(rank), "\(path).products[\(place)]",
                    related: ["catalogue.products"],
                    "there is no rank \(rank); allowed: 1 to \(catalogue.products), the number of products")
            }
            check.require(
                plan.attemptsPerSecond >= 0.001 && plan.attemptsPerSecond <= 1_000, "\(path).attempts",
                "allowed: 0.001/s to 1000/s")
            check.range(plan.units, 1...255, "\(path).units")
            check.range(plan.quantity, 1...8, "\(path).quantity")
            check.require(
                plan.quantity <= plan.units, "\(path).quantity", related: ["\(path).units"],
                "must not be more than the units that each wants")
            check.range(plan.patience, 1...255, "\(path).gives-up-after")
        }
    }

    /// What is assumed of scalpers, a line for each population.
    var scalperNotes: [Note] {
        scalpers.map { plan in
            let ranks = plan.products.map(String.init).joined(separator: ", ")
            let from = plan.from > start ? " from \(Note.span(plan.from.sinceOrigin))" : ""
            let until = plan.until < end ? " until \(Note.span(plan.until.sinceOrigin))" : ""
            return Note(
                name: "scalpers \(plan.name)",
                text: "\(Note.percent(plan.sharePermille)) of the sessions\(from)\(until), on top of the curve; "
                    + "each tries \(Note.number(plan.attemptsPerSecond)) times a second "
                    + "for \(plan.units) units of rank \(ranks), "
                    + "\(plan.quantity) at a time, up to \(plan.patience) refusals, "
                    + (plan.respectsLimits ? "under one name" : "each order under a name of its own"))
        }
    }
}
