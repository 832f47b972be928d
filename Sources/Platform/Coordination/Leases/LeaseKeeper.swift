import Primitives

/// Grants one lease at a time, each with a higher token than all before it, and takes it back when it is not renewed.
///
/// | state | acquire | acquire by another | renew | renew, stale | release | release, stale | time |
/// |---|---|---|---|---|---|---|---|
/// | free | held | held | refused | refused | stays | stays | stays |
/// | held | held, new token | refused | held, longer | refused | free | stays | free, *expired* |
///
/// "By another" is anyone but the latest holder; "stale" is any other holder or token than the current one. A holder
/// that acquires again has restarted: its new token fences off what it sent before. A lease that has run out is
/// never renewed, however little too late: its holder can't know who was at work since. O(1).
public struct LeaseKeeper: ~Copyable, Machine {
    public typealias Command = LeaseCommand
    public typealias Effect = LeaseEffect

    /// Whether someone is at work.
    public enum State: UInt8, Equatable, Hashable, Sendable, CaseIterable {
        /// Nobody holds the lease.
        case free
        /// Somebody holds it.
        case held
    }

    /// The kinds of command, told apart as the table does.
    public enum CommandKind: UInt8, Equatable, Hashable, Sendable, CaseIterable {
        case acquire, acquireByAnother, renew, renewStale, release, releaseStale
    }

    /// How long a lease lasts from its grant or latest renewal.
    public let length: TimeSpan
    /// Whether somebody holds the lease.
    public private(set) var state = State.free
    /// The latest holder and its token; zeros before the first grant.
    public private(set) var holder: UInt8 = 0
    public private(set) var token: UInt32 = 0

    private var until = Instant.distantFuture

    /// A keeper whose lease is free. Traps on an empty lease.
    public init(length: TimeSpan) {
        precondition(length > .zero, "a lease of \(length.nanoseconds) ns")
        self.length = length
    }

    /// When the lease runs out; `.distantFuture` when it is free.
    public var nextDeadline: Instant { state == .held ? until : .distantFuture }

    /// Takes the lease back when its time is over.
    public mutating func advance(to now: Instant, into effects: inout EffectBuffer<LeaseEffect>) {
        guard state == .held, now >= until else { return }
        state = .free
        effects.append(.expired(token: token))
    }

    /// Takes one command: one answer, none to a release, and first that the lease has run out if it has.
    public mutating func handle(
        _ command: LeaseCommand, at now: Instant, into effects: inout EffectBuffer<LeaseEffect>
    ) {
        advance(to: now, into: &effects)
        let kind = kind(of: command)
        switch Self.reaction(in: state, to: kind) {
        case .moves: carryOut(command, at: now, into: &effects)
        case .refuses: refuse(command, into: &effects)
        case .stays: break
        case .impossible: fatalError("\(kind) while the lease is \(state)")
        }
    }

    /// The table above, without time.
    public static func reaction(in state: State, to command: CommandKind) -> Reaction<State> {
        switch (state, command) {
        case (.free, .acquire), (.free, .acquireByAnother): .moves([.held])
        case (.free, .renew), (.free, .renewStale): .refuses
        case (.free, .release), (.free, .releaseStale): .stays
        case (.held, .acquire), (.held, .renew): .moves([.held])
        case (.held, .acquireByAnother), (.held, .renewStale): .refuses
        case (.held, .release): .moves([.free])
        case (.held, .releaseStale): .stays
        }
    }

    private func kind(of command: LeaseCommand) -> CommandKind {
        switch command {
        case .acquire(let who): who == holder ? .acquire : .acquireByAnother
        case .renew(let who, let its): who == holder && its == token ? .renew : .renewStale
        case .release(let who, let its): who == holder && its == token ? .release : .releaseStale
        }
    }

    private mutating func carryOut(
        _ command: LeaseCommand, at now: Instant, into effects: inout EffectBuffer<LeaseEffect>
    ) {
        switch command {
        case .acquire(let who):
            holder = who
            token += 1
            grant(until: now + length, into: &effects)
        case .renew: grant(until: now + length, into: &effects)
        case .release: state = .free
        }
    }

    private mutating func grant(until end: Instant, into effects: inout EffectBuffer<LeaseEffect>) {
        state = .held
        until = end
        effects.append(.granted(holder: holder, token: token, until: end))
    }

    private func refuse(_ command: LeaseCommand, into effects: inout EffectBuffer<LeaseEffect>) {
        switch command {
        case .acquire(let who), .renew(let who, _): effects.append(.refused(holder: who))
        case .release(let who, _): fatalError("a release by \(who) is never refused")
        }
    }
}
