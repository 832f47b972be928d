import Primitives

/// The platform's side of the payment provider: one charge per order and at most one refund per line, whatever is
/// repeated.
///
/// The numbers of order and line are the keys on both sides. A charge that is asked for again while it is pending goes
/// to the provider again under the same key; a known outcome is answered at once.
///
/// A query is a fence. An order that was never charged is closed to charging and answered *not charged*;
/// for a pending charge the provider is asked, and its answer counts. **What the provider promises:** the
/// same key never captures twice; and once it has said that it knows nothing of a key, it never captures
/// under that key, even if the request is still on its way. Without that promise "not charged" could be
/// followed by a capture. If one comes all the same it is reported, so that it can be paid back.
///
/// The refunds of an order never add up to more than what was captured for it. What a command does in which phase is
/// in ``reaction(in:to:)``. 24 bytes per order number, about three once its page is folded; O(1) per command. The
/// adapter has no deadlines: the coordinator repeats what stays unanswered.
public struct PaymentAdapter: ~Copyable, Machine {
    public typealias Command = PaymentCommand
    public typealias Effect = PaymentEffect

    /// Where the money of a number stands: that of an order, which is its first line's, or that of a further line,
    /// for which nothing is charged and something may be paid back.
    public enum Phase: UInt8, Equatable, Hashable, Sendable, BitwiseCopyable, CaseIterable {
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
        /// The refund of the line is requested.
        case refunding
        /// The line is paid back.
        case refunded
    }

    struct Entry: BitwiseCopyable {
        /// What is to be captured or was, under an order's number.
        var captured: Money
        /// What is to be paid back or was, for the line of this number.
        var returned: Money
        var phase: Phase
        /// The line's place in its order, once it is paid back; 0 for an order's own number.
        var line: UInt8 = 0

        static var none: Self { Entry(captured: .zero, returned: .zero, phase: .none) }
    }

    private var entries = FoldingArray<Entry>()

    /// An adapter that has charged nothing yet.
    public init() {}

    /// The adapter has no deadlines.
    public var nextDeadline: Instant { .distantFuture }

    /// Does nothing: there are no deadlines.
    public mutating func advance(to now: Instant, into effects: inout EffectBuffer<PaymentEffect>) {}

    /// Where the money of an order or a line stands. O(1).
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
        case .refund(let line, let amount, let order): refund(line, amount, of: order, into: &effects)
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
            entries[order.index] = Entry(captured: amount, returned: .zero, phase: .pending)
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
        case .captured, .refunding, .refunded: effects.append(.captured(order, entries[order.index].captured))
        }
    }

    private mutating func refund(
        _ line: OrderID, _ amount: Money, of order: OrderID, into effects: inout EffectBuffer<PaymentEffect>
    ) {
        switch touch(line) {
        case .captured, .none:
            // An order's number was charged, a further line's was not.
            guard (entries[line.index].phase == .captured) == (line == order) else { impossible("a refund", line) }
            checkRoom(for: amount, of: order)
            entries[line.index].returned = amount
            entries[line.index].line = UInt8(line.number - order.number)
            entries[line.index].phase = .refunding
            effects.append(.requestRefund(line, amount, of: order))
        case .refunding:
            checkReturned(line, amount)
            effects.append(.requestRefund(line, amount, of: order))
        case .refunded:
            checkReturned(line, amount)
            effects.append(.refunded(line, amount))
        case .pending, .fencing, .cancelled, .declined:
            impossible("a refund", line)
        }
    }

    private mutating func providerCaptured(
        _ order: OrderID, _ amount: Money, into effects: inout EffectBuffer<PaymentEffect>
    ) {
        switch touch(order) {
        case .pending, .fencing, .cancelled, .declined:
            entries[order.index] = Entry(captured: amount, returned: .zero, phase: .captured)
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
        _ line: OrderID, _ amount: Money, into effects: inout EffectBuffer<PaymentEffect>
    ) {
        switch touch(line) {
        case .refunding:
            checkReturned(line, amount)
            entries[line.index].phase = .refunded
            effects.append(.refunded(line, amount))
        case .refunded: break
        case .none, .pending, .fencing, .cancelled, .declined, .captured: impossible("a refund by the provider", line)
        }
    }

    private mutating func touch(_ order: OrderID) -> Phase {
        entries.grow(to: order.index + 1, filledWith: .none)
        return entries[order.index].phase
    }

    private func checkAmount(_ order: OrderID, _ amount: Money) {
        let known = entries[order.index].captured
        if amount != known { fatalError("\(amount) instead of \(known) for order \(order.number)") }
    }

    private func checkReturned(_ line: OrderID, _ amount: Money) {
        let known = entries[line.index].returned
        if amount != known { fatalError("\(amount) instead of \(known) paid back for order \(line.number)") }
    }

    /// Stops at a refund that the order's capture does not cover, together with those of its other lines.
    private func checkRoom(for amount: Money, of order: OrderID) {
        guard order.index < entries.count else { impossible("a refund", order) }
        switch entries[order.index].phase {
        case .captured, .refunding, .refunded: break
        case .none, .pending, .fencing, .cancelled, .declined: impossible("a refund", order)
        }
        var sum = amount + entries[order.index].returned
        for place in 1..<Purchase.mostLines where order.index + place < entries.count {
            let entry = entries[order.index + place]
            if Int(entry.line) == place { sum += entry.returned }
        }
        let captured = entries[order.index].captured
        if amount < .zero || sum > captured { fatalError("\(sum) paid back of \(captured) for order \(order.number)") }
    }

    private func impossible(_ what: StaticString, _ order: OrderID) -> Never {
        fatalError("\(what) for order \(order.number), which is \(phase(of: order))")
    }
}
