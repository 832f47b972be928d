import Platform
import Primitives
import Statistics
import Workload

/// The content platforms: whoever lets people read, watch, play or use what they bought, and asks before.
///
/// They know the entitlements that became active, and ask about each at the same rate until they are told that it is
/// over: in turn, as readers do that renew a licence on a timer, at instants of a Poisson process whose rate is the
/// sum. One event at a time is pending, however many entitlements there are.
struct ContentPlatform: ~Copyable {
    let plan: ContentPlan
    /// The credentials that are asked about, and whose turn it is.
    private var known = Table<KnownCredential>()
    private var turn = 0
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

    /// An entitlement is active (again): its holder shows this from now on.
    mutating func learn(_ credential: KnownCredential) {
        let order = OrderID(credential.order)
        let word = order.index / 64, bit = UInt64(1) << UInt64(order.index % 64)
        listed.grow(to: word + 1, filledWith: 0)
        over.grow(to: word + 1, filledWith: 0)
        over[word] &= ~bit
        guard listed[word] & bit == 0 else { return }
        listed[word] |= bit
        known.append(credential)
    }

    /// Whether an entitlement is among those that are asked about; if it was over, it is no more.
    mutating func knows(_ order: OrderID) -> Bool {
        guard order.index / 64 < listed.count else { return false }
        over[order.index / 64] &= ~(1 << UInt64(order.index % 64))
        return listed[order.index / 64] & 1 << UInt64(order.index % 64) != 0
    }

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

    /// The place of the credential that the next check is about; nil if all of them are over.
    mutating func takeTurn() -> Int? {
        while known.count > 0 {
            if turn >= known.count { turn = 0 }
            let order = Int(known[turn].order)
            let word = order / 64, bit = UInt64(1) << UInt64(order % 64)
            if over[word] & bit == 0 {
                turn += 1
                return turn - 1
            }
            let last = known.removeLast()
            if turn < known.count { known[turn] = last }
            listed[word] &= ~bit
        }
        return nil
    }

    /// The credential at a place; the last one if there are fewer by now, nil if there is none.
    func credential(at place: UInt32) -> KnownCredential? {
        known.count > 0 ? known[min(Int(place), known.count - 1)] : nil
    }

    /// 64 random bits.
    mutating func bits() -> UInt64 { stream.next() }
}

/// What a content platform knows of one credential: what its holder shows.
struct KnownCredential: BitwiseCopyable {
    var serial: UInt64
    var tag: UInt64
    var order: UInt32
    var product: UInt16
    var quantity: UInt8
    /// Where the holder is.
    var region: UInt8

    init(_ shown: Presentation, region: UInt8) {
        serial = shown.serial
        tag = shown.tag
        order = shown.order.number
        product = UInt16(shown.product.number)
        quantity = shown.quantity
        self.region = region
    }

    init(_ grant: EntitlementGrant, region: UInt8) {
        serial = grant.serial
        tag = grant.tag
        order = grant.order.number
        product = UInt16(grant.product.number)
        quantity = grant.quantity
        self.region = region
    }

    /// What is shown to the gateway; the reader's clock is still to be filled in.
    var presentation: Presentation {
        Presentation(
            order: OrderID(order), product: ProductID(UInt32(product)), serial: serial, quantity: quantity, tag: tag,
            wallClock: .origin, region: RegionID(UInt32(region)))
    }
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

    /// The check is of any order's entitlement: the job names the order, not a place in the list.
    var isOfAny: Bool {
        get { rawValue & 1 << 15 != 0 }
        set { rawValue = newValue ? rawValue | 1 << 15 : rawValue & ~(1 << 15) }
    }

    init(rawValue: UInt16) { self.rawValue = rawValue }

    var isForged: Bool { rawValue & 1 << 13 != 0 }
    var isAbroad: Bool { rawValue & 1 << 14 != 0 }

    /// By how much the reader's clock is off when it is off by `most` at most.
    func clockError(_ most: TimeSpan) -> TimeSpan {
        TimeSpan(nanoseconds: (Int64(rawValue & 0x1FFF) - 4_096) * (most.nanoseconds / 4_096))
    }
}
