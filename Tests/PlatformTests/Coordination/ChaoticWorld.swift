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
    struct Letter {
        var at: Instant
        var turn: Int
        var message: Message
    }

    /// What really happened to one line, outside the coordinator; what is about a whole order is in its first line's.
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
        var isRevoked = false
        var returned = Money.zero
        var lines = 1
        var line = 0
        var isBundle = false
        /// Whether someone has goods of use.
        var isLive: Bool { issues > 0 && !isRevoked }
        var attemptInstants: [Instant] = []
        var isFenceMissing = false
        var hasCoupon = false
        var owedAtSettlement = false
        var settlements: [OrderOutcome] = []
        var lastAnswer: OrderAnswer?
    }

    static let quantity: UInt8 = 2
    let healAt = Instant.origin + .minutes(40)
    let initialUnits: Int
    /// The orders' numbers, which are their first lines'.
    private(set) var orders: [OrderID] = []

    var truths: [Truth]
    var unitsLeft: Int
    var coupons: CouponBook
    var coordinator: OrderCoordinator
    private(set) var now = Instant.origin
    private(set) var dropped = 0, doubled = 0, events = 0, restarts = 0
    /// How often a write to the journal is the coordinator's last, before faults end; the effects behind it are lost.
    var crashShare = 0.0
    private var journal = CoordinatorJournal()

    private var adapter = PaymentAdapter()
    private var chance: RandomStream
    var pending: [Letter] = []
    var turns = 0
    private var coordinatorEffects = EffectBuffer<CoordinatorEffect>()
    private var paymentEffects = EffectBuffer<PaymentEffect>()
    private var couponEffects = EffectBuffer<CouponEffect>()

    init(seed: UInt64, orders: Int, withBaskets: Bool = false, _ configuration: CoordinatorConfiguration) {
        chance = RandomStream(seed: seed, purpose: .testing)
        truths = []
        for number in 0..<orders {
            self.orders.append(OrderID(index: truths.count))
            // Of three orders one is a basket of two lines, and one a bundle of three.
            let lines = withBaskets ? 1 + number % 3 : 1
            for line in 0..<lines { truths.append(Truth(lines: lines, line: line, isBundle: lines == 3)) }
        }
        initialUnits = truths.count * Int(Self.quantity) * 2 / 5
        unitsLeft = initialUnits
        coordinator = OrderCoordinator(configuration: configuration)
        coupons = CouponBook(
            terms: [.init(discount: .permille(100), minimumPrice: .zero, count: orders / 4, budget: .yuan(1_000_000))])
        for order in self.orders {
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
        for order in orders { tell(.pay(order)) }
    }

    private func purchase(_ order: OrderID) -> Purchase {
        let coupon = order.number % 2 == 0 ? CouponID(0) : nil
        guard truths[order.index].lines > 1 else { return .sample(order, coupon: coupon, quantity: Self.quantity) }
        let isBundle = truths[order.index].isBundle
        return .basket(
            order, yuan: isBundle ? [20, 20, 10] : [30, 20], coupon: coupon, isBundle: isBundle,
            quantity: Self.quantity)
    }

    /// Where the lines of an order are among the truths.
    func lines(of order: OrderID) -> Range<Int> { order.index..<order.index + truths[order.index].lines }

    var isHealed: Bool { now >= healAt }
    func happens(_ probability: Double) -> Bool { chance.nextUniform() < probability }

    /// Puts a message on a leg: quick as a rule, sometimes slower than any time-out, lost or doubled.
    func send(_ message: Message) {
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
            tell(.place(purchase(order)))
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

    func isDown(from start: Int64, to end: Int64) -> Bool {
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
                for line in coordinator.linesToPersist(of: order) {
                    journal.write(coordinator.image(of: OrderID(line)), books: coordinator.books)
                }
                if isCrashDue(after: index) { return restart() }
            case .settled(let order, let outcome): settle(order, outcome)
            case .issue(let order, _, _, _, _):
                truths[order.index].attemptInstants.append(now)
                send(.fromCoordinator(effect))
            case .refund(let order, _, _):
                let truth = truths[order.index]
                let isFenced = truth.isWithdrawn || truth.isRevoked
                if !truth.attemptInstants.isEmpty, !isFenced { truths[order.index].isFenceMissing = true }
                send(.fromCoordinator(effect))
            case .holdStock, .checkStock, .takeStock, .confirmStock, .releaseStock, .redeemCoupon, .releaseCoupon,
                .charge, .queryCharge, .withdrawIssue, .revokeIssue:
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
        truths[order.index].settlements.append(outcome)
        let captures = truths[order.index].captures
        let isWhole = truths[order.index].captured == truths[order.index].returned
        for line in lines(of: order) {
            let truth = truths[line]
            let hasUnits = truth.units == .held || truth.units == .sold
            if !truth.isLive, hasUnits || outcome != .partlyRefunded && truth.hasCoupon {
                truths[order.index].owedAtSettlement = true
            }
            let ends = (truth.isLive ? 1 : 0) + (isWhole ? 1 : truth.refunds)
            if captures != ends, captures > 0 { truths[order.index].owedAtSettlement = true }
        }
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
