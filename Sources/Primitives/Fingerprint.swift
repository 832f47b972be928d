/// A rolling 64-bit hash over everything that a run did, in order.
///
/// Equal runs have equal fingerprints; a run that differs in one field of one event has, but for
/// one chance in 2^64, another. Each word is folded by a 64 x 64 to 128 bit multiplication, as in
/// wyhash (Wang Yi, 2019). It is no cryptographic hash.
@frozen
public struct Fingerprint: Hashable, Sendable, BitwiseCopyable {
    /// The hash so far.
    public var value: UInt64

    /// The fingerprint of nothing.
    @inlinable public init() { value = 0x2D35_8DCC_AA6C_78A5 }

    /// Folds one word in. About 2 ns.
    @inlinable @inline(__always)
    public mutating func combine(_ word: UInt64) {
        let product = (value ^ 0x8BB8_4B93_962E_ACC9).multipliedFullWidth(by: word ^ 0x4B33_A62E_D433_D4A3)
        value = product.high ^ product.low ^ (value &<< 1 | value &>> 63)
    }

    /// Folds an instant in.
    @inlinable @inline(__always)
    public mutating func combine(_ instant: Instant) { combine(UInt64(bitPattern: instant.nanoseconds)) }
}

extension Fingerprint: CustomStringConvertible {
    /// 16 lower-case hexadecimal digits.
    public var description: String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
