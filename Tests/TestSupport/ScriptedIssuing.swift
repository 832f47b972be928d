import Platform
import Primitives

/// An issuing service that issues at once, for tests whose subject is not issuing.
///
/// Once per order, whatever is repeated; a withdrawal is a fence.
public struct ScriptedIssuing: ~Copyable, Machine {
    public typealias Command = IssuanceCommand
    public typealias Effect = IssuanceEffect

    private var serials: [OrderID: UInt64] = [:]
    private var withdrawn: Set<OrderID> = []
    private var nextSerial: UInt64 = 1

    public init() {}

    public var nextDeadline: Instant { .distantFuture }

    public mutating func advance(to now: Instant, into effects: inout EffectBuffer<IssuanceEffect>) {}

    public mutating func handle(
        _ command: IssuanceCommand, at now: Instant, into effects: inout EffectBuffer<IssuanceEffect>
    ) {
        switch command {
        case .issue(let request): issue(request, at: now, into: &effects)
        case .withdraw(let order):
            if let serial = serials[order] {
                effects.append(.issued(order, credentials(serial, 0, 0, now)))
            } else {
                withdrawn.insert(order)
                effects.append(.withdrawn(order))
            }
        case .revoke(let order):
            withdrawn.insert(order)
            effects.append(.withdrawn(order))
        case .codesArrived, .supplierEmpty, .auditAcknowledged: break
        }
    }

    private mutating func issue(
        _ request: IssueRequest, at now: Instant, into effects: inout EffectBuffer<IssuanceEffect>
    ) {
        let order = request.order
        if withdrawn.contains(order) { return effects.append(.failed(order)) }
        if let serial = serials[order] {
            effects.append(.issued(order, credentials(serial, request.nonce, request.quantity, now)))
            return
        }
        serials[order] = nextSerial
        effects.append(
            .audit(
                .init(
                    order: order, user: request.user, product: request.product, quantity: request.quantity,
                    serial: nextSerial, instant: now)))
        effects.append(.entitle(request.user, order, request.product, quantity: request.quantity))
        effects.append(.issued(order, credentials(nextSerial, request.nonce, request.quantity, now)))
        nextSerial += UInt64(request.quantity)
    }

    private func credentials(_ serial: UInt64, _ secret: UInt64, _ quantity: UInt8, _ now: Instant) -> Credentials {
        .init(firstSerial: serial, secret: secret, quantity: quantity, expiry: now + .hours(24 * 30))
    }
}
