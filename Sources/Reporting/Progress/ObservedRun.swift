import Primitives
import Simulator
import Workload

/// A run that is shown while it goes on and that can be stopped between two slices.
public struct ObservedRun {
    /// Events between two looks at the clock and at the wish to stop: some 10 ms of work.
    public static var slice: Int { 200_000 }

    /// How the run ended.
    public enum End: Sendable {
        /// To its end.
        case finished(RunResult)
        /// Stopped before, with a line that says how far it came.
        case interrupted(String)
    }

    /// The progress line.
    public var line: ProgressLine
    /// Wall time since the start, in seconds.
    public var elapsed: () -> Double
    /// Whether someone asked the run to stop.
    public var isInterrupted: () -> Bool
    /// Where progress is written.
    public var write: (String) -> Void

    /// Observes runs through these.
    public init(
        line: ProgressLine, elapsed: @escaping () -> Double, isInterrupted: @escaping () -> Bool,
        write: @escaping (String) -> Void
    ) {
        self.line = line
        self.elapsed = elapsed
        self.isInterrupted = isInterrupted
        self.write = write
    }

    /// Runs the scenario slice by slice; and once more when a check failed about an order whose messages were not
    /// all kept, to watch that order.
    public mutating func perform(
        _ scenario: Scenario, seed: UInt64, keepOrders: Bool, keepTraffic: Bool = false
    ) -> End {
        let end = perform(scenario, seed: seed, keepOrders: keepOrders, keepTraffic: keepTraffic, watching: [])
        guard case .finished(var result) = end, !result.ordersToRecall.isEmpty else { return end }
        let again = perform(
            scenario, seed: seed, keepOrders: false, keepTraffic: false, watching: result.ordersToRecall)
        guard case .finished(let watched) = again else { return again }
        result.recall(from: watched)
        return .finished(result)
    }

    private mutating func perform(
        _ scenario: Scenario, seed: UInt64, keepOrders: Bool, keepTraffic: Bool, watching: [OrderID]
    ) -> End {
        var run = Run(scenario, seed: seed, keepOrders: keepOrders, keepTraffic: keepTraffic, watching: watching)
        if let line = advance(&run) { return .interrupted(line) }
        return .finished(run.finish())
    }

    /// Lets a run go on to its end. Returns how far it came if it was stopped before, nil if it was not.
    public mutating func advance<R: ObservableRun & ~Copyable>(_ run: inout R) -> String? {
        while !run.isFinished {
            if isInterrupted() {
                if let text = line.finish() { write(text) }
                let clock = CivilTime(second: run.clock.sinceOrigin.inSeconds).dated
                return "interrupted at \(clock), \(NumberText.percent(run.progress)) done, nothing written"
            }
            run.advance(events: Self.slice)
            let text = line.update(
                fraction: run.progress, clock: run.clock.sinceOrigin.inSeconds, events: run.dispatched,
                elapsed: elapsed())
            if let text { write(text) }
        }
        if let text = line.finish() { write(text) }
        return nil
    }
}
