import Primitives
import Workload

/// The sessions of a trace, one after the other.
///
/// Rows of one instant are taken together: where they stand for a minute, their sessions are laid evenly over it by
/// chance, and sorted.
struct TracedArrivals: ~Copyable {
    /// One session.
    struct Session: BitwiseCopyable {
        var at: Instant
        /// Even numbers for ordinary sessions, odd ones for people who wait for the opening, each in their order.
        var number: UInt64 = 0
        var product: Int32
        var region: UInt8
        var isEarly: Bool
    }

    private let trace: TrafficTrace
    /// Requests per second that the sessions add up to, minute by minute from the window's beginning.
    private let minutes: [Double]
    private var row = 0
    /// The sessions of the rows that are being taken, and the next of them.
    private var batch: [Session] = []
    private var place = 0
    private var stream: RandomStream
    private var ordinary: UInt64 = 0
    private var early: UInt64 = 0

    /// The sessions of the scenario's trace; none if it has none.
    init(_ scenario: Scenario, plan: TrafficPlan, seed: UInt64) {
        trace = scenario.traffic.trace ?? TrafficTrace(file: "")
        minutes = plan.minutes.map(\.derived)
        stream = RandomStream(seed: seed, purpose: .arrivals, entity: 2)
        fill()
    }

    /// When the next session starts; nil when the trace is over.
    var next: Instant? { place < batch.count ? batch[place].at : nil }

    /// Requests per second that are expected in a minute of the run.
    func planned(minute: Int) -> Double { minute < minutes.count ? minutes[minute] : 0 }

    /// Takes the next session; traps when there is none.
    @inline(never)
    mutating func take() -> Session {
        var session = batch[place]
        place += 1
        if place == batch.count { fill() }
        if session.isEarly {
            session.number = early * 2 + 1
            early += 1
        } else {
            session.number = ordinary * 2
            ordinary += 1
        }
        return session
    }

    /// Lays out the sessions of the next rows that have one instant.
    private mutating func fill() {
        batch.removeAll(keepingCapacity: true)
        place = 0
        guard row < trace.count else { return }
        let instant = trace[row].at
        let spread = Double(trace.spread(from: instant).nanoseconds)
        while row < trace.count, trace[row].at == instant {
            let seen = trace[row]
            for _ in 0..<seen.sessions {
                var at = instant
                if spread > 0 { at += TimeSpan(nanoseconds: Int64(stream.nextUniform() * spread)) }
                batch.append(
                    Session(
                        at: at, product: Int32(seen.product ?? -1), region: UInt8(seen.region), isEarly: seen.isEarly))
            }
            row += 1
        }
        guard spread > 0 else { return }
        // The order in the file decides between sessions of one instant, so that there is one result.
        let drawn = batch
        batch = batch.indices.sorted { (drawn[$0].at, $0) < (drawn[$1].at, $1) }.map { drawn[$0] }
    }
}
