import Platform
import Primitives

// The peers written by hand: stock, issuing and the payment provider.
extension ChaoticWorld {
    func act(on effect: CoordinatorEffect) {
        switch effect {
        case .holdStock(let order, _, _, _), .takeStock(let order, _, _, _):
            if !isHealed, happens(0.05) { return send(.coordinator(.stockCallFailed(order))) }
            reply(hold(order))
        case .checkStock(let order, _, _, _):
            reply(.stockChecked(order, available: unitsLeft >= Int(Self.quantity)))
        case .confirmStock(let order): confirm(order)
        case .releaseStock(let order): release(order)
        case .redeemCoupon(let order, let coupon, let price): send(.coupon(.redeem(order, coupon, price: price)))
        case .releaseCoupon(let order): send(.coupon(.release(order)))
        case .charge(let order, let amount):
            if !isHealed, happens(0.05) { return send(.coordinator(.paymentCallFailed(order))) }
            send(.payment(.charge(order, amount)))
        case .queryCharge(let order): send(.payment(.query(order)))
        case .refund(let line, let amount, let order): send(.payment(.refund(line, amount, of: order)))
        case .revokeIssue(let line): revoke(line)
        case .issue(let order, _, _, _, _): issue(order)
        case .withdrawIssue(let order): withdraw(order)
        case .persist, .handOver, .acted, .actionRefused, .answer, .notify, .settled: break
        }
    }

    private func reply(_ command: CoordinatorCommand) { send(.coordinator(command)) }

    private func hold(_ order: OrderID) -> CoordinatorCommand {
        if truths[order.index].units == .none {
            let isEnough = unitsLeft >= Int(Self.quantity)
            truths[order.index].units = isEnough ? .held : .soldOut
            if isEnough { unitsLeft -= Int(Self.quantity) }
        }
        switch truths[order.index].units {
        case .held, .sold: return .stockHeld(order)
        case .none, .soldOut, .released: return .stockSoldOut(order)
        }
    }

    private func confirm(_ order: OrderID) {
        // Now and then a hold has expired on the stock service's own account.
        if truths[order.index].units == .held, happens(0.03) { giveBack(order) }
        switch truths[order.index].units {
        case .held, .sold:
            truths[order.index].units = .sold
            reply(.stockConfirmed(order))
        case .none, .soldOut, .released: reply(.stockHoldGone(order))
        }
    }

    private func release(_ order: OrderID) {
        switch truths[order.index].units {
        case .held, .sold: giveBack(order)
        case .none, .soldOut: truths[order.index].units = .released
        case .released: break
        }
        reply(.stockReleased(order))
    }

    private func giveBack(_ order: OrderID) {
        truths[order.index].units = .released
        truths[order.index].timesReturned += 1
        unitsLeft += Int(Self.quantity)
    }

    private func issue(_ order: OrderID) {
        let truth = truths[order.index]
        if truth.isRevoked { return reply(.withdrawn(order)) }
        if truth.issues > 0 { return reply(.issued(order)) }
        // The first line of several is issued all the same: another supplier has it.
        let isDown = isDown(from: 12, to: 24) && (truth.lines == 1 || truth.line > 0)
        if truth.isWithdrawn || isDown || happens(0.05) {
            if truth.isWithdrawn || happens(0.5) { reply(.issueFailed(order)) }
            return
        }
        truths[order.index].issues += 1
        reply(.issued(order))
    }

    private func revoke(_ line: OrderID) {
        truths[line.index].isRevoked = true
        reply(.withdrawn(line))
    }

    private func withdraw(_ order: OrderID) {
        if truths[order.index].isRevoked { return reply(.withdrawn(order)) }
        if truths[order.index].issues > 0 { return reply(.issued(order)) }
        truths[order.index].isWithdrawn = true
        reply(.withdrawn(order))
    }

    func provide(_ effect: PaymentEffect) {
        switch effect {
        case .requestCapture(let order, let amount):
            let truth = truths[order.index]
            if let captured = truth.captured { return send(.payment(.providerCaptured(order, captured))) }
            if truth.isDeclined || !truth.mayCapture || happens(0.1) {
                truths[order.index].isDeclined = true
                return send(.payment(.providerDeclined(order)))
            }
            truths[order.index].captured = amount
            truths[order.index].captures += 1
            send(.payment(.providerCaptured(order, amount)))
        case .requestStatus(let order):
            let truth = truths[order.index]
            if let captured = truth.captured { return send(.payment(.providerCaptured(order, captured))) }
            if truth.isDeclined { return send(.payment(.providerDeclined(order))) }
            truths[order.index].mayCapture = false
            send(.payment(.providerKnowsNothing(order)))
        case .requestRefund(let line, let amount, let order):
            if truths[line.index].refunds == 0 {
                truths[line.index].refunds += 1
                truths[order.index].returned += amount
            }
            send(.payment(.providerRefunded(line, amount)))
        case .captured, .declined, .notCharged, .refunded: break
        }
    }
}

// What is on its way, by instant and then by turn: a binary heap.
extension ChaoticWorld {
    func post(_ message: Message, at instant: Instant) {
        turns += 1
        pending.append(Letter(at: instant, turn: turns, message: message))
        var child = pending.count - 1
        while child > 0, precedes(child, (child - 1) / 2) {
            pending.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    func popMessage() -> Message {
        pending.swapAt(0, pending.count - 1)
        let message = pending.removeLast().message
        var parent = 0
        while true {
            var first = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < pending.count && precedes(child, first) {
                first = child
            }
            if first == parent { return message }
            pending.swapAt(parent, first)
            parent = first
        }
    }

    private func precedes(_ a: Int, _ b: Int) -> Bool {
        (pending[a].at, pending[a].turn) < (pending[b].at, pending[b].turn)
    }
}
