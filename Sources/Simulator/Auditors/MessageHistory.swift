import Primitives

/// The most recent messages of all orders, in a ring of fixed size: one store per message, nothing per order.
///
/// It is searched, backwards, only when a rule fails about an order for the first time.
struct MessageHistory: ~Copyable {
    /// How many messages are kept, of all orders together.
    static var capacity: Int { 1 << 14 }
    /// How many lines are quoted of one order.
    static var quoted: Int { 40 }

    private var entries = Table<Sighting>(capacity: capacity)
    /// How many messages there were.
    private var total = 0

    /// Keeps a message, in the place of the oldest. O(1).
    @inline(__always)
    mutating func append(_ sighting: Sighting) {
        if entries.count < Self.capacity {
            entries.append(sighting)
        } else {
            entries[total & (Self.capacity - 1)] = sighting
        }
        total += 1
    }

    /// The latest messages about an order, oldest first, one line each. O(capacity).
    func lines(about order: OrderID) -> [String] {
        var found: [String] = []
        var number = total
        while number > max(0, total - Self.capacity), found.count < Self.quoted {
            number -= 1
            let sighting = entries[number & (Self.capacity - 1)]
            if sighting.letter.order == order { found.append(sighting.words) }
        }
        if number > 0, found.count == Self.quoted {
            found.append("(what was before \(entries[number & (Self.capacity - 1)].at.clockWords) is not quoted)")
        } else if number > 0 {
            found.append("(what was before \(entries[number & (Self.capacity - 1)].at.clockWords) is not kept)")
        }
        return found.reversed()
    }
}

extension Instant {
    /// Hours, minutes, seconds and milliseconds since the scenario's day zero began, for example `00:00:03.120`.
    var clockWords: String {
        let milliseconds = nanoseconds.magnitude / 1_000_000
        let (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1_000)
        func padded(_ number: UInt64, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        let clock = [seconds / 3_600, seconds / 60 % 60, seconds % 60].map { padded($0, 2) }.joined(separator: ":")
        return (nanoseconds < 0 ? "-" : "") + clock + "." + padded(rest, 3)
    }
}
