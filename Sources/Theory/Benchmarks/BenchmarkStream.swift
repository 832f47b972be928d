import Primitives

/// The random stream by which engines are compared: specified to the last bit, so that each can print the same
/// check value.
///
/// xoshiro256++ (Blackman and Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47, 2021),
/// whose four words are the first four outputs of SplitMix64 started at the stream's number. An exponential of
/// rate r is -log(1 - u) / r with u = (x >> 11) 2^-53. The logarithm is the project's own: its last digits may
/// differ from a C library's, by less than the nanosecond to which times are rounded.
struct BenchmarkStream: BitwiseCopyable {
    private var a: UInt64
    private var b: UInt64
    private var c: UInt64
    private var d: UInt64
    private let logarithms = LogarithmTable.shared

    /// The stream with this number.
    init(_ number: UInt64) {
        // Our own generator is SplitMix64, too.
        var words = RandomStream(state: number)
        a = words.next()
        b = words.next()
        c = words.next()
        d = words.next()
    }

    @inline(__always)
    private mutating func next() -> UInt64 {
        let sum = a &+ d
        let result = (sum &<< 23 | sum &>> 41) &+ a
        let shifted = b &<< 17
        c ^= a
        d ^= b
        b ^= c
        a ^= d
        c ^= shifted
        d = d &<< 45 | d &>> 19
        return result
    }

    /// An exponential span with this mean in nanoseconds.
    @inline(__always)
    mutating func exponential(mean: Double) -> TimeSpan {
        let u = RandomStream.uniform(next())
        return TimeSpan(nanoseconds: Int64(-logarithms.log(1 - u) * mean + 0.5))
    }
}
