import Primitives

/// How much more callers send than is accepted of it.
///
/// The defaults are those of Google's clients (Beyer et al., "Site Reliability Engineering", 2016, chapter 21).
public struct ClientThrottleConfiguration: Equatable, Sendable {
    /// K: requests sent for each that is accepted, before any is held back.
    public var multiplier: Double = 2
    /// How far back requests and accepts are counted.
    public var window: TimeSpan = .minutes(2)

    public init() {}
}

/// Client-side adaptive throttling: a caller that is mostly refused holds back its own requests.
///
/// With the probability max(0, (requests - K x accepts) / (requests + 1)), both counted over the window, a request is
/// not sent. Requests are those that the application wants to make, held back or not, counted before that is decided;
/// accepts are counted when the reply is there. The window moves in steps of a sixtieth. O(1).
public struct ClientThrottle: Sendable {
    private struct Bucket: Sendable {
        var requests: Int64 = 0
        var accepts: Int64 = 0
    }

    private let multiplier: Double
    private let step: Int64
    private var buckets = [Bucket](repeating: Bucket(), count: Self.steps)
    private var position = 0
    private var openUntil: Instant = .distantPast
    /// Over the whole window, the open bucket included.
    private var sum = Bucket()

    private static var steps: Int { 60 }

    /// A throttle that has seen nothing. Traps on a window that can't be divided.
    public init(_ configuration: ClientThrottleConfiguration) {
        precondition(
            configuration.multiplier >= 1 && configuration.window.nanoseconds >= Int64(Self.steps),
            "no such throttle: \(configuration)")
        multiplier = configuration.multiplier
        step = configuration.window.nanoseconds / Int64(Self.steps)
    }

    /// The probability with which the next request is held back.
    public var rejection: Double {
        let requests = Double(sum.requests), accepts = Double(sum.accepts)
        return max(0, (requests - multiplier * accepts) / (requests + 1))
    }

    /// Counts a request and says whether it is sent.
    ///
    /// - Parameter draw: 32 uniform random bits. Instants never decrease from call to call.
    public mutating func sends(draw: UInt32, at now: Instant) -> Bool {
        move(to: now)
        let isHeldBack = Double(draw) < rejection * 4_294_967_296
        buckets[position].requests += 1
        sum.requests += 1
        return !isHeldBack
    }

    /// Takes note of a request that was accepted, when its reply is there.
    public mutating func accepted(at now: Instant) {
        move(to: now)
        buckets[position].accepts += 1
        sum.accepts += 1
    }

    /// Forgets what is older than the window.
    private mutating func move(to now: Instant) {
        guard now >= openUntil else { return }
        if openUntil == .distantPast || (now - openUntil).nanoseconds >= step * Int64(Self.steps) {
            for index in 0..<Self.steps { buckets[index] = Bucket() }
            sum = Bucket()
            openUntil = now
        }
        while openUntil <= now {
            position = position + 1 == Self.steps ? 0 : position + 1
            sum.requests -= buckets[position].requests
            sum.accepts -= buckets[position].accepts
            buckets[position] = Bucket()
            openUntil += TimeSpan(nanoseconds: step)
        }
    }
}
