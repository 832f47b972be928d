import Primitives

/// The platform's side of the payment provider: one charge and at most one refund per order, whatever is repeated.
///
/// The order's number is the key on both sides. A charge that is asked for again while it is pending goes
/// to the provider again under the same key; a known outcome is answered at once.
///
/// A query is a fence. An order that was never charged is closed to charging and answered *not charged*;
/// for a pending charge the provider is asked, and its answer counts. **What the provider promises:** the
/// same key never captures twice; and once it has said that it knows nothing of a key, it never captures
/// under that key, even if the request is still on its way. Without that promise "not charged" could be
/// followed by a capture. If one comes all the same it is reported, so that it can be paid back.
///
/// A refund never exceeds what was captured. 16 bytes per order number, about three once its page is folded;
/// O(1) per command. The adapter has no deadlines: the coordinator repeats what stays unanswered.
public struct PaymentAdapter: ~Copyable, Machine {
    public typealias Command = PaymentCommand
    public typealias Effect = PaymentEffect

    /// Where an order's money stands.
    public enum Phase: UInt8, Equatable, Sendable, BitwiseCopyable {
        /// Never asked for.
        case none
        /// Capture requested, not answered.
        case pending
        /// As pending, and the provider is asked what became of it; no capture is requested any more.
        case fencing
        /// Not charged, and never to be.
        case cancelled
        /// The provider declined.
        case declined
        /// Captured.
        case captured
        /// Captured, and the refund requested.
        case refunding
        /// Captured and paid back.
        case refunded
    }

    struct Entry: BitwiseCopyable {
        var amount: Money
        var phase: Phase
    }

    private(set) var entries = FoldingArray<Entry>()

    /// An adapter that has charged nothing yet.
    public init() {}

    /// The adapter has no deadlines.
    public var nextDeadline: Instant { .distantFuture }

    /// Does nothing: there are no deadlines.
    public mutating func advance(to now: Instant, into effects: inout EffectBuffer<PaymentEffect>) {}

    /// Where an order's money stands. O(1).
    public func phase(of order: OrderID) -> Phase {
        order.index < entries.count ? entries[order.index].phase : .none
    }

    /// Takes one command; at most one effect. Traps on a refund without or above a capture, and on answers that
    /// the provider can't give.
    public mutating func handle(
        _ command: PaymentCommand, at now: Instant, into effects: inout EffectBuffer<PaymentEffect>
    ) {
        switch command {
        case .charge(let order, let amount): charge(order, amount, into: &effects)
        case .query(let order): query(order, into: &effects)
        case .refund(let order, let amount): refund(order, amount, into: &effects)
        case .providerCaptured(let order, let amount): providerCaptured(order, amount, into: &effects)
        case .providerDeclined(let order): providerDeclined(order, into: &effects)
        case .providerKnowsNothing(let order): providerKnowsNothing(order, into: &effects)
        case .providerRefunded(let order, let amount): providerRefunded(order, amount, into: &effects)
        }
    }

    private mutating func charge(_ order: OrderID, _ amount: Money, into effects: inout EffectBuffer<PaymentEffect>) {
        switch touch(order) {
        case .none:
            if amount < .zero { fatalError("a charge of \(amount) for order \(order.number)") }
            entries[order.index] = Entry(amount: amount, phase: .pending)
            effects.append(.requestCapture(order, amount))
        case .pending:
            checkAmount(order, amount)
            effects.append(.requestCapture(order, amount))
        case .fencing: effects.append(.requestStatus(order))
        case .cancelled: effects.append(.notCharged(order))
        case .declined: effects.append(.declined(order))
        case .captured, .refunding, .refunded:
            checkAmount(order, amount)
            effects.append(.captured(order, amount))
        }
    }

    private mutating func query(_ order: OrderID, into effects: inout EffectBuffer<PaymentEffect>) {
        switch touch(order) {
        case .none:
            entries[order.index].phase = .cancelled
            effects.append(.notCharged(order))
        case .pending, .fencing:
            entries[order.index].phase = .fencing
            effects.append(.requestStatus(order))
        case .cancelled: effects.append(.notCharged(order))
        case .declined: effects.append(.declined(order))
        case .captured, .refunding, .refunded: effects.append(.captured(order, entries[order.index].amount))
        }
    }

    private mutating func refund(_ order: OrderID, _ amount: Money, into effects: inout EffectBuffer<PaymentEffect>) {
        switch touch(order) {
        case .captured:
            checkAmount(order, amount)
            entries[order.index].phase = .refunding
            effects.append(.requestRefund(order, amount))
        case .refunding:
            checkAmount(order, amount)
            effects.append(.requestRefund(order, amount))
        case .refunded:
            checkAmount(order, amount)
            effects.append(.refunded(order, amount))
        case .none, .pending, .fencing, .cancelled, .declined:
            impossible("a refund", order)
        }
    }

    private mutating func providerCaptured(
        _ order: OrderID, _ amount: Money, into effects: inout EffectBuffer<PaymentEffect>
    ) {
        switch touch(order) {
        case .pending, .fencing, .cancelled, .declined:
            entries[order.index] = Entry(amount: amount, phase: .captured)
            effects.append(.captured(order, amount))
        case .captured, .refunding, .refunded: checkAmount(order, amount)
        case .none: impossible("a capture", order)
        }
    }

    private mutating func providerDeclined(_ order: OrderID, into effects: inout EffectBuffer<PaymentEffect>) {
        switch touch(order) {
        case .pending, .fencing:
            entries[order.index].phase = .declined
            effects.append(.declined(order))
        case .declined, .cancelled: break
        case .none, .captured, .refunding, .refunded: impossible("a refusal", order)
        }
    }

    private mutating func providerKnowsNothing(_ order: OrderID, into effects: inout EffectBuffer<PaymentEffect>) {
        switch touch(order) {
        case .fencing:
            entries[order.index].phase = .cancelled
            effects.append(.notCharged(order))
        case .cancelled, .declined: break
        case .none, .pending, .captured, .refunding, .refunded: impossible("an unknown charge", order)
        }
    }

    private mutating func providerRefunded(
        _ order: OrderID, _ amount: Money, into effects: inout EffectBuffer<PaymentEffect>
    ) {
        switch touch(order) {
        case .refunding:
            checkAmount(order, amount)
            entries[order.index].phase = .refunded
            effects.append(.refunded(order, amount))
        case .refunded: break
        case .none, .pending, .fencing, .cancelled, .declined, .captured: impossible("a refund by the provider", order)
        }
    }

    private mutating func touch(_ order: OrderID) -> Phase {
        entries.grow(to: order.index + 1, filledWith: Entry(amount: .zero, phase: .none))
        return entries[order.index].phase
    }

    private func checkAmount(_ order: OrderID, _ amount: Money) {
        let known = entries[order.index].amount
        if amount != known { fatalError("\(amount) instead of \(known) for order \(order.number)") }
    }

    private func impossible(_ what: StaticString, _ order: OrderID) -> Never {
        fatalError("\(what) for order \(order.number), which is \(entries[order.index].phase)")
    }
}
