import Primitives

/// The calls that have no answer yet, by key: a table with linear probing.
///
/// O(1) for each call while at most half of the places are taken; it grows to keep that so. The order of places is
/// seen by nobody.
struct OpenCalls: ~Copyable {
    /// A call without an answer.
    struct Call: BitwiseCopyable {
        /// What it is about and to whom; 0 in a free place.
        var key: UInt64
        var since: Instant
        /// Which call under this key.
        var number: UInt32
        var service: UInt8
        var caller: UInt8
    }

    private var places: Table<Call>
    private(set) var count = 0
    private static var free: Call { Call(key: 0, since: .origin, number: 0, service: 0, caller: 0) }

    /// A table without calls.
    init() { places = Table(repeating: Self.free, count: 64) }

    /// Notes a call. Its key has no other call.
    mutating func insert(_ call: Call) {
        precondition(call.key != 0, "a call without a key")
        if 2 * (count + 1) > places.count { grow() }
        place(call)
        count += 1
    }

    /// The call of a key; nil if there is none.
    subscript(key: UInt64) -> Call? {
        var index = home(key)
        while places[index].key != 0 {
            if places[index].key == key { return places[index] }
            index = (index + 1) & (places.count - 1)
        }
        return nil
    }

    /// Takes the call of a key out; nil if there is none.
    mutating func remove(_ key: UInt64) -> Call? {
        let mask = places.count - 1
        var hole = home(key)
        while places[hole].key != key {
            if places[hole].key == 0 { return nil }
            hole = (hole + 1) & mask
        }
        let found = places[hole]
        count -= 1
        // What was pushed past the hole moves back into it (Knuth, 1998, algorithm 6.4 R).
        var index = hole
        while true {
            index = (index + 1) & mask
            if places[index].key == 0 { break }
            let distance = (index - home(places[index].key)) & mask
            if distance >= (index - hole) & mask {
                places[hole] = places[index]
                hole = index
            }
        }
        places[hole] = Self.free
        return found
    }

    private func home(_ key: UInt64) -> Int {
        Int(truncatingIfNeeded: RandomStream.mix(key)) & (places.count - 1)
    }

    private mutating func place(_ call: Call) {
        var index = home(call.key)
        while places[index].key != 0 { index = (index + 1) & (places.count - 1) }
        places[index] = call
    }

    private mutating func grow() {
        var old = Table<Call>(repeating: Self.free, count: places.count * 2)
        swap(&old, &places)
        for index in 0..<old.count where old[index].key != 0 { place(old[index]) }
    }
}
