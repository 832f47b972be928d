import DiscreteEvent
import Platform
import Primitives
import Workload

/// A run that is made again for the life of one of its orders: the same events, with one order watched.
public struct OrderLifeRun: ~Copyable {
    private var simulation: Simulation<WatchedWorld>
    private let scenario: Scenario
    private let expectedRequests: Double

    /// The world of a valid scenario, before its first event.
    ///
    /// - Parameters:
    ///   - order: the order's number in the run with this seed, or that of one of its lines.
    public init(_ scenario: Scenario, seed: UInt64, order: OrderID) {
        self.scenario = scenario
        let plan = TrafficPlan(scenario)
        expectedRequests = plan.derivedRequests
        let world = World(scenario, plan: plan, seed: seed, keeps: KeptRecords())
        simulation = Simulation(
            WatchedWorld(world: world, watch: OrderWatch(order)), startingAt: scenario.start)
        simulation.model.world.auditors.tally.history.watch(OrderWatch.numbers(around: order))
        simulation.model.world.begin(&simulation.calendar)
    }

    /// How much of the expected work is done, 0 to 1.
    public var progress: Double {
        if isFinished { return 1 }
        let clicks = Double(simulation.model.world.gauges.clicks)
        return expectedRequests > 0 ? min(0.999, clicks / expectedRequests) : 0
    }

    /// The present of the simulation.
    public var clock: Instant { max(simulation.model.world.present, scenario.start) }

    /// Events so far.
    public var dispatched: UInt64 { simulation.dispatched }

    /// The hash over every event so far; when finished, that of the run itself.
    public var fingerprint: Fingerprint { simulation.fingerprint }

    /// Whether everything has happened, as in ``Run/isFinished``.
    public var isFinished: Bool {
        simulation.calendar.isEmpty || simulation.now >= simulation.model.world.lastInstant
    }

    /// Lets at most so many events happen.
    public mutating func advance(events: Int) {
        _ = simulation.run(until: simulation.model.world.lastInstant, atMost: events)
    }

    /// What was found; of a run that is not finished, so far.
    public func search() -> OrderSearch {
        guard let lines = simulation.model.watch.lines else {
            return .none(orders: simulation.model.world.orders.count)
        }
        return .found(
            OrderLife(
                order: OrderID(index: lines.lowerBound), user: simulation.model.watch.user,
                region: scenario.population.regions[Int(simulation.model.watch.region)].name,
                lines: lines.map { line in
                    let file = simulation.model.world.orders[line]
                    let product = simulation.model.world.catalogue.products[Int(file.product)]
                    return "\(file.quantity) × \(product.name)"
                },
                since: simulation.model.watch.since,
                steps: simulation.model.watch.steps.enumerated().sorted {
                    ($0.element.at, $0.offset) < ($1.element.at, $1.offset)
                }.map(\.element),
                end: simulation.model.watch.end))
    }
}
