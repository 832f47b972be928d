import Platform
import Primitives

/// The whole platform core with no network between its services: every call arrives at once and in order.
///
/// The clock is moved by hand, deadlines fire at their own instants, and a test scripts what gets lost
/// or refused: `platform.faults[.issue] = .loseReply`. Provider and supplier keep the truth.
public final class ZeroLatencyPlatform<Issuing: Machine & ~Copyable>
where Issuing.Command == IssuanceCommand, Issuing.Effect == IssuanceEffect {
    /// The services.
    public var coordinator: OrderCoordinator
    public var stock: ImmediateStock
    public var coupons: CouponBook
    public var payment = PaymentAdapter()
    public var issuing: Issuing
    /// The parties outside.
    public var provider = ScriptedProvider()
    /// Whether the supplier has codes.
    public var supplierHasCodes = true

    /// What goes wrong with which calls, from now on.
    public var faults: [Call: CallFault] = [:]
    /// How often each call was made, lost ones included.
    public private(set) var calls: [Call: Int] = [:]

    /// The time.
    public private(set) var now = Instant.origin
    /// What each buyer was told, in order.
    public private(set) var answers: [OrderID: [OrderAnswer]] = [:]
    /// What was sent to each buyer, in order.
    public private(set) var notifications: [OrderID: [OrderAnswer]] = [:]
    /// Ends put on record, in order; more than one per order is wrong.
    public private(set) var settlements: [OrderID: [OrderOutcome]] = [:]
    /// What is durable of the coordinator, if it has a journal.
    public private(set) var journal = CoordinatorJournal()
    /// Kills the coordinator just before it takes its so-manieth command; the command is lost.
    public var crashBeforeCommand = 0
    /// Kills the coordinator just after the so-manieth write to its journal; the effects behind it are lost.
    public var crashAfterWrite = 0
    /// Commands the coordinator was sent, and how often it began from its journal.
    public private(set) var commands = 0
    public private(set) var restarts = 0
    /// Orders whose goods a person handed over, and actions of persons that were refused, in order.
    public private(set) var handedOver: [OrderID] = []
    public private(set) var refusals: [PersonAction] = []
    /// What persons did, and for which cause, in order.
    public private(set) var actions: [PersonAction: [AbnormalOrder.Cause]] = [:]
    /// Entitlements, the audit log and the overview.
    public let records: ZeroLatencyRecords

    enum Message {
        case coordinator(CoordinatorCommand)
        case stock(StockCommand, isAnswered: Bool)
        case coupons(CouponCommand, isAnswered: Bool)
        case payment(PaymentCommand, isAnswered: Bool)
        case issuing(IssuanceCommand, isAnswered: Bool)
    }

    private var messages: [Message] = []
    private var effects = EffectBuffer<CoordinatorEffect>()
    private var stockEffects = EffectBuffer<StockEffect>()
    private var couponEffects = EffectBuffer<CouponEffect>()
    private var paymentEffects = EffectBuffer<PaymentEffect>()
    private var issuingEffects = EffectBuffer<IssuanceEffect>()
    private var nextCode: UInt64 = 1

    /// A platform with this stock of each product and these kinds of coupon; holds outlast unpaid orders by a minute.
    public init(
        configuration: CoordinatorConfiguration = .init(), stock: [Int], coupons: [CouponTerms] = [],
        issuing: consuming Issuing
    ) {
        coordinator = OrderCoordinator(configuration: configuration)
        self.stock = ImmediateStock(
            strategy: configuration.stockStrategy, initial: stock,
            holdTimeToLive: configuration.unpaidExpiry + .minutes(1))
        self.coupons = CouponBook(terms: coupons)
        self.issuing = issuing
        records = ZeroLatencyRecords(.memberships(stock.count))
    }

    /// A buyer hands the basket in.
    public func place(_ purchase: Purchase) { send(.coordinator(.place(purchase))) }

    /// A buyer pays.
    public func pay(_ order: OrderID) { send(.coordinator(.pay(order))) }

    /// A person at the board acts.
    public func act(_ command: CoordinatorCommand) { send(.coordinator(command)) }

    /// The coordinator dies, and another begins from the journal at once.
    public func restart() {
        coordinator = OrderCoordinator(recovering: journal, configuration: coordinator.configuration, at: now)
        restarts += 1
    }

    /// Lets time pass; every deadline fires at its own instant.
    public func advance(by span: TimeSpan) {
        let end = now + span
        while true {
            let next = min(coordinator.nextDeadline, stock.nextDeadline, issuing.nextDeadline)
            if next > end { break }
            now = max(now, next)
            stock.advance(to: now, into: &stockEffects)
            replyFromStock(isAnswered: true)
            issuing.advance(to: now, into: &issuingEffects)
            replyFromIssuing(isAnswered: true)
            coordinator.advance(to: now, into: &effects)
            followCoordinator()
            deliverAll()
        }
        now = end
    }

    private func send(_ message: Message) {
        messages.append(message)
        deliverAll()
    }

    private func deliverAll() {
        var next = 0
        while next < messages.count {
            deliver(messages[next])
            next += 1
        }
        messages.removeAll()
    }

    private func deliver(_ message: Message) {
        switch message {
        case .coordinator(let command):
            commands += 1
            if commands == crashBeforeCommand { return restart() }
            coordinator.handle(command, at: now, into: &effects)
            followCoordinator()
        case .stock(let command, let isAnswered):
            stock.handle(command, at: now, into: &stockEffects)
            replyFromStock(isAnswered: isAnswered)
        case .coupons(let command, let isAnswered):
            coupons.handle(command, at: now, into: &couponEffects)
            replyFromCoupons(isAnswered: isAnswered)
        case .payment(let command, let isAnswered):
            payment.handle(command, at: now, into: &paymentEffects)
            replyFromPayment(isAnswered: isAnswered)
        case .issuing(let command, let isAnswered):
            issuing.handle(command, at: now, into: &issuingEffects)
            replyFromIssuing(isAnswered: isAnswered)
        }
    }

    private func followCoordinator() {
        for index in 0..<effects.count {
            follow(effects[index])
            guard case .persist = effects[index], journal.writes == crashAfterWrite else { continue }
            restart()
            break
        }
        effects.removeAll()
    }

    private func follow(_ effect: CoordinatorEffect) {
        var isAnswered = true
        if let call = effect.call {
            calls[call, default: 0] += 1
            switch faults[call] {
            case nil: break
            case .loseReply: isAnswered = false
            case .loseCall: return
            case .refuse:
                if let refusal = refusal(of: effect) { messages.append(.coordinator(refusal)) }
                return
            }
        }
        switch effect {
        case .holdStock(let order, let product, let quantity, let user):
            messages.append(.stock(.hold(order, product, quantity: quantity, by: user), isAnswered: isAnswered))
        case .checkStock(let order, let product, let quantity, let user):
            messages.append(.stock(.check(order, product, quantity: quantity, by: user), isAnswered: isAnswered))
        case .takeStock(let order, let product, let quantity, let user):
            messages.append(.stock(.take(order, product, quantity: quantity, by: user), isAnswered: isAnswered))
        case .confirmStock(let order): messages.append(.stock(.confirm(order), isAnswered: isAnswered))
        case .releaseStock(let order): messages.append(.stock(.release(order), isAnswered: isAnswered))
        case .redeemCoupon(let order, let coupon, let price):
            messages.append(.coupons(.redeem(order, coupon, price: price), isAnswered: isAnswered))
        case .releaseCoupon(let order): messages.append(.coupons(.release(order), isAnswered: isAnswered))
        case .charge(let order, let amount): messages.append(.payment(.charge(order, amount), isAnswered: isAnswered))
        case .queryCharge(let order): messages.append(.payment(.query(order), isAnswered: isAnswered))
        case .refund(let line, let amount, let order):
            messages.append(.payment(.refund(line, amount, of: order), isAnswered: isAnswered))
        case .issue(let order, let user, let product, let quantity, let attempt):
            let request = IssueRequest(
                order: order, user: user, product: product, quantity: quantity, attempt: attempt)
            messages.append(.issuing(.issue(request), isAnswered: isAnswered))
        case .withdrawIssue(let order): messages.append(.issuing(.withdraw(order), isAnswered: isAnswered))
        case .revokeIssue(let line): messages.append(.issuing(.revoke(line), isAnswered: isAnswered))
        case .answer(let order, let answer): answers[order, default: []].append(answer)
        case .notify(_, let order, let answer): notifications[order, default: []].append(answer)
        case .settled(let order, let outcome): settlements[order, default: []].append(outcome)
        case .persist(let order):
            for line in coordinator.linesToPersist(of: order) {
                journal.write(coordinator.image(of: OrderID(line)), books: coordinator.books)
            }
        case .handOver(let order, _, _, _):
            if !handedOver.contains(order) { handedOver.append(order) }
            messages.append(.coordinator(.handedOver(order)))
        case .acted(_, let action, let cause): actions[action, default: []].append(cause)
        case .actionRefused(_, let action, _): refusals.append(action)
        }
    }

    private func refusal(of effect: CoordinatorEffect) -> CoordinatorCommand? {
        switch effect {
        case .holdStock(let order, _, _, _), .checkStock(let order, _, _, _), .takeStock(let order, _, _, _),
            .confirmStock(let order), .releaseStock(let order):
            .stockCallFailed(order)
        case .redeemCoupon(let order, _, _), .releaseCoupon(let order): .couponCallFailed(order)
        case .charge(let order, _), .queryCharge(let order), .refund(let order, _, _): .paymentCallFailed(order)
        case .issue(let order, _, _, _, _): .issueFailed(order)
        case .withdrawIssue, .revokeIssue, .persist, .handOver, .acted, .actionRefused, .answer, .notify, .settled: nil
        }
    }
}

// The answers of the services.
extension ZeroLatencyPlatform where Issuing: ~Copyable {
    private func replyFromStock(isAnswered: Bool) {
        for index in 0..<stockEffects.count {
            let reply: CoordinatorCommand
            switch stockEffects[index] {
            case .held(let order): reply = .stockHeld(order)
            case .soldOut(let order), .limitReached(let order): reply = .stockSoldOut(order)
            case .busy(let order): reply = .stockCallFailed(order)
            case .confirmed(let order): reply = .stockConfirmed(order)
            case .holdGone(let order): reply = .stockHoldGone(order)
            case .released(let order): reply = .stockReleased(order)
            case .checked(let order, let available): reply = .stockChecked(order, available: available)
            case .expired, .supplied: continue
            }
            if isAnswered { messages.append(.coordinator(reply)) }
        }
        stockEffects.removeAll()
    }

    private func replyFromCoupons(isAnswered: Bool) {
        for index in 0..<couponEffects.count where isAnswered {
            switch couponEffects[index] {
            case .redeemed(let order, let discount):
                messages.append(.coordinator(.couponRedeemed(order, discount: discount)))
            case .refused(let order): messages.append(.coordinator(.couponRefused(order)))
            case .released(let order): messages.append(.coordinator(.couponReleased(order)))
            }
        }
        couponEffects.removeAll()
    }

    private func replyFromPayment(isAnswered: Bool) {
        for index in 0..<paymentEffects.count {
            let reply: CoordinatorCommand
            switch paymentEffects[index] {
            case .requestCapture, .requestStatus, .requestRefund:
                askProvider(paymentEffects[index], isAnswered: isAnswered)
                continue
            case .captured(let order, let amount): reply = .captured(order, amount)
            case .declined(let order): reply = .declined(order)
            case .notCharged(let order): reply = .notCharged(order)
            case .refunded(let order, let amount): reply = .refunded(order, amount)
            }
            if isAnswered { messages.append(.coordinator(reply)) }
        }
        paymentEffects.removeAll()
    }

    private func askProvider(_ request: PaymentEffect, isAnswered: Bool) {
        calls[.provider, default: 0] += 1
        let fault = faults[.provider]
        if fault == .loseCall || fault == .refuse { return }
        guard let answer = provider.answer(request), fault != .loseReply else { return }
        messages.append(.payment(answer, isAnswered: isAnswered))
    }

    private func replyFromIssuing(isAnswered: Bool) {
        for index in 0..<issuingEffects.count {
            let reply: CoordinatorCommand
            switch issuingEffects[index] {
            case .requestCodes(let order, _, let quantity):
                askSupplier(order, quantity, isAnswered: isAnswered)
                continue
            case .queryCodes: continue
            case .revokeCodes(let order):
                calls[.supplier, default: 0] += 1
                if faults[.supplier] == nil { messages.append(.issuing(.codesRevoked(order), isAnswered: true)) }
                continue
            case .entitle(let grant):
                tellRecords(.register(grant))
                continue
            case .endEntitlement(let order):
                tellRecords(.withdraw(order))
                continue
            case .issued(let order, _): reply = .issued(order)
            case .failed(let order): reply = .supplierEmpty(order)
            case .withdrawn(let order): reply = .withdrawn(order)
            case .kept(let order): reply = .issueKept(order)
            }
            if isAnswered { messages.append(.coordinator(reply)) }
        }
        issuingEffects.removeAll()
    }

    private func askSupplier(_ order: OrderID, _ quantity: UInt8, isAnswered: Bool) {
        calls[.supplier, default: 0] += 1
        guard faults[.supplier] == nil else { return }
        if supplierHasCodes {
            messages.append(
                .issuing(.codesArrived(order, firstCode: nextCode, quantity: quantity), isAnswered: isAnswered))
            nextCode += UInt64(quantity)
        } else {
            messages.append(.issuing(.supplierEmpty(order), isAnswered: isAnswered))
        }
    }

    private func tellRecords(_ command: EntitlementCommand) {
        records.fault = faults[.audit]
        for effect in records.tell(command, at: now) {
            switch effect {
            case .audit: calls[.audit, default: 0] += 1
            case .withdrawn(let order): messages.append(.issuing(.entitlementEnded(order), isAnswered: true))
            case .kept(let order): messages.append(.issuing(.entitlementKept(order), isAnswered: true))
            case .changed, .unchanged, .refused: break
            }
        }
    }
}
