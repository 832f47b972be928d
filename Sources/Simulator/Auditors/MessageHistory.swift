import Primitives

/// The most recent messages of all orders, in a ring of fixed size: one store per message, nothing per order.
///
/// It is searched, backwards, only when a rule fails about an order for the first time. At the height of the night it
/// holds less than a second; who must know more runs the scenario again and has some orders watched.
struct MessageHistory: ~Copyable {
    /// How many messages are kept, of all orders together: 230 kB, so that the ring stays in a core's cache.
    static var capacity: Int { 1 << 12 }
    /// How many lines are quoted of one order.
    static var quoted: Int { 40 }

    /// What is known of one order's messages.
    struct Quotation {
        /// The latest messages, oldest first, one line each.
        var lines: [String]
        /// Whether older ones are not kept.
        var isCut: Bool
    }

    private var entries = Table<Sighting>(capacity: capacity)
    /// How many messages were kept, for a while at least.
    private(set) var total = 0
    private var isWatching = false
    private var watched: [OrderID] = []

    /// Keeps the messages of these orders only.
    mutating func watch(_ orders: [OrderID]) {
        watched = orders
        isWatching = !orders.isEmpty
    }

    /// Keeps a message, in the place of the oldest. O(1).
    @inline(__always)
    mutating func append(_ sighting: Sighting) {
        if isWatching, !isWatched(sighting) { return }
        if entries.count < Self.capacity {
            entries.append(sighting)
        } else {
            entries[total & (Self.capacity - 1)] = sighting
        }
        total += 1
    }

    @inline(never)
    private func isWatched(_ sighting: Sighting) -> Bool {
        let order = sighting.letter.order
        for index in 0..<watched.count where watched[index] == order { return true }
        return false
    }

    /// A message by its number among all that were kept; it must be one of the latest ``capacity``.
    subscript(number: Int) -> Sighting {
        precondition(number >= max(0, total - Self.capacity) && number < total, "message \(number) is not kept")
        return entries[number & (Self.capacity - 1)]
    }

    /// The latest messages about an order. O(capacity).
    func quote(_ order: OrderID) -> Quotation {
        var found: [String] = []
        var number = total
        while number > max(0, total - Self.capacity), found.count < Self.quoted {
            number -= 1
            let sighting = entries[number & (Self.capacity - 1)]
            if sighting.letter.order == order { found.append(sighting.words) }
        }
        let isLong = found.count == Self.quoted
        if number > 0 {
            let since = entries[number & (Self.capacity - 1)].at.clockWords
            found.append("(what was before \(since) is not \(isLong ? "quoted" : "kept"))")
        }
        return Quotation(lines: found.reversed(), isCut: number > 0 && !isLong)
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
