import DiscreteEvent
import Platform
import Primitives
import Workload

/// Two coordinators that take turns by a lease, and the gates at the ports that keep a late one out.
///
/// The lease keeper is asked without a network between; what matters here is that its time runs while a holder
/// stands still.
extension World {
    /// The one at work renews its lease; if nobody is, another looks whether the lease is free.
    @inline(never)
    mutating func leaseTurns(_ now: Instant, _ calendar: inout Calendar) {
        guard let plan = scenario.coordination.lease else { return }
        seat.lease.advance(to: now, into: &seat.leaseEffects)
        seat.leaseEffects.removeAll()
        if seat.token == 0 {
            askLease(.acquire(holder: seat.holder), now)
            seat.token = seat.lease.token
        } else if seat.presence == .atWork {
            askLease(.renew(holder: seat.holder, token: seat.token), now)
        } else if seat.lease.state == .free {
            seat.holder = 3 - seat.holder
            acquireLease(now, &calendar)
        }
        if goesOn(now) { arm(.lease, min(now + plan.renewEvery, seat.lease.nextDeadline), &calendar) }
    }

    /// Whoever takes the seat has a token of its own, announces itself at every port, and begins from the journal.
    mutating func acquireLease(_ now: Instant, _ calendar: inout Calendar) {
        askLease(.acquire(holder: seat.holder), now)
        auditors.granted(seat.lease.token, after: seat.token)
        if seat.presence == .paused {
            swap(&coordinator, &seat.sleeper.value)
            seat.sleeperToken = seat.token
        }
        seat.token = seat.lease.token
        for service in Service.allCases { _ = passes(seat.token, service.index, nil, now) }
        restart(now, &calendar)
    }

    private mutating func askLease(_ command: LeaseCommand, _ now: Instant) {
        seat.lease.handle(command, at: now, into: &seat.leaseEffects)
        seat.leaseEffects.removeAll()
    }

    /// The one that was replaced wakes up and does what waited and what is due, as if no time had passed. Its images
    /// go to a part of the journal that nobody reads any more, and its facts with them; its calls meet the gates. Then
    /// it learns that its lease is gone, and stops.
    mutating func wakeSleeper(_ now: Instant, _ calendar: inout Calendar) {
        outgoing.token = seat.sleeperToken
        while let command = seat.waiting.popFirst() {
            seat.sleeper.value.handle(command, at: now, into: &coordinatorEffects)
            carryStale(now, &calendar)
        }
        while seat.sleeper.value.nextDeadline <= now {
            seat.sleeper.value.advance(to: now, into: &coordinatorEffects)
            carryStale(now, &calendar)
        }
        outgoing = Outgoing()
        seat.sleeper.value = OrderCoordinator(configuration: scenario.coordination)
        seat.sleeperToken = 0
    }

    private mutating func carryStale(_ now: Instant, _ calendar: inout Calendar) {
        for index in 0..<coordinatorEffects.count {
            if let letter = letter(for: coordinatorEffects[index]) { post(letter, now, &calendar) }
        }
        coordinatorEffects.removeAll()
    }

    /// The call that an effect makes; nil for answers to pages, which no longer wait, and for facts.
    private func letter(for effect: CoordinatorEffect) -> Letter? {
        switch effect {
        case .holdStock(let order, let product, let quantity, let user):
            .stock(.hold(order, product, quantity: quantity, by: user))
        case .checkStock(let order, let product, let quantity, let user):
            .stock(.check(order, product, quantity: quantity, by: user))
        case .takeStock(let order, let product, let quantity, let user):
            .stock(.take(order, product, quantity: quantity, by: user))
        case .confirmStock(let order): .stock(.confirm(order))
        case .releaseStock(let order): .stock(.release(order))
        case .redeemCoupon(let order, let coupon, let price): .coupon(.redeem(order, coupon, price: price))
        case .releaseCoupon(let order): .coupon(.release(order))
        case .charge(let order, let amount): .payment(.charge(order, amount))
        case .queryCharge(let order): .payment(.query(order))
        case .refund(let line, let amount, let order): .payment(.refund(line, amount, of: order))
        case .issue(let order, let user, let product, let quantity, let attempt):
            .issuance(
                .issue(
                    IssueRequest(
                        order: order, user: user, product: product, quantity: quantity, attempt: attempt)))
        case .withdrawIssue(let order): .issuance(.withdraw(order))
        case .revokeIssue(let order): .issuance(.revoke(order))
        case .notify(let user, let order, let answer): .notification(user, order, answer)
        case .persist, .handOver, .acted, .actionRefused, .answer, .settled: nil
        }
    }

    /// A coordinator's call about an order, or its announcement, comes to a port: in, or refused for its token.
    mutating func passes(_ token: UInt32, _ pool: Int, _ order: OrderID?, _ now: Instant) -> Bool {
        guard !seat.fences || seat.gates[pool].admits(token) else { return false }
        auditors.portTook(token, at: pool, about: order, at: now)
        return true
    }
}
