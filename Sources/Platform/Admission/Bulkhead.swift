/// Bounds how many calls to one peer are out at a time, so that a peer that hangs can't use up what all calls share.
///
/// As resilience4j's semaphore: 25 calls and no waiting are its defaults; a call that finds no place is refused at
/// once. O(1).
@frozen
public struct Bulkhead: BitwiseCopyable, Sendable {
    /// How many calls are out.
    @inlinable public var inside: Int { _inside }
    /// How many calls were refused.
    @inlinable public var refused: UInt64 { _refused }

    @usableFromInline var _inside = 0
    @usableFromInline var _refused: UInt64 = 0

    /// An empty bulkhead.
    @inlinable
    public init() {}

    /// Takes a place among `places`, if one is free. Who gets in must leave exactly once.
    ///
    /// - Parameter places: how many there are now; those who are inside stay when there are fewer than before.
    @inlinable
    public mutating func enter(of places: Int) -> Bool {
        guard _inside < places else {
            _refused += 1
            return false
        }
        _inside += 1
        return true
    }

    /// Gives a place back. Traps when nobody is inside.
    @inlinable
    public mutating func leave() {
        precondition(_inside > 0, "nobody is inside the bulkhead")
        _inside -= 1
    }
}

/// How many calls a bulkhead lets out at a time.
public struct BulkheadConfiguration: Equatable, Sendable {
    /// For each server of the caller: every one has a bulkhead of its own. resilience4j's default.
    public var calls: Int

    /// As many as the library lets out, or so many.
    public init(calls: Int = 25) { self.calls = calls }
}
