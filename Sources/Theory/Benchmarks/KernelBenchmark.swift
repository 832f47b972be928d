import DiscreteEvent
import Primitives

/// A workload by which event kernels are compared: its size, and the value that it must compute.
///
/// The streams are specified exactly (``BenchmarkStream``), so that any engine can run the same sample path and
/// print the same value. The sizes are the usual ones; ``expected`` was computed by engines that share no code
/// with this one (C++ with `std::priority_queue`, SystemC, ns-3), to nine digits.
public struct KernelBenchmark: Sendable {
    /// What is simulated.
    public enum Workload: Sendable, Hashable {
        /// So many pending events, each of which schedules one; a unit is an event.
        case hold(pending: Int)
        /// M/M/1 with an arrival rate of 0.9; a unit is a customer who leaves.
        case queue
        /// Eight M/M/4 in tandem with an arrival rate of 3.2; a unit is a customer who leaves.
        case tandem
    }

    /// The name, which says what and how large.
    public let name: String
    /// What is simulated.
    public let workload: Workload
    /// How many units a run has.
    public let units: Int
    /// The check value after so many units: the last clock, or the mean sojourn, in seconds.
    public let expected: Double

    /// What one run did.
    public struct Outcome: Sendable {
        /// Events that happened.
        public let events: UInt64
        /// How long the loop took by the clock that was given.
        public let seconds: Double
        /// The check value, in seconds.
        public let check: Double
        /// The hash over all events.
        public let fingerprint: Fingerprint
    }

    /// The workloads at their usual sizes, those of least memory first.
    public static let all: [KernelBenchmark] = [
        .init(name: "mm1", workload: .queue, units: 20_000_000, expected: 9.970_990_43),
        .init(name: "tandem", workload: .tandem, units: 2_000_000, expected: 14.061_687_4),
        .init(name: "hold/1000", workload: .hold(pending: 1_000), units: 20_000_000, expected: 20_005.474_6),
        .init(name: "hold/100000", workload: .hold(pending: 100_000), units: 5_000_000, expected: 49.976_718_9),
        .init(name: "hold/1000000", workload: .hold(pending: 1_000_000), units: 5_000_000, expected: 4.997_313_25),
    ]

    /// The same workloads at sizes for tests.
    public static let small: [KernelBenchmark] = [
        .init(name: "mm1", workload: .queue, units: 200_000, expected: 9.704_423_39),
        .init(name: "tandem", workload: .tandem, units: 50_000, expected: 13.972_426_5),
        .init(name: "hold/1000", workload: .hold(pending: 1_000), units: 200_000, expected: 200.460_311),
    ]

    /// Whether a value agrees with the expected one to the nine digits that it has.
    public func agrees(_ check: Double) -> Bool { (check - expected).magnitude <= 1e-8 * expected }

    /// Runs the workload once.
    ///
    /// - Parameters:
    ///   - kind: where the pending events wait.
    ///   - clock: seconds that have passed or were spent; read before and after the loop, so that filling the
    ///     calendar is no part of the measurement.
    public func run(kind: CalendarKind = .radix, clock: () -> Double = { 0 }) -> Outcome {
        switch workload {
        case .hold(let pending):
            var simulation = HoldModel.simulation(pending: pending, kind: kind)
            let start = clock()
            _ = simulation.run(until: .distantFuture, atMost: units)
            return Outcome(
                events: simulation.dispatched, seconds: clock() - start,
                check: simulation.now.sinceOrigin.inSeconds, fingerprint: simulation.fingerprint)
        case .queue: return runTandem(stations: 1, servers: 1, rate: 0.9, kind, clock)
        case .tandem: return runTandem(stations: 8, servers: 4, rate: 3.2, kind, clock)
        }
    }

    private func runTandem(
        stations: Int, servers: Int, rate: Double, _ kind: CalendarKind, _ clock: () -> Double
    ) -> Outcome {
        var simulation = TandemModel.simulation(stations: stations, servers: servers, rate: rate, kind: kind)
        let start = clock()
        // An event lets one customer leave at most, so that no slice runs too far.
        while simulation.model.left < units {
            _ = simulation.run(until: .distantFuture, atMost: units - simulation.model.left)
        }
        return Outcome(
            events: simulation.dispatched, seconds: clock() - start,
            check: Double(simulation.model.sojourns) / Double(units) / 1e9, fingerprint: simulation.fingerprint)
    }
}
