import Platform
import Primitives
import Workload

/// The old platform in the world: its silos, the adapter beside the core, the people, and what is counted of them.
/// Empty where the core is alone.
struct OldPlatform: ~Copyable {
    let composition: PlatformPlan.Composition
    /// One silo for each category.
    var silos: FixedTable<LegacySilo>
    var adapter: MigrationAdapter
    var desk: ManualDesk
    var gauge: MigrationGauge
    /// Orders of the old platform that needed a person.
    private(set) var listed = OrderSet()
    /// Those of them that wait for one.
    var waiting = OrderSet()
    /// Orders whose units moved to the core's ledger.
    var carried = OrderSet()
    /// How many orders of the core needed a person.
    var attendedCoreOrders: UInt64 = 0
    /// Captures beyond the first of an order.
    var duplicateCharges: UInt64 = 0
    /// Codes handed out again for orders that had some.
    var duplicateIssues: UInt64 = 0

    // Effects in the making.
    var siloEffects = EffectBuffer<LegacyEffect>()
    var adapterEffects = EffectBuffer<MigrationEffect>()
    var deskEffects = EffectBuffer<DeskEffect>()

    init(_ scenario: Scenario, catalogue: Catalogue) {
        composition = scenario.platform.composition
        let isThere = scenario.platform.composition != .core
        let count = isThere ? Service.ofProducts.count : 0
        let plan = scenario.platform.migration
        let units = catalogue.products.map(\.stock), prices = catalogue.products.map(\.salePrice)
        silos = FixedTable(count: count) { _ in
            LegacySilo(
                configuration: scenario.platform.legacy, initial: units, prices: prices, start: scenario.start)
        }
        let migrates = scenario.platform.composition == .migration
        adapter = MigrationAdapter(
            categories: count, limits: plan.limits, steps: migrates ? plan.steps(from: scenario.start) : [])
        desk = ManualDesk(
            people: scenario.platform.people.count, timePerOrder: scenario.platform.people.timePerOrder)
        gauge = MigrationGauge(
            days: migrates ? plan.days(from: scenario.start, to: scenario.end) : 0, categories: count,
            start: scenario.start, day: plan.day)
    }

    /// Puts an order on the list, if it is not there. Returns whether it never was.
    mutating func list(_ order: OrderID, _ category: CategoryID, at now: Instant) -> Bool {
        if waiting.insert(order) {
            desk.handle(.list(order, category: UInt8(category.number)), at: now, into: &deskEffects)
        }
        return listed.insert(order)
    }
}
