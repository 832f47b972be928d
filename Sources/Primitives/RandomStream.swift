/// A reproducible stream of random bits that belongs to one purpose and one entity.
///
/// Streams are keyed by (seed, replication, purpose, entity), so that a policy that draws more or
/// less for one entity never shifts the draws of another: two designs meet the same shoppers
/// (common random numbers). The n-th draw is a pure function of the key and n: a Weyl sequence
/// through a 64-bit finaliser, that is SplitMix64 (Steele, Lea and Flood, OOPSLA 2014) with the
/// finaliser constants of Stafford's variant 13.
///
/// A stream is 8 bytes and costs about a nanosecond per draw.
@frozen
public struct RandomStream: Sendable, BitwiseCopyable {
    /// Where the stream stands. Storing and restoring it resumes the stream.
    public var state: UInt64

    /// Resumes a stream from a stored state.
    @inlinable @inline(__always)
    public init(state: UInt64) { self.state = state }

    /// The start of the stream for one entity and purpose of a run.
    ///
    /// - Parameters:
    ///   - seed: the seed of the run.
    ///   - replication: which replication of the scenario, from 0.
    ///   - purpose: what the draws are for; see ``Purpose``.
    ///   - entity: whose draws they are, for example a shopper's number.
    @inlinable
    public init(seed: UInt64, replication: UInt32 = 0, purpose: Purpose, entity: UInt64 = 0) {
        var key = Self.mix(seed &+ 0x9E37_79B9_7F4A_7C15)
        key = Self.mix(key ^ (UInt64(replication) &<< 32 | UInt64(purpose.rawValue)))
        self.state = Self.mix(key ^ (entity &* 0xD134_2543_DE82_EF95 &+ 0x9E37_79B9_7F4A_7C15))
    }

    /// The stream of one entity among many with the same purpose, from the purpose's own stream.
    ///
    /// Cheaper than the full initialiser by two mixing steps; equal keys give equal streams.
    @inlinable @inline(__always)
    public func substream(_ entity: UInt64) -> RandomStream {
        .init(state: Self.mix(state ^ (entity &* 0xD134_2543_DE82_EF95 &+ 0x9E37_79B9_7F4A_7C15)))
    }

    /// The next 64 random bits.
    @inlinable @inline(__always)
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mix(state)
    }

    /// Which of a thousand equal parts 64 random bits fall into, by Lemire's multiplication.
    @inlinable @inline(__always)
    public static func permille(_ bits: UInt64) -> Int { Int(((bits &>> 32) &* 1_000) &>> 32) }

    /// The next number, uniform in [0, 1), in steps of 2^-53.
    @inlinable @inline(__always)
    public mutating func nextUniform() -> Double { Self.uniform(next()) }

    /// The next integer, uniform in 0..<bound, by Lemire's multiplication (bias below bound / 2^64).
    @inlinable @inline(__always)
    public mutating func next(below bound: UInt64) -> UInt64 {
        next().multipliedFullWidth(by: bound).high
    }

    /// 64 bits as a number in [0, 1).
    @inlinable @inline(__always)
    public static func uniform(_ bits: UInt64) -> Double { Double(bits &>> 11) * 0x1p-53 }

    /// Stafford's variant 13 of the MurmurHash3 finaliser: a bijection on 64 bits.
    @inlinable @inline(__always)
    public static func mix(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z &>> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z &>> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z &>> 31)
    }
}

/// What a stream's draws are for. Raw values are part of the result: append, never renumber or reuse.
public enum Purpose: UInt32, Sendable {
    /// When sessions start.
    case arrivals = 1
    /// Which user comes, from which region, with what temper.
    case population = 2
    /// A shopper's own path: choices, think times, patience, legs, and the work of the pages asked for.
    case journey = 3
    /// How much work a message is, and at which server.
    case messageDemand = 5
    /// Credential bits.
    case credentials = 9
    /// The payment provider's answers and times.
    case paymentProvider = 10
    /// The code supplier's answers and times.
    case supplier = 11
    /// Which replies a fault loses, which calls it fails.
    case faults = 12
    /// Prices, stock and names of generated catalogues.
    case catalogue = 13
    /// What holders do with their entitlements.
    case holders = 17
    /// When content platforms check which entitlement.
    case contentPlatform = 18
    /// How much work a message about entitlements and their records is, and at which server.
    case records = 19
    /// Tests and benchmarks.
    case testing = 15
    /// Which servers of the spot market are taken back, and when.
    case spotMarket = 32
    /// How much longer or shorter a jittered delay is.
    case retryJitter = 21
    /// By how much forecasts are off; the entity is the day.
    case forecast = 31
    /// The reference networks that the kernel is verified with; the entity is the case.
    case verification = 16
}
