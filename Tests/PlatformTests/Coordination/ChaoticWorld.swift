import Platform
import Primitives

/// The coordinator among peers whose messages are late, lost, doubled and out of order.
///
/// Stock, provider and issuing are written here by hand and keep the truth that the oracle judges by; the
/// payment adapter and the coupon book are the platform's own. Faults end at `healAt`; then all must settle.
final class ChaoticWorld {
    enum Message {
        case buyerPlaces(OrderID), buyerPays(OrderID)
        case coordinator(CoordinatorCommand), fromCoordinator(CoordinatorEffect)
        case payment(PaymentCommand), provider(PaymentEffect), coupon(CouponCommand)
    }

    /// A message and when it arrives; those of one instant arrive in the order of posting.
    private struct Letter {
        var at: Instant
        var turn: Int
        var message: Message
    }

    /// What really happened to one order, outside the coordinator.
    struct Truth {
        enum Units { case none, soldOut, held, sold, released }
        var units = Units.none
        var timesReturned = 0
        var captured: Money?
        var captures = 0
        var refunds = 0
        var mayCapture = true
        var isDeclined = false
        var issues = 0
        var isWithdrawn = false
        var attemptInstants: [Instant] = []
        var isFenceMissing = false
        var hasCoupon = false
        var owedAtSettlement = false
        var settlements: [OrderOutcome] = []
        var lastAnswer: OrderAnswer?
    }

    static let quantity: UInt8 = 2
    let healAt = Instant.origin + .minutes(40)
    let orderCount: Int
    let initialUnits: Int

    private(set) var truths: [Truth]
    private(set) var unitsLeft: Int
    var coupons: CouponBook
    var coordinator: OrderCoordinator
    private(set) var now = Instant.origin
    private(set) var dropped = 0, doubled = 0, events = 0, restarts = 0
    /// How often a write to the journal is the coordinator's last, before faults end; the effects behind it are lost.
    var crashShare = 0.0
    private var journal = CoordinatorJournal()

    private var adapter = PaymentAdapter()
    private var chance: RandomStream
    private var pending: [Letter] = []
    private var turns = 0
    private var coordinatorEffects = EffectBuffer<CoordinatorEffect>()
    private var paymentEffects = EffectBuffer<PaymentEffect>()
    private var couponEffects = EffectBuffer<CouponEffect>()

    init(seed: UInt64, orders: Int, _ configuration: CoordinatorConfiguration) {
        chance = RandomStream(seed: seed, purpose: .testing)
        orderCount = orders
        initialUnits = orders * Int(Self.quantity) * 2 / 5
        unitsLeft = initialUnits
        truths = Array(repeating: Truth(), count: orders)
        coordinator = OrderCoordinator(configuration: configuration)
        coupons = CouponBook(
            terms: [.init(discount: .permille(100), minimumPrice: .zero, count: orders / 4, budget: .yuan(1_000_000))])
        for number in 0..<orders {
            let order = OrderID(index: number)
            let start = Instant.origin + .milliseconds(Int64(chance.next(below: 30 * 60_000)))
            post(.buyerPlaces(order), at: start)
            if happens(0.2) { post(.buyerPlaces(order), at: start + .seconds(Int64(chance.next(below: 300)))) }
        }
    }

    /// Runs until nothing is on its way and no deadline is armed.
    func run() {
        while true {
            let message = pending.first?.at ?? .distantFuture
            let next = min(message, coordinator.nextDeadline)
            if next == .distantFuture { return }
            now = max(now, next)
            events += 1
            if coordinator.nextDeadline <= message {
                coordinator.advance(to: now, into: &coordinatorEffects)
                sendCoordinatorEffects()
            } else {
                deliver(popMessage())
            }
        }
    }

    /// Every buyer clicks once more when all is over.
    func askAgain() {
        for number in 0..<orderCount { tell(.pay(OrderID(index: number))) }
    }

    private var isHealed: Bool { now >= healAt }
    private func happens(_ probability: Double) -> Bool { chance.nextUniform() < probability }

    /// Puts a message on a leg: quick as a rule, sometimes slower than any time-out, lost or doubled.
    private func send(_ message: Message) {
        if !isHealed, happens(0.08) {
            dropped += 1
            return
        }
        post(message, at: now + leg())
        if !isHealed, happens(0.08) {
            doubled += 1
            post(message, at: now + leg())
        }
    }

    private func leg() -> TimeSpan {
        let milliseconds = happens(0.1) ? chance.next(below: 40_000) : chance.next(below: 200)
        return .milliseconds(Int64(milliseconds))
    }

    private func deliver(_ message: Message) {
        switch message {
        case .buyerPlaces(let order):
            tell(.place(.sample(order, coupon: order.number % 2 == 0 ? .init(0) : nil, quantity: Self.quantity)))
        case .buyerPays(let order): tell(.pay(order))
        case .coordinator(let command): tell(command)
        case .fromCoordinator(let effect): act(on: effect)
        case .payment(let command):
            adapter.handle(command, at: now, into: &paymentEffects)
            sendPaymentEffects()
        case .provider(let effect): provide(effect)
        case .coupon(let command):
            // An outage of the coupon service: nothing, or a refusal that may belong to a doubled call.
            if isDown(from: 8, to: 16) {
                guard case .redeem(let order, _, _) = command, happens(0.5) else { return }
                return send(.coordinator(.couponCallFailed(order)))
            }
            coupons.handle(command, at: now, into: &couponEffects)
            sendCouponEffects()
        }
    }

    private func isDown(from start: Int64, to end: Int64) -> Bool {
        now >= .origin + .minutes(start) && now < .origin + .minutes(end)
    }

    private func tell(_ command: CoordinatorCommand) {
        coordinator.handle(command, at: now, into: &coordinatorEffects)
        sendCoordinatorEffects()
    }

    private func sendCoordinatorEffects() {
        for index in 0..<coordinatorEffects.count {
            let effect = coordinatorEffects[index]
            switch effect {
            case .answer(let order, let answer): hear(answer, order)
            case .notify, .handOver, .acted, .actionRefused: break
            case .persist(let order):
                journal.write(coordinator.image(of: order), books: coordinator.books)
                if isCrashDue(after: index) { return restart() }
            case .settled(let order, let outcome): settle(order, outcome)
            case .issue(let order, _, _, _, _):
                truths[order.index].attemptInstants.append(now)
                send(.fromCoordinator(effect))
            case .refund(let order, _):
                let truth = truths[order.index]
                if !truth.attemptInstants.isEmpty, !truth.isWithdrawn { truths[order.index].isFenceMissing = true }
                send(.fromCoordinator(effect))
            case .holdStock, .checkStock, .takeStock, .confirmStock, .releaseStock, .redeemCoupon, .releaseCoupon,
                .charge, .queryCharge, .withdrawIssue:
                send(.fromCoordinator(effect))
            }
        }
        coordinatorEffects.removeAll()
    }

    /// Never between an end's image and the fact of it: both are the journal's.
    private func isCrashDue(after index: Int) -> Bool {
        guard crashShare > 0, !isHealed, happens(crashShare) else { return false }
        for later in index..<coordinatorEffects.count {
            if case .settled = coordinatorEffects[later] { return false }
        }
        return true
    }

    private func restart() {
        restarts += 1
        coordinatorEffects.removeAll()
        coordinator = OrderCoordinator(recovering: journal, configuration: coordinator.configuration, at: now)
    }

    private func settle(_ order: OrderID, _ outcome: OrderOutcome) {
        let truth = truths[order.index]
        truths[order.index].settlements.append(outcome)
        if outcome != .issued, truth.units == .held || truth.units == .sold || truth.hasCoupon {
            truths[order.index].owedAtSettlement = true
        }
        if truth.captures != truth.issues + truth.refunds { truths[order.index].owedAtSettlement = true }
    }

    private func hear(_ answer: OrderAnswer, _ order: OrderID) {
        truths[order.index].lastAnswer = answer
        guard answer == .placed else { return }
        for _ in 0..<2 where happens(0.7) {
            post(.buyerPays(order), at: now + .seconds(Int64(chance.next(below: happens(0.1) ? 1_200 : 60))))
        }
    }

    private func sendPaymentEffects() {
        for index in 0..<paymentEffects.count {
            switch paymentEffects[index] {
            case .requestCapture, .requestStatus, .requestRefund: send(.provider(paymentEffects[index]))
            case .captured(let order, let amount): send(.coordinator(.captured(order, amount)))
            case .declined(let order): send(.coordinator(.declined(order)))
            case .notCharged(let order): send(.coordinator(.notCharged(order)))
            case .refunded(let order, let amount): send(.coordinator(.refunded(order, amount)))
            }
        }
        paymentEffects.removeAll()
    }

    private func sendCouponEffects() {
        for index in 0..<couponEffects.count {
            switch couponEffects[index] {
            case .redeemed(let order, let discount):
                truths[order.index].hasCoupon = true
                send(.coordinator(.couponRedeemed(order, discount: discount)))
            case .refused(let order): send(.coordinator(.couponRefused(order)))
            case .released(let order):
                truths[order.index].hasCoupon = false
                send(.coordinator(.couponReleased(order)))
            }
        }
        couponEffects.removeAll()
    }
}

// The peers written by hand: stock, issuing and the payment provider.
extension ChaoticWorld {
    private func act(on effect: CoordinatorEffect) {
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
        case .refund(let order, let amount): send(.payment(.refund(order, amount)))
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
        if truth.issues > 0 { return reply(.issued(order)) }
        let isDown = isDown(from: 12, to: 24)
        if truth.isWithdrawn || isDown || happens(0.05) {
            if truth.isWithdrawn || happens(0.5) { reply(.issueFailed(order)) }
            return
        }
        truths[order.index].issues += 1
        reply(.issued(order))
    }

    private func withdraw(_ order: OrderID) {
        if truths[order.index].issues > 0 { return reply(.issued(order)) }
        truths[order.index].isWithdrawn = true
        reply(.withdrawn(order))
    }

    private func provide(_ effect: PaymentEffect) {
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
        case .requestRefund(let order, let amount):
            if truths[order.index].refunds == 0 { truths[order.index].refunds += 1 }
            send(.payment(.providerRefunded(order, amount)))
        case .captured, .declined, .notCharged, .refunded: break
        }
    }
}

// What is on its way, by instant and then by turn: a binary heap.
extension ChaoticWorld {
    private func post(_ message: Message, at instant: Instant) {
        turns += 1
        pending.append(Letter(at: instant, turn: turns, message: message))
        var child = pending.count - 1
        while child > 0, precedes(child, (child - 1) / 2) {
            pending.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    private func popMessage() -> Message {
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
