/// Where a machine leaves its effects: a small, fixed store that the caller owns and reuses.
///
/// Appending past ``capacity`` traps, since one command has a bounded number of effects and
/// `advance` works in bounded batches.
public struct EffectBuffer<Effect: BitwiseCopyable>: ~Copyable {
    /// How many effects fit.
    public static var capacity: Int { 64 }

    @usableFromInline let storage: UnsafeMutablePointer<Effect>

    /// The number of effects in the buffer.
    @inlinable public var count: Int { _count }

    @usableFromInline var _count = 0

    /// Creates an empty buffer; the only allocation it ever makes.
    @inlinable
    public init() {
        storage = .allocate(capacity: Self.capacity)
    }

    deinit { storage.deallocate() }

    /// Whether there is room for `needed` more effects.
    @inlinable @inline(__always)
    public func hasRoom(for needed: Int) -> Bool { _count + needed <= Self.capacity }

    /// Adds an effect after those already there. O(1).
    @inlinable @inline(__always)
    public mutating func append(_ effect: Effect) {
        precondition(_count < Self.capacity, "one call left more than 64 effects")
        (storage + _count).initialize(to: effect)
        _count += 1
    }

    /// The effect at `index`, in the order of appending.
    @inlinable @inline(__always)
    public subscript(index: Int) -> Effect {
        precondition(index >= 0 && index < _count, "no effect at this index")
        return storage[index]
    }

    /// Forgets all effects. O(1).
    @inlinable @inline(__always)
    public mutating func removeAll() { _count = 0 }
}
