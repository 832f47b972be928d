import Platform
import Primitives
import Statistics
import Workload

/// The content platforms: whoever lets people read, watch, play or use what they bought, and asks before.
///
/// They know the entitlements that became active, and ask about each at the same rate until they are told that it is
/// over. All these Poisson processes together are one, whose rate is the sum, and of which each event is about any of
/// the entitlements with equal chance: one event at a time is pending, however many entitlements there are.
struct ContentPlatform: ~Copyable {
    let plan: ContentPlan
    /// The orders that are asked about, in no order.
    private var known = Table<UInt32>()
    /// By order, where its holder is.
    private var regions = PagedArray<UInt8>()
    /// A bit for each order: whether it is among them.
    private var listed = PagedArray<UInt64>()
    /// A bit for each order: whether its entitlement was found to be over.
    private var over = PagedArray<UInt64>()
    private var stream: RandomStream
    private let unit = ExponentialDistribution(mean: 1)
    /// Checks per second of one entitlement.
    private let rate: Double

    init(_ plan: ContentPlan, seed: UInt64) {
        self.plan = plan
        rate = plan.checksPerDay / 86_400
        stream = RandomStream(seed: seed, purpose: .contentPlatform)
    }

    /// Whether anybody asks at all.
    var asks: Bool { rate > 0 }

    /// An entitlement is active (again), of a holder in this region.
    mutating func learn(_ order: OrderID, region: UInt8) {
        guard asks else { return }
        let word = order.index / 64, bit = UInt64(1) << UInt64(order.index % 64)
        listed.grow(to: word + 1, filledWith: 0)
        over.grow(to: word + 1, filledWith: 0)
        over[word] &= ~bit
        guard listed[word] & bit == 0 else { return }
        listed[word] |= bit
        regions.grow(to: order.index + 1, filledWith: 0)
        regions[order.index] = region
        known.append(order.number)
    }

    /// Where the holder is of an entitlement that was active; region 0 for others.
    @inline(__always)
    func region(of order: OrderID) -> UInt8 { order.index < regions.count ? regions[order.index] : 0 }

    /// An entitlement is over: it is not asked about again.
    mutating func forget(_ order: OrderID) {
        guard order.index / 64 < over.count else { return }
        over[order.index / 64] |= 1 << UInt64(order.index % 64)
    }

    /// How long from now it is looked again, and whether a check is due then.
    ///
    /// At least every second, so that new entitlements raise the rate; exact, since what is left of an exponential
    /// time is one as well.
    mutating func nextStep() -> (after: TimeSpan, isCheck: Bool) {
        let seconds = unit.sample(using: &stream)
        let sum = rate * Double(known.count)
        guard seconds < sum else { return (.seconds(1), false) }
        return (TimeSpan(seconds: seconds / sum), true)
    }

    /// Draws the entitlement that the next check is about; nil if all of them are over.
    mutating func pick() -> OrderID? {
        while known.count > 0 {
            let place = Int(stream.next(below: UInt64(known.count)))
            let order = OrderID(known[place])
            let word = order.index / 64, bit = UInt64(1) << UInt64(order.index % 64)
            if over[word] & bit == 0 { return order }
            let last = known.removeLast()
            if place < known.count { known[place] = last }
            listed[word] &= ~bit
        }
        return nil
    }

    /// 64 random bits.
    mutating func bits() -> UInt64 { stream.next() }
}

/// What is unusual about one check; travels with the job.
struct CheckMarks: BitwiseCopyable {
    var rawValue: UInt16

    /// - Parameters:
    ///   - plan: the shares of unusual checks.
    ///   - bits: 64 random bits.
    init(_ plan: ContentPlan, _ bits: UInt64) {
        // The reader's clock in the lower 13 bits: 4,096 is right.
        rawValue = UInt16(truncatingIfNeeded: bits) & 0x1FFF
        let draw = RandomStream.mix(bits)
        if RandomStream.permille(draw) < plan.forgedPermille { rawValue |= 1 << 13 }
        if RandomStream.permille(RandomStream.mix(draw)) < plan.abroadPermille { rawValue |= 1 << 14 }
    }

    init(rawValue: UInt16) { self.rawValue = rawValue }

    var isForged: Bool { rawValue & 1 << 13 != 0 }
    var isAbroad: Bool { rawValue & 1 << 14 != 0 }

    /// By how much the reader's clock is off when it is off by `most` at most.
    func clockError(_ most: TimeSpan) -> TimeSpan {
        TimeSpan(nanoseconds: (Int64(rawValue & 0x1FFF) - 4_096) * (most.nanoseconds / 4_096))
    }
}
