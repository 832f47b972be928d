import Primitives

/// How a line of an order ended.
public enum LineOutcome: UInt8, Equatable, Sendable, BitwiseCopyable, CaseIterable {
    /// Paid and issued.
    case issued
    /// Paid and paid back.
    case refunded
    /// Never paid: not enough units.
    case soldOut
    /// Never paid: the buyer let it expire.
    case unpaid
    /// Never paid: declined by the provider.
    case declined
    /// Never paid: a service could not be reached when placing or paying.
    case unavailable
}

/// How an order ended.
public enum OrderOutcome: UInt8, Equatable, Sendable, BitwiseCopyable, CaseIterable {
    /// Paid and issued.
    case issued
    /// Paid and paid back.
    case refunded
    /// Never paid: not enough units.
    case soldOut
    /// Never paid: the buyer let it expire.
    case unpaid
    /// Never paid: declined by the provider.
    case declined
    /// Never paid: a service could not be reached when placing or paying.
    case unavailable
    /// Paid; some lines were issued and the others paid back.
    case partlyRefunded

    /// How an order ended whose lines all ended like this.
    @inlinable
    public init(_ outcome: LineOutcome) {
        switch outcome {
        case .issued: self = .issued
        case .refunded: self = .refunded
        case .soldOut: self = .soldOut
        case .unpaid: self = .unpaid
        case .declined: self = .declined
        case .unavailable: self = .unavailable
        }
    }

    /// What the buyer of an order with this end is told.
    @inlinable
    public var answer: OrderAnswer {
        switch self {
        case .issued: .issued
        case .refunded: .refunded
        case .soldOut: .soldOut
        case .unpaid: .closed
        case .declined: .declined
        case .unavailable: .unavailable
        case .partlyRefunded: .partlyRefunded
        }
    }
}

/// Where an order of one or more lines stands: a function of where its lines stand, and of nothing else (LIF-4).
///
/// An order has ended when all its lines have; until then it stands where the line stands that is furthest from a
/// good end. Joining the lines in any order and any grouping gives the same.
public enum OrderState: Equatable, Sendable, BitwiseCopyable {
    /// Some line has not ended; this is the phase of the line furthest from a good end.
    case open(OrderPhase)
    /// All lines have ended.
    case ended(OrderOutcome)

    /// The state of an order of which this is the only line.
    public init(_ line: OrderPhase) {
        switch line {
        case .ended(let outcome): self = .ended(OrderOutcome(outcome))
        case .absent, .checking, .holding, .awaitingPayment, .reserving, .charging, .chargeUnknown, .issuing, .ready,
            .preparing, .withdrawing, .revoking, .refunding, .returning:
            self = .open(line)
        }
    }

    /// The state when one more line is in this phase; nil when lines of one order can't stand together like that.
    ///
    /// Until the capture lines move in step, but for those that are still looked for while others are being held
    /// (check-then-act). After it each goes its own way, to goods or to money back.
    public func joined(by line: OrderPhase) -> Self? {
        switch (self, OrderState(line)) {
        case (.ended(let a), .ended(let b)):
            if a == b { return self }
            return a.isPaid && b.isPaid ? .ended(.partlyRefunded) : nil
        case (.open(let a), .open(let b)):
            if a == b { return self }
            return a.stretch == b.stretch && a.stretch != .inStep ? .open(a.distance < b.distance ? b : a) : nil
        case (.open(let open), .ended(let outcome)), (.ended(let outcome), .open(let open)):
            return open.stretch == .paid && outcome.isPaid ? .open(open) : nil
        }
    }

    /// What the buyer is told who asks how the order stands; nil while nothing is decided.
    public var answer: OrderAnswer? {
        switch self {
        case .open(.absent): .closed
        case .open(.awaitingPayment): .placed
        case .open(.preparing), .open(.withdrawing), .open(.revoking), .open(.refunding): .preparing
        case .open(.returning(let outcome)): OrderOutcome(outcome).answer
        case .open(.checking), .open(.holding), .open(.reserving), .open(.charging), .open(.chargeUnknown),
            .open(.issuing), .open(.ready), .open(.ended):
            nil
        case .ended(let outcome): outcome.answer
        }
    }
}

extension OrderOutcome {
    /// Whether the order was paid for.
    fileprivate var isPaid: Bool {
        switch self {
        case .issued, .refunded, .partlyRefunded: true
        case .soldOut, .unpaid, .declined, .unavailable: false
        }
    }
}

extension OrderPhase {
    /// The stretches of the way on which lines of one order may be in different phases.
    fileprivate enum Stretch { case inStep, looking, paid }

    fileprivate var stretch: Stretch {
        switch self {
        case .checking, .holding: .looking
        case .issuing, .ready, .preparing, .withdrawing, .revoking, .refunding: .paid
        case .absent, .awaitingPayment, .reserving, .charging, .chargeUnknown, .ended, .returning: .inStep
        }
    }

    /// How far from a good end, among the phases of one stretch.
    fileprivate var distance: Int {
        switch self {
        case .holding, .ready: 0
        case .checking, .issuing: 1
        case .preparing: 2
        case .withdrawing: 3
        case .revoking: 4
        case .refunding: 5
        case .absent, .awaitingPayment, .reserving, .charging, .chargeUnknown, .ended, .returning: 6
        }
    }
}
