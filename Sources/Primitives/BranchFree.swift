/// Choices by arithmetic, for conditions that a branch predictor can't foresee.
///
/// `condition ? 1 : 0` is compiled to a branch; a mispredicted one costs more than ten choices made
/// this way.
public enum BranchFree {
    /// 1 if the condition holds, else 0.
    @inlinable @inline(__always)
    public static func bit(_ condition: Bool) -> UInt64 { UInt64(unsafeBitCast(condition, to: UInt8.self)) }

    /// All ones if the condition holds, else zero.
    @inlinable @inline(__always)
    public static func mask(_ condition: Bool) -> UInt64 { 0 &- bit(condition) }

    /// `a` if the condition holds, else `b`; both have been computed.
    @inlinable @inline(__always)
    public static func select(_ condition: Bool, _ a: UInt64, _ b: UInt64) -> UInt64 {
        b ^ ((a ^ b) & mask(condition))
    }
}
