import Platform
import Primitives

/// A payment provider that does what the test says, and keeps the truth about money.
///
/// It keeps the promise that ``PaymentAdapter`` relies on: one capture per key at most, and none after it
/// said that it knew nothing of the key.
public struct ScriptedProvider {
    /// Whether charges that come from now on are declined.
    public var declines = false
    /// What was captured, by order.
    public private(set) var captured: [OrderID: Money] = [:]
    /// What was paid back, by line.
    public private(set) var refunded: [OrderID: Money] = [:]
    /// By order, what was paid back for each of its lines.
    private var returned: [OrderID: [OrderID: Money]] = [:]

    private var declined: Set<OrderID> = []
    private var forbidden: Set<OrderID> = []

    public init() {}

    /// Does what the adapter asks and answers it; nil for effects that are not for the provider.
    public mutating func answer(_ request: PaymentEffect) -> PaymentCommand? {
        switch request {
        case .requestCapture(let order, let amount):
            if let known = outcome(order) { return known }
            if declines || forbidden.contains(order) {
                declined.insert(order)
                return .providerDeclined(order)
            }
            captured[order] = amount
            return .providerCaptured(order, amount)
        case .requestStatus(let order):
            if let known = outcome(order) { return known }
            forbidden.insert(order)
            return .providerKnowsNothing(order)
        case .requestRefund(let line, let amount, let order):
            returned[order, default: [:]][line] = amount
            let sum = returned[order, default: [:]].values.reduce(.zero, +)
            guard let capture = captured[order], sum <= capture else { fatalError("\(sum) paid back, not captured") }
            refunded[line] = amount
            return .providerRefunded(line, amount)
        case .captured, .declined, .notCharged, .refunded:
            return nil
        }
    }

    private func outcome(_ order: OrderID) -> PaymentCommand? {
        if let amount = captured[order] { return .providerCaptured(order, amount) }
        return declined.contains(order) ? .providerDeclined(order) : nil
    }
}
