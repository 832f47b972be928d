/// The natural logarithm by table, for the hot path: the same bits on every machine, at a third of the cost of
/// ``PortableMath/log(_:)``.
///
/// With x = 2^k z, z within half a step of a centre c of 128 steps between 0.6875 and 1.375,
/// log x = k ln 2 + log c + log(1 + r), r = (z - c) / c, |r| <= 2^-8. The centre has few bits, so z - c is
/// exact; seven terms of the series leave 2^-67. The step around 1 has the centre 1, whose logarithm is exactly
/// zero, so that the error is relative to the result there, too. Within 2 units in the last place.
///
/// One pointer, trivially copied, to the one table of the process (3 KiB, never freed). About 4 ns.
@frozen
public struct LogarithmTable: @unchecked Sendable, BitwiseCopyable {
    /// One step: its centre, the centre's inverse and its logarithm.
    @frozen
    @usableFromInline
    struct Step: BitwiseCopyable {
        @usableFromInline var center: Double
        @usableFromInline var inverse: Double
        @usableFromInline var logarithm: Double
    }

    @usableFromInline let steps: UnsafePointer<Step>

    /// The bits of the number where the first step begins: half a step below 0.6875, so that 1 is a centre.
    @inlinable static var firstBits: UInt64 { 0x3FE6_0000_0000_0000 - (1 &<< 44) }
    @inlinable static var stepBits: UInt64 { 45 }

    /// The table of the process.
    public static let shared = LogarithmTable()

    private init() {
        let steps = UnsafeMutablePointer<Step>.allocate(capacity: 128)
        for index in 0..<128 as Range<UInt64> {
            let center = Double(bitPattern: Self.firstBits + index << Self.stepBits + 1 << (Self.stepBits - 1))
            steps[Int(index)] = Step(
                center: center, inverse: 1 / center, logarithm: PortableMath.log(center))
        }
        self.steps = UnsafePointer(steps)
    }

    /// The natural logarithm of a positive, normal, finite number.
    @inlinable @inline(__always)
    public func log(_ x: Double) -> Double {
        let offset = x.bitPattern &- Self.firstBits
        let step = steps[Int(truncatingIfNeeded: offset &>> Self.stepBits) & 127]
        let k = Double(Int64(bitPattern: offset) &>> 52)
        let z = Double(bitPattern: x.bitPattern &- (offset & (0xFFF &<< 52)))
        let r = (z - step.center) * step.inverse
        let square = r * r
        let series =
            (-0.5 + r * (1.0 / 3)) + square * (-0.25 + r * 0.2) + square * square * (-1.0 / 6 + r * (1.0 / 7))
        // The upper 42 bits of ln 2 times any exponent are exact.
        let whole = k * 0x1.62E42FEFA38p-1 + step.logarithm
        let high = whole + r
        let low = (whole - high + r) + k * 0x1.EF35793C7673p-45
        return low + square * series + high
    }
}
