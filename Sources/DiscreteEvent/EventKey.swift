import Primitives

/// Where a pending event stands in the total order, and where its payload is kept.
///
/// One 128-bit integer, from the top: the instant (64 bits, sign bit flipped so that unsigned order is
/// the order of time), the insertion number (40 bits), the slot of the payload (24 bits). One
/// comparison orders by (time, insertion); no two keys are equal, so the slot never decides.
@frozen
@usableFromInline
struct EventKey: BitwiseCopyable {
    @usableFromInline var bits: UInt128

    /// Bits of the insertion number: 1.1e12 events per run.
    @inlinable static var sequenceBits: UInt64 { 40 }
    /// Bits of the slot: 16.7 million pending events.
    @inlinable static var slotBits: UInt64 { 24 }

    @inlinable @inline(__always)
    init(bits: UInt128) { self.bits = bits }

    /// - Parameters:
    ///   - time: the instant, biased to unsigned.
    ///   - sequence: the insertion number.
    ///   - slot: where the payload is.
    @inlinable @inline(__always)
    init(time: UInt64, sequence: UInt64, slot: Int) {
        let low = sequence &<< Self.slotBits | UInt64(truncatingIfNeeded: slot)
        self.bits = UInt128(truncatingIfNeeded: time) &<< 64 | UInt128(truncatingIfNeeded: low)
    }

    /// The key of an unused cell: after every key that is ever given out.
    @inlinable static var unused: Self { .init(bits: .max) }

    /// The instant, biased to unsigned.
    @inlinable @inline(__always)
    var time: UInt64 { UInt64(truncatingIfNeeded: bits &>> 64) }

    @inlinable @inline(__always)
    var slot: Int { Int(truncatingIfNeeded: bits) & ((1 &<< Int(Self.slotBits)) &- 1) }
}

extension Instant {
    /// The instant whose nanoseconds, sign bit flipped, are `biased`.
    @inlinable @inline(__always)
    init(biased: UInt64) { self.init(nanoseconds: Int64(bitPattern: biased ^ (1 &<< 63))) }

    /// The nanoseconds with the sign bit flipped: unsigned order is the order of time.
    @inlinable @inline(__always)
    var biased: UInt64 { UInt64(bitPattern: nanoseconds) ^ (1 &<< 63) }
}
