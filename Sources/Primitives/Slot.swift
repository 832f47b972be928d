/// A place in a ``SlotMap`` and which of its successive tenants is meant.
///
/// 8 bytes. A slot kept beyond its tenant's removal is recognised as stale, not mistaken for the next
/// tenant: generations have 32 bits and wrap after 2^31 tenants of the same place.
@frozen
public struct Slot: Hashable, Sendable, BitwiseCopyable {
    /// The place: it indexes tables kept beside the map.
    public var index: UInt32
    /// Odd while the place is taken; it advances at every insertion and every removal.
    public var generation: UInt32

    /// Names the tenant of this generation at this place.
    @inlinable @inline(__always)
    public init(index: UInt32, generation: UInt32) {
        self.index = index
        self.generation = generation
    }
}
