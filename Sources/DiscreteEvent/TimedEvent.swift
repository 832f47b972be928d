/// A pending event and its instant, biased to unsigned.
@frozen
@usableFromInline
struct TimedEvent<Event: BitwiseCopyable>: BitwiseCopyable {
    @usableFromInline var time: UInt64
    @usableFromInline var event: Event

    @inlinable @inline(__always)
    init(time: UInt64, event: Event) {
        self.time = time
        self.event = event
    }
}
