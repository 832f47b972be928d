/// The payloads of pending events in reusable slots.
///
/// Freed slots are reused last in, first out, since the last one is still in cache. Storage doubles as
/// needed, up to 2^24 slots, and is never given back. Taking and releasing are O(1).
@frozen
@usableFromInline
struct PayloadPool<Payload: BitwiseCopyable>: ~Copyable {
    @usableFromInline var payloads: UnsafeMutablePointer<Payload>
    /// The free slots are `vacant[0 ..< vacancies]`; the next to be taken is the last of them.
    @usableFromInline var vacant: UnsafeMutablePointer<UInt32>
    @usableFromInline var vacancies: Int
    @usableFromInline var capacity: Int

    /// How many slots a key can name.
    @inlinable static var maximum: Int { 1 &<< Int(EventKey.slotBits) }

    @inlinable
    init(capacity wanted: Int) {
        capacity = Swift.min(Swift.max(wanted, 1), Self.maximum)
        payloads = .allocate(capacity: capacity)
        vacant = .allocate(capacity: capacity)
        vacancies = capacity
        for place in 0..<capacity { vacant[place] = UInt32(capacity - 1 - place) }
    }

    @inlinable deinit {
        payloads.deallocate()
        vacant.deallocate()
    }

    /// Puts a payload into a free slot.
    @inlinable @inline(__always)
    mutating func insert(_ payload: Payload) -> Int {
        if vacancies == 0 { grow() }
        vacancies &-= 1
        let slot = Int(truncatingIfNeeded: vacant[vacancies])
        (payloads + slot).initialize(to: payload)
        return slot
    }

    /// Takes the payload out of a slot and frees the slot.
    @inlinable @inline(__always)
    mutating func remove(_ slot: Int) -> Payload {
        vacant[vacancies] = UInt32(truncatingIfNeeded: slot)
        vacancies &+= 1
        return payloads[slot]
    }

    /// Doubles the slots when all are taken.
    @inlinable @inline(never)
    mutating func grow() {
        guard capacity < Self.maximum else { trapTooManyPending(Self.maximum) }
        let doubled = Swift.min(capacity * 2, Self.maximum)
        let larger = UnsafeMutablePointer<Payload>.allocate(capacity: doubled)
        larger.update(from: payloads, count: capacity)
        payloads.deallocate()
        payloads = larger
        vacant.deallocate()
        vacant = .allocate(capacity: doubled)
        vacancies = doubled - capacity
        for place in 0..<vacancies { vacant[place] = UInt32(doubled - 1 - place) }
        capacity = doubled
    }
}

@usableFromInline @inline(never)
func trapTooManyPending(_ count: Int) -> Never {
    fatalError("event calendar: \(count) events are pending, and a calendar holds no more")
}
