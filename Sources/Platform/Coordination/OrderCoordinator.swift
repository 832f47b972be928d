import Primitives

/// The transaction coordination centre: sees every order through to *issued*, *refunded* or *closed*.
///
/// The way of one order, top to bottom: placed (`+Placing`), paid (`+Payment`, with the coupon in
/// `+Coupon`), charged (`+Charge`), issued or prepared (`+Issuing`), and if that fails for a day,
/// withdrawn and refunded (`+Refund`); what it still owes is given back (`+Closing`). The phases and
/// what moves an order between them are in ``OrderPhase``, and what every command does in every phase in
/// ``reaction(in:to:)`` (`+Reactions`).
///
/// An order has one to eight lines (`+Lines`). They are held, sold and charged together or not at all; once paid,
/// each is issued or paid back on its own, but for those of a bundle (`+Bundle`), which share one fate.
///
/// Every call to a peer carries the number of the line or the order as its key, so a repeated call has no second
/// effect and a repeated answer is harmless. A missing answer means *unknown*: it is asked for again
/// (charges, issues) or fenced off by a release (stock, coupons, withdrawals), never taken for a no.
///
/// One line takes 40 bytes, indexed by its number, and what its end needs to be told again once it lies on
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

    /// The lines of all orders, by number.
    var orders = FoldingArray<OrderRecord>()
    let excluded = ImpossibleCommands()
    var breaker: CircuitBreaker
    var couponWait: DeadlineRing
    var callTimeout: DeadlineRing
    var retryInterval: DeadlineRing
    var unpaidExpiry: DeadlineRing
    var giveUpAfter: DeadlineRing
    /// An order has left preparation since that ring's first deadline was looked at.
    var mayHaveStaleGiveUps = false
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

    /// Takes one command. At most ``mostEffects`` effects. Traps on a reply that no call of this coordinator can
    /// have.
    public mutating func handle(
        _ command: CoordinatorCommand, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        pass(to: now)
        check(command.kind, command.order)
        persist(command.order, into: &effects)
        switch command {
        case .place(let purchase): place(purchase, at: now, into: &effects)
        case .pay(let order): pay(order, at: now, into: &effects)
        case .stockHeld(let line): stockHeld(line, at: now, into: &effects)
        case .stockSoldOut(let line): stockSoldOut(line, at: now, into: &effects)
        case .stockChecked(let line, let available): stockChecked(line, available, at: now, into: &effects)
        case .stockConfirmed(let line): stockConfirmed(line, at: now, into: &effects)
        case .stockHoldGone(let line): stockHoldGone(line, at: now, into: &effects)
        case .stockReleased(let line): stockReleased(line, into: &effects)
        case .couponRedeemed(let order, let discount): couponRedeemed(order, discount, at: now, into: &effects)
        case .couponRefused(let order): couponRefused(order, at: now, into: &effects)
        case .couponReleased(let order): couponReleased(order, into: &effects)
        case .captured(let order, let amount): captured(order, amount, at: now, into: &effects)
        case .declined(let order): declined(order, at: now, into: &effects)
        case .notCharged(let order): notCharged(order, at: now, into: &effects)
        case .refunded(let line, let amount): refunded(line, amount, at: now, into: &effects)
        case .issued(let line): issued(line, at: now, into: &effects)
        case .issueFailed(let line): issueFailed(line, at: now, into: &effects)
        case .supplierEmpty(let line): supplierEmpty(line, at: now, into: &effects)
        case .withdrawn(let line): withdrawn(line, at: now, into: &effects)
        case .issueKept(let line): issueKept(line, at: now, into: &effects)
        case .stockCallFailed(let line): stockCallFailed(line, at: now, into: &effects)
        case .couponCallFailed(let order): couponCallFailed(order, at: now, into: &effects)
        case .paymentCallFailed(let order): paymentCallFailed(order, at: now, into: &effects)
        case .chargeNotSent(let order): chargeNotSent(order, at: now, into: &effects)
        case .retryNow(let line): retryNow(line, at: now, into: &effects)
        case .refundNow(let line): refundNow(line, at: now, into: &effects)
        case .markIssued(let line): markIssued(line, at: now, into: &effects)
        case .handedOver(let line): handedOver(line, at: now, into: &effects)
        }
        findNextDeadline()
    }

    /// The most effects that one command or deadline leaves: a line's own for each of eight, and a few for the order.
    public static var mostEffects: Int { 12 }

    /// Where a line stands; `absent` for a number never used. O(1).
    public func phase(of line: OrderID) -> OrderPhase {
        line.index < orders.count ? orders[line.index].phase : .absent
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

    /// Stops at a command that is impossible where its order stands, and at one about a whole order that names
    /// another line than the first.
    @inline(__always)
    private func check(_ command: CoordinatorCommand.Kind, _ order: OrderID) {
        guard order.index < orders.count else {
            if excluded.contains(command, in: .absent) { Self.stop(at: command, order, .absent) }
            return
        }
        let record = orders[order.index]
        // What a buyer says of a further line is refused instead.
        let isMisplaced = record.line != 0 && command.concernsWholeOrder && command != .place && command != .pay
        if excluded.contains(command, in: record.phase) || isMisplaced { Self.stop(at: command, order, record) }
    }

    @inline(never)
    private static func stop(at command: CoordinatorCommand.Kind, _ order: OrderID, _ record: OrderRecord) -> Never {
        let line = record.lines == 1 ? "" : "line \(record.line + 1) of \(record.lines), "
        let state = "\(line)phase \(record.phase), stock \(record.stock), coupon \(record.coupon)"
        fatalError("\(command) for order \(order.number) in \(state)")
    }

    /// Stops at a reply that nothing can have caused.
    func impossible(_ reply: StaticString, _ order: OrderID) -> Never {
        guard order.index < orders.count else { fatalError("\(reply) for order \(order.number), which is absent") }
        let record = orders[order.index]
        let state = "phase \(record.phase), stock \(record.stock), coupon \(record.coupon)"
        fatalError("\(reply) for order \(order.number) in \(state)")
    }
}
