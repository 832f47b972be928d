import Platform
import Primitives
import Statistics

/// How fast units are set aside: by product and second, and how long buyers wait for it.
struct HoldGauge: ~Copyable {
    /// From the coordinator's asking, retries included, to the answer: the units, or that there are none.
    var latencies = Histogram()
    /// By product: the second in which the last unit was set aside, how many holds there were in it, and the most that
    /// there ever were in one second.
    private var seconds: Table<Int64>
    private var counts: Table<UInt32>
    private var peaks: Table<UInt32>
    private var totals: Table<UInt32>
    /// By product, when the first and the latest were.
    private var firsts: Table<Instant>
    private var latests: Table<Instant>

    init(products: Int) {
        seconds = Table(repeating: .min, count: products)
        counts = Table(repeating: 0, count: products)
        peaks = Table(repeating: 0, count: products)
        totals = Table(repeating: 0, count: products)
        firsts = Table(repeating: .distantPast, count: products)
        latests = Table(repeating: .distantPast, count: products)
    }

    /// Units of a product were set aside.
    @inline(__always)
    mutating func held(product: Int, at now: Instant) {
        let second = now.nanoseconds / 1_000_000_000
        if seconds[product] != second {
            seconds[product] = second
            counts[product] = 0
        }
        if totals[product] == 0 { firsts[product] = now }
        latests[product] = now
        counts[product] += 1
        totals[product] += 1
        peaks[product] = max(peaks[product], counts[product])
    }

    /// The most holds of the most wanted product in any one second.
    var hottestPerSecond: Int { totals.count == 0 ? 0 : Int(peaks[hottest]) }

    /// The holds of the most wanted product per second, on average from its first to its latest: until it sold out.
    var hottestMeanPerSecond: Double {
        guard totals.count > 0, latests[hottest] > firsts[hottest] else { return 0 }
        return Double(totals[hottest]) / (latests[hottest] - firsts[hottest]).inSeconds
    }

    /// The product that was set aside most often; the first of equals.
    private var hottest: Int {
        var best = 0
        for product in 0..<totals.count where totals[product] > totals[best] { best = product }
        return best
    }
}

extension Gauges {
    /// A store has decided.
    @inline(__always)
    mutating func stock(_ effect: StockEffect, product: Int, at now: Instant) {
        if case .held = effect { holds.held(product: product, at: now) }
    }
}

extension OrderFile {
    /// Marks a hold whose answer has been counted.
    private static var counted: UInt32 { .max }

    /// The coordinator asks for units for the first time.
    @inline(__always)
    mutating func asks(at now: Instant) {
        guard askedAfter == 0 else { return }
        askedAfter = UInt32(clamping: max(1, (now - placedAt).nanoseconds / 1_000))
    }

    /// How long the coordinator waited for its units; nil when that is known already.
    @inline(__always)
    mutating func isAnswered(at now: Instant) -> TimeSpan? {
        guard askedAfter != 0, askedAfter != Self.counted else { return nil }
        let asked = placedAt + .microseconds(Int64(askedAfter))
        askedAfter = Self.counted
        return now - asked
    }
}
