import Primitives

/// The queue behind the queue page: first come, first served, let in at a constant rate.
///
/// Releases are a constant spacing apart; the first visitor to enter after an idle spell is let in at
/// once. A visitor who leaves is dropped when the turn comes, and takes no release. One who leaves and
/// enters again waits at the end. Amortised O(1) per command.
public struct WaitingRoom: ~Copyable, Machine {
    public typealias Command = WaitingRoomCommand
    public typealias Effect = WaitingRoomEffect

    struct Ticket: BitwiseCopyable {
        var visitor: UInt64
        var number: UInt64
    }

    /// The time between two releases.
    public let spacing: TimeSpan
    /// How many visitors have been let in.
    public private(set) var admissions = 0
    /// How many visitors gave up waiting.
    public private(set) var abandonments = 0

    private var queue = Ring<Ticket>(minimumCapacity: 64)
    /// Each waiting visitor's valid ticket; only looked up, never iterated.
    private var tickets: [UInt64: UInt64] = [:]
    private var nextTicket: UInt64 = 0
    private var nextRelease: Instant = .distantPast

    /// Stale tickets that one call drops at most.
    private static var dropLimit: Int { 256 }

    /// An empty room that lets visitors in `spacing` apart; traps unless that is positive.
    public init(spacing: TimeSpan) {
        precondition(spacing > .zero, "visitors can't be let in \(spacing.nanoseconds) ns apart")
        self.spacing = spacing
    }

    /// An empty room that lets so many visitors in per second, at a spacing rounded to a nanosecond.
    public init(releasesPerSecond: Int) {
        precondition(releasesPerSecond > 0, "no visitor is let in at \(releasesPerSecond) per second")
        let rate = Int64(releasesPerSecond)
        self.init(spacing: TimeSpan(nanoseconds: (1_000_000_000 + rate / 2) / rate))
    }

    /// How many visitors wait.
    public var waiting: Int { tickets.count }

    /// The next release while anybody waits.
    public var nextDeadline: Instant { tickets.isEmpty ? .distantFuture : nextRelease }

    /// Takes a visitor in or out. Whoever is due is let in by ``advance(to:into:)`` alone.
    public mutating func handle(
        _ command: WaitingRoomCommand, at now: Instant, into effects: inout EffectBuffer<WaitingRoomEffect>
    ) {
        switch command {
        case .enter(let visitor):
            guard tickets[visitor] == nil else { return }
            if tickets.isEmpty { nextRelease = max(nextRelease, now) }
            tickets[visitor] = nextTicket
            queue.append(Ticket(visitor: visitor, number: nextTicket))
            nextTicket += 1
        case .leave(let visitor):
            guard tickets.removeValue(forKey: visitor) != nil else { return }
            abandonments += 1
            if tickets.isEmpty { queue.removeAll() }
        }
    }

    /// Lets in everyone whose release is due.
    public mutating func advance(to now: Instant, into effects: inout EffectBuffer<WaitingRoomEffect>) {
        var dropped = 0
        while nextDeadline <= now && effects.hasRoom(for: 1) && dropped < Self.dropLimit {
            guard let ticket = queue.popFirst() else {
                preconditionFailure("\(tickets.count) visitors wait outside the queue")
            }
            guard tickets[ticket.visitor] == ticket.number else {
                dropped += 1
                continue
            }
            tickets[ticket.visitor] = nil
            effects.append(.admitted(visitor: ticket.visitor))
            admissions += 1
            nextRelease += spacing
        }
    }
}
