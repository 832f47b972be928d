import Primitives
import Statistics
import Workload

/// The scalpers of a run: when they come, what they want, what they got and what that left to others.
struct Scalping: ~Copyable {
    let terms: Table<ScalperTerms>
    /// What populations want, one after the other: product numbers.
    let targets: Table<UInt16>
    var arrivals: FixedTable<SessionArrivals>
    /// Per population: those who came, their orders, the units issued to them.
    private(set) var sessions: [UInt64]
    private(set) var attempts: [UInt64]
    private(set) var ordersPaid: UInt64 = 0
    private(set) var spent = Money.zero
    /// By product, units issued to scalpers, and units for which ordinary shoppers were told that there are none.
    private(set) var units: [UInt64]
    private(set) var refused: [UInt64]

    init(_ scenario: Scenario, plan: TrafficPlan, seed: UInt64) {
        var terms = Table<ScalperTerms>(), targets = Table<UInt16>()
        for plan in scenario.scalpers {
            terms.append(ScalperTerms(plan, firstTarget: targets.count))
            for rank in plan.products { targets.append(UInt16(rank - 1)) }
        }
        let rates = scenario.scalpers.map(plan.rate(of:))
        arrivals = FixedTable(count: rates.count) { index in
            SessionArrivals(rates[index], from: plan.start, seed: seed, entity: UInt64(16 + index))
        }
        sessions = Array(repeating: 0, count: terms.count)
        attempts = Array(repeating: 0, count: terms.count)
        self.terms = terms
        self.targets = targets
        units = Array(repeating: 0, count: scenario.catalogue.products)
        refused = Array(repeating: 0, count: scenario.catalogue.products)
    }

    /// One more of a population comes; returns a number that no other session has.
    mutating func comes(_ population: Int) -> UInt64 {
        sessions[population] += 1
        return UInt64(population + 1) << 48 | sessions[population]
    }

    /// One of a population orders; returns of how many units.
    mutating func order(_ population: Int) -> Int {
        attempts[population] += 1
        return terms[population].quantity
    }

    /// An order of a scalper was paid.
    mutating func paid(_ amount: Money) {
        ordersPaid += 1
        spent += amount
    }

    /// Units were issued to a scalper.
    mutating func issued(_ quantity: UInt8, of product: Int) { units[product] += UInt64(quantity) }

    /// An ordinary shopper was told that there are not so many units.
    mutating func refuses(_ quantity: UInt8, of product: Int) { refused[product] += UInt64(quantity) }

    /// Units that ordinary shoppers asked for in vain and that scalpers had: of each product the fewer of both.
    var unitsLost: UInt64 { zip(units, refused).reduce(0) { $0 + min($1.0, $1.1) } }
}

/// What one population wants and how it behaves, ready to be used.
struct ScalperTerms: BitwiseCopyable {
    let until: Instant
    /// The mean time from an answer to the next click.
    let pause: TimeSpan
    let units: Int
    let quantity: Int
    let patience: Int
    let respectsLimits: Bool
    let firstTarget: Int
    let targetCount: Int

    init(_ plan: ScalperPlan, firstTarget: Int) {
        until = plan.until
        pause = TimeSpan(seconds: 1 / plan.attemptsPerSecond)
        units = plan.units
        quantity = plan.quantity
        patience = plan.patience
        respectsLimits = plan.respectsLimits
        self.firstTarget = firstTarget
        targetCount = plan.products.count
    }
}
