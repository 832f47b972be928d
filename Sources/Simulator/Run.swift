import DiscreteEvent
import Platform
import Primitives
import Workload

/// One run of a scenario: advance it in slices until it is finished, then ask for the result.
///
/// How the slices are cut changes nothing.
public struct Run: ~Copyable {
    private var simulation: Simulation<World>
    private let scenario: Scenario
    private let seed: UInt64
    private let expectedRequests: Double

    /// The world of a valid scenario, before its first event.
    ///
    /// - Parameters:
    ///   - scenario: what to simulate; ``Scenario/validate()`` has found no problem with it.
    ///   - seed: where all chance comes from.
    ///   - keepOrders: whether ``RunResult/orders`` is wanted; 32 bytes per line of an order.
    ///   - keepTraffic: whether ``RunResult/traffic`` is wanted; 16 bytes for each region and product in a minute.
    ///   - watching: the orders whose messages failed checks quote, and no others; of all orders the latest when
    ///     empty.
    public init(_ scenario: Scenario, seed: UInt64, keepOrders: Bool, keepTraffic: Bool = false,
        watching: [OrderID] = []) {
        self.scenario = scenario
        self.seed = seed
        let plan = TrafficPlan(scenario)
        expectedRequests = plan.derivedRequests
        simulation = Simulation(
            World(scenario, plan: plan, seed: seed, keeps: KeptRecords(orders: keepOrders, traffic: keepTraffic)),
            startingAt: scenario.start)
        simulation.model.auditors.tally.history.watch(watching)
        simulation.model.begin(&simulation.calendar)
    }

    /// How much of the expected work is done, 0 to 1.
    public var progress: Double {
        if isFinished { return 1 }
        return expectedRequests > 0 ? min(0.999, Double(simulation.model.gauges.clicks) / expectedRequests) : 0
    }

    /// The present of the simulation.
    public var clock: Instant { max(simulation.model.present, scenario.start) }

    /// Events so far.
    public var dispatched: UInt64 { simulation.dispatched }

    /// Whether everything has happened, every session over and every order settled; or a month has passed since the
    /// window's end, and what goes on goes on for ever.
    public var isFinished: Bool {
        simulation.calendar.isEmpty || simulation.now >= simulation.model.lastInstant
    }

    /// Lets at most so many events happen.
    public mutating func advance(events: Int) {
        _ = simulation.run(until: simulation.model.lastInstant, atMost: events)
    }

    /// The result of a finished run; traps before that.
    public mutating func finish() -> RunResult {
        precondition(isFinished, "the run is at \(clock.sinceOrigin.inSeconds) s and not finished")
        var result = RunResult()
        result.scenario = scenario.name
        result.title = scenario.title
        result.seed = seed
        result.assumptions = scenario.assumptions
        result.fingerprint = simulation.fingerprint
        simulation.model.close(clock)
        simulation.model.report(into: &result, dispatched: simulation.dispatched)
        result.thresholds = scenario.thresholds.map { $0.evaluate(result) }
        return result
    }
}

/// What a run keeps beside its figures.
struct KeptRecords {
    var orders = false
    var traffic = false
}
