import Primitives

/// The transaction coordination centre: sees every order through to *issued*, *refunded* or *closed*.
///
/// The way of one order, top to bottom: placed (`+Placing`), paid (`+Payment`, with the coupon in
/// `+Coupon`), charged (`+Charge`), issued or prepared (`+Issuing`), and if that fails for a day,
/// withdrawn and refunded (`+Refund`); what it still owes is given back (`+Closing`). The phases and
/// what moves an order between them are in ``OrderPhase``.
///
/// Every call to a peer carries the order number as its key, so a repeated call has no second
/// effect and a repeated answer is harmless. A missing answer means *unknown*: it is asked for again
/// (charges, issues) or fenced off by a release (stock, coupons, withdrawals), never taken for a no.
///
/// One order takes 40 bytes, indexed by its number, and what its end needs to be told again once it lies on
/// a folded page (see ``FoldingArray``). A command costs O(1) amortised and allocates nothing but the growth
/// of the table and the rings.
public struct OrderCoordinator: ~Copyable, Machine {
    public typealias Command = CoordinatorCommand
    public typealias Effect = CoordinatorEffect

    /// The waiting times and compositions.
    public let configuration: CoordinatorConfiguration

    /// The earliest live deadline; exact after each call.
    public internal(set) var nextDeadline = Instant.distantFuture

    /// Orders placed and not settled yet: open, or with something still owed to someone.
    public internal(set) var openOrders = 0
    /// Orders paid and being prepared: those for the board of abnormal orders.
    public internal(set) var preparingOrders = 0
    /// Orders whose charge has no known outcome yet.
    public internal(set) var unknownCharges = 0
    /// What is owed, earned and spent, in fen; posted in the step in which an order changes.
    public internal(set) var books = Books()

    var orders = FoldingArray<OrderRecord>()
    var breaker: CircuitBreaker
    var couponWait: DeadlineRing
    var callTimeout: DeadlineRing
    var retryInterval: DeadlineRing
    var unpaidExpiry: DeadlineRing
    var giveUpAfter: DeadlineRing
    /// Deadlines whose delays differ: retries that no ring holds, and everything that a restart sets again.
    var scheduled = DeadlineHeap()
    /// Retries that are due and wait for the budget, when the first of them may go, and the tokens.
    var waitingRetries = Ring<Deadline>()
    var nextToken = Instant.distantFuture
    var allowance: RetryAllowance
    let retriesPlainly: Bool
    /// Where the driver's chance for delays comes from, by order and attempt.
    let jitter: RandomStream
    var latest = Instant.distantPast

    /// A coordinator that knows no orders yet.
    ///
    /// - Parameters:
    ///   - configuration: the waiting times and compositions.
    ///   - jitter: the driver's random stream for delays; what it gives depends on order and attempt alone.
    public init(configuration: CoordinatorConfiguration, jitter: RandomStream = RandomStream(state: 0)) {
        precondition(configuration.stockAttempts > 0, "no attempt at taking stock")
        precondition(configuration.retryInterval > .zero && configuration.callTimeout > .zero, "a retry without pause")
        self.configuration = configuration
        breaker = CircuitBreaker(configuration.couponBreaker)
        switch configuration.couponCalling {
        case .bounded(let wait): couponWait = DeadlineRing(delay: wait)
        case .synchronous: couponWait = DeadlineRing(delay: .zero)
        }
        callTimeout = DeadlineRing(delay: configuration.callTimeout)
        retryInterval = DeadlineRing(delay: configuration.retryInterval)
        unpaidExpiry = DeadlineRing(delay: configuration.unpaidExpiry)
        giveUpAfter = DeadlineRing(delay: configuration.giveUpAfter)
        allowance = RetryAllowance(configuration.retry.budget ?? RetryBudget(perSecond: 1))
        retriesPlainly = configuration.retry.isPlain
        self.jitter = jitter
    }

    /// Takes one command. At most 7 effects. Traps on a reply that no call of this coordinator can have.
    public mutating func handle(
        _ command: CoordinatorCommand, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        pass(to: now)
        if configuration.journal != nil { effects.append(.persist(command.order)) }
        switch command {
        case .place(let purchase): place(purchase, at: now, into: &effects)
        case .pay(let order): pay(order, at: now, into: &effects)
        case .stockHeld(let order): stockHeld(order, at: now, into: &effects)
        case .stockSoldOut(let order): stockSoldOut(order, at: now, into: &effects)
        case .stockChecked(let order, let available): stockChecked(order, available, at: now, into: &effects)
        case .stockConfirmed(let order): stockConfirmed(order, at: now, into: &effects)
        case .stockHoldGone(let order): stockHoldGone(order, at: now, into: &effects)
        case .stockReleased(let order): stockReleased(order, into: &effects)
        case .couponRedeemed(let order, let discount): couponRedeemed(order, discount, at: now, into: &effects)
        case .couponRefused(let order): couponRefused(order, at: now, into: &effects)
        case .couponReleased(let order): couponReleased(order, into: &effects)
        case .captured(let order, let amount): captured(order, amount, at: now, into: &effects)
        case .declined(let order): declined(order, at: now, into: &effects)
        case .notCharged(let order): notCharged(order, at: now, into: &effects)
        case .refunded(let order, let amount): refunded(order, amount, at: now, into: &effects)
        case .issued(let order): issued(order, into: &effects)
        case .issueFailed(let order): issueFailed(order, at: now, into: &effects)
        case .supplierEmpty(let order): supplierEmpty(order, at: now, into: &effects)
        case .withdrawn(let order): withdrawn(order, at: now, into: &effects)
        case .stockCallFailed(let order): stockCallFailed(order, at: now, into: &effects)
        case .couponCallFailed(let order): couponCallFailed(order, at: now, into: &effects)
        case .paymentCallFailed(let order): paymentCallFailed(order, at: now, into: &effects)
        case .retryNow(let order): retryNow(order, at: now, into: &effects)
        case .refundNow(let order): refundNow(order, at: now, into: &effects)
        case .markIssued(let order): markIssued(order, at: now, into: &effects)
        case .handedOver(let order): handedOver(order, into: &effects)
        }
        findNextDeadline()
    }

    /// Where an order stands; `absent` for a number never used. O(1).
    public func phase(of order: OrderID) -> OrderPhase {
        order.index < orders.count ? orders[order.index].phase : .absent
    }

    /// The capture of the order that has been in preparation for longest; nil when none is.
    public var oldestPreparing: Instant? {
        preparingOrders == 0 ? nil : giveUpAfter.head - giveUpAfter.delay
    }

    /// Checks that time does not run backwards.
    mutating func pass(to now: Instant) {
        if now < latest { fatalError("time went back from \(latest.nanoseconds) to \(now.nanoseconds) ns") }
        latest = now
    }

    /// Stops at a reply that nothing can have caused.
    func impossible(_ reply: StaticString, _ order: OrderID) -> Never {
        guard order.index < orders.count else { fatalError("\(reply) for order \(order.number), which is absent") }
        let record = orders[order.index]
        let state = "phase \(record.phase), stock \(record.stock), coupon \(record.coupon)"
        fatalError("\(reply) for order \(order.number) in \(state)")
    }
}
