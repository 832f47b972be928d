import DiscreteEvent
import Platform
import Primitives
import Workload

/// What holders, support and the risk department do with entitlements: each change of one may lead to another wish.
///
/// Who wishes what is drawn from the order's own stream and the entitlement's version.
extension World {
    /// An entitlement has changed: draws what is wanted of it next.
    mutating func follow(
        _ order: OrderID, _ operation: LifecycleOperation, version: UInt16, _ state: EntitlementState, _ now: Instant,
        _ calendar: inout Calendar
    ) {
        var stream = keys.holders.substream(orders[order.index].key).substream(UInt64(version))
        let draw = RandomStream.permille(stream.next()), plan = holderPlan
        var delay = plan.delay
        var wish: LifecycleOperation?
        switch state {
        case .issued:
            guard operation == .issue || operation == .transfer else { return }
            if draw < plan.activatedPermille {
                (wish, delay) = (.activate, plan.activationDelay)
            } else if operation == .issue {
                let rest = draw - plan.activatedPermille - plan.transferredPermille
                wish = rest < 0 ? .transfer : rest < plan.upgradedPermille ? .upgrade : nil
            }
        case .active:
            if hasLimitedUses[Int(orders[order.index].product)], draw < plan.usedPermille {
                wish = .use
                // What is redeemed once is activated to be redeemed.
                if operation == .activate { delay = plan.activationDelay }
            } else if operation != .renew && operation != .upgrade {
                let second = RandomStream.permille(stream.next())
                wish = plan.wish(second)
            }
        case .suspended: wish = draw < plan.revokedPermille ? .revoke : .resume
        case .expired: if draw < plan.renewedPermille { wish = .renew }
        case .unknown, .usedUp, .revoked, .refunded: break
        }
        guard let wish else { return }
        let at = now + TimeSpan(seconds: -PortableMath.log(1 - stream.nextUniform()) * delay.inSeconds)
        if at < scenario.end { calendar.schedule(.holderActs(order, wish, version: version), at: at) }
    }

    /// Somebody acts on a wish: the request leaves for the ledger.
    mutating func holderActs(
        _ order: OrderID, _ operation: LifecycleOperation, version: UInt16, _ now: Instant,
        _ calendar: inout Calendar
    ) {
        var request = LifecycleRequest(
            order: order, version: version, operation: operation, origin: AuditOrigin(.holder, .request))
        switch operation {
        case .activate, .use: break
        case .suspend, .revoke: request.origin = AuditOrigin(.risk, .suspicion)
        case .resume: request.origin = AuditOrigin(.support, .clearance)
        case .transfer:
            let key = keys.holders.substream(orders[order.index].key).substream(1 << 16 | UInt64(version))
            request.target = UInt32(key.state % UInt64(scenario.population.users))
        case .renew:
            guard let price = ledger.renewalPrice(of: order) else { return }
            request.paid = price
        case .upgrade:
            let product = dearer[ledger.reading(of: order).product.index]
            guard product >= 0 else { return }
            request.target = UInt32(product)
            guard let price = ledger.upgradePrice(of: order, to: ProductID(request.target), at: now) else { return }
            request.paid = price
        case .issue, .refund, .expire: preconditionFailure("nobody wishes \(operation) of order \(order.number)")
        }
        post(.entitlement(.change(request)), now, &calendar)
    }
}

extension EntitlementPlan {
    /// Which of the rare wishes about an active entitlement a draw of 0 to 999 is.
    func wish(_ draw: Int) -> LifecycleOperation? {
        if draw < renewedPermille { return .renew }
        if draw < renewedPermille + upgradedPermille { return .upgrade }
        return draw < renewedPermille + upgradedPermille + suspendedPermille ? .suspend : nil
    }

    /// Whether anything is ever done.
    var isEmpty: Bool {
        activatedPermille + usedPermille + renewedPermille + upgradedPermille + transferredPermille + suspendedPermille
            == 0
    }
}
