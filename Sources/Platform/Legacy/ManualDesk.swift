import Primitives

/// What the service desk can be asked.
public enum DeskCommand: Equatable, Sendable, BitwiseCopyable {
    /// An order needs a person; `category` is the kind of product, by number.
    case list(OrderID, category: UInt8)
}

/// What the service desk does.
public enum DeskEffect: Equatable, Sendable, BitwiseCopyable {
    /// A person has gone through the order.
    case attended(OrderID, category: UInt8)
}

/// The people who put orders right by hand: so many of them, each order a while, first come, first served.
///
/// 16 bytes per order on the list; a command costs O(people).
public struct ManualDesk: ~Copyable, Machine {
    public typealias Command = DeskCommand
    public typealias Effect = DeskEffect

    struct Case: BitwiseCopyable {
        var ends: Instant
        var order: OrderID
        var category: UInt8
    }

    /// How long one order takes one person.
    public let timePerOrder: TimeSpan
    /// Orders attended to, an order as often as it was listed.
    public private(set) var attended: UInt64 = 0
    private var cases = Ring<Case>(minimumCapacity: 64)
    /// When each person will have done with what is on the list.
    private var free: Table<Instant>

    /// A desk with nothing to do.
    public init(people: Int, timePerOrder: TimeSpan) {
        precondition(people > 0 && timePerOrder > .zero, "\(people) people, \(timePerOrder.nanoseconds) ns per order")
        self.timePerOrder = timePerOrder
        free = Table(repeating: .distantPast, count: people)
    }

    /// When the next order will have been attended to. Exact.
    public var nextDeadline: Instant { cases.first?.ends ?? .distantFuture }

    /// Orders on the list.
    public var waiting: Int { cases.count }

    /// Puts an order on the list, for the person who will be free first. No effect yet.
    public mutating func handle(_ command: DeskCommand, at now: Instant, into effects: inout EffectBuffer<DeskEffect>) {
        switch command {
        case .list(let order, let category):
            var person = 0
            for other in 0..<free.count where free[other] < free[person] { person = other }
            free[person] = max(now, free[person]) + timePerOrder
            cases.append(Case(ends: free[person], order: order, category: category))
        }
    }

    /// Orders whose person is done with them. All take equally long, so they end in the order of the list.
    public mutating func advance(to now: Instant, into effects: inout EffectBuffer<DeskEffect>) {
        while let first = cases.first, first.ends <= now, effects.hasRoom(for: 1) {
            _ = cases.popFirst()
            attended += 1
            effects.append(.attended(first.order, category: first.category))
        }
    }
}
