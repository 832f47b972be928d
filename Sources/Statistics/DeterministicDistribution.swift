import Primitives

/// The distribution of a number that is always the same.
@frozen
public struct DeterministicDistribution: Sendable, BitwiseCopyable {
    /// The number.
    public let value: Double

    /// The distribution that always gives `value`.
    @inlinable public init(_ value: Double) { self.value = value }

    /// The number itself.
    @inlinable public var mean: Double { value }

    /// Gives the number; the stream does not advance.
    @inlinable @inline(__always)
    public func sample(using stream: inout RandomStream) -> Double { value }
}
