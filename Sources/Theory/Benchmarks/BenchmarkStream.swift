import Primitives

/// The random stream by which engines are compared: specified to the last bit, so that each can print the same
/// check value.
///
/// xoshiro256++ (Blackman and Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47, 2021),
/// whose four words are the first four outputs of SplitMix64 started at the stream's number. An exponential of
/// rate r is -log(1 - u) / r with u = (x >> 11) 2^-53. The logarithm is the project's own: its last digits may
/// differ from a C library's, by less than the nanosecond to which times are rounded.
///
/// Each span is drawn one call ahead. A logarithm takes 70 cycles from its bits to its last digit, and whether
/// the new event comes before another is a branch that nobody foresees: were the span drawn when it is
/// wanted, every wrong guess would wait for all of it. The values are the same.
struct BenchmarkStream: BitwiseCopyable {
    private var a: UInt64
    private var b: UInt64
    private var c: UInt64
    private var d: UInt64
    private let logarithms = LogarithmTable.shared
    private let mean: Double
    /// The next span in nanoseconds.
    private var ready: Int64 = 0

    /// The stream with this number, of exponential spans with this mean in nanoseconds.
    init(_ number: UInt64, mean: Double) {
        self.mean = mean
        // Our own generator is SplitMix64, too.
        var words = RandomStream(state: number)
        a = words.next()
        b = words.next()
        c = words.next()
        d = words.next()
        _ = next()
    }

    @inline(__always)
    private mutating func bits() -> UInt64 {
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

    /// The next span.
    @inline(__always)
    mutating func next() -> TimeSpan {
        let span = ready
        let wanted = -logarithms.log(1 - RandomStream.uniform(bits())) * mean
        // From 2^52 on a number has no fraction: its last bits are the nearest integer, and no conversion can trap.
        ready = Int64(bitPattern: (wanted + 0x1p52).bitPattern &- (0x1p52).bitPattern)
        return TimeSpan(nanoseconds: span)
    }
}
