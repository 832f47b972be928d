import Platform
import Primitives
import TestSupport
import Workload

@testable import Simulator

/// The whole platform core on a tape of messages, with the auditors told of everything as the world tells them.
///
/// A message takes a millisecond, the provider fifty; nothing queues. A test replaces a machine by a wrong one,
/// puts messages on the tape, and says what becomes of which.
final class AuditedTape {
    typealias Fate = Sighting.Fate

    static let leg = TimeSpan.milliseconds(1)

    var coordinator: Port<CoordinatorCommand, CoordinatorEffect>
    var stock: Port<StockCommand, StockEffect>
    var coupons: Port<CouponCommand, CouponEffect>
    var payments: Port<PaymentCommand, PaymentEffect>
    var issuing: Port<IssuanceCommand, IssuanceEffect>
    var ledger: Port<EntitlementCommand, EntitlementEffect>
    var auditLog: Port<AuditCommand, AuditEffect>
    var overview: Port<OverviewCommand, OverviewEffect>
    /// What becomes of a message when it arrives.
    var fate: (Letter, Instant) -> Fate = { _, _ in .taken }
    /// The coordinator's books, and how it comes back from its death: from its journal.
    var books: () -> Books
    var recover: (Instant) -> Void
    /// Kinds of coupon that the coupon service's book shows, and units that the overview does.
    var couponBook: () -> [(left: Int, budget: Money)] = { [] }
    var shownUnits: () -> Int = { 0 }
    /// The ledger's entries, the head of the audit log's chain, and what the overview shows of each user.
    var entry: (OrderID) -> EntitlementReading
    var chainHead: () -> SHA256.Digest
    var shown: () -> (users: UInt64, upTo: UInt64)

    private(set) var now = Instant.origin
    private(set) var auditors: Auditors
    private(set) var settled: [OrderID: OrderOutcome] = [:]
    let catalogue: Catalogue
    private var provider: PaymentProvider
    private var supplier: CodePool
    private let buyers: Table<Int32>
    private var letters: [(at: Instant, letter: Letter)] = []
    private var restarts: [Instant] = []
    private var orders = 0

    /// A platform with its right machines; `change` is seen by machines and auditors alike.
    init(_ change: (inout Scenario) -> Void = { _ in }) {
        var scenario = Scenario()
        scenario.catalogue.products = 20
        scenario.outside.declinedPermille = 0
        scenario.coupons = [CouponPlan(name: "c", count: 3, discount: .yuan(1), minimumPrice: .yuan(1))]
        change(&scenario)
        catalogue = Catalogue(CatalogueTerms(scenario), seed: 1)
        let units = catalogue.products.map(\.stock)
        let configuration = scenario.coordination
        let right = CoordinatorPort(configuration)
        coordinator = right
        books = { right.books }
        recover = { right.restart(configuration, at: $0) }
        stock = MachinePort(
            ImmediateStock(strategy: .conditionalUpdate, initial: units, holdTimeToLive: scenario.holdTime))
        let book = MachinePort(CouponBook(terms: scenario.coupons.map { CouponTerms($0) }))
        coupons = book
        payments = MachinePort(PaymentAdapter())
        issuing = MachinePort(
            IssuanceEngine(
                catalogue: catalogue, signer: CredentialSigner(seed: 1),
                asksBeforeWithdrawal: scenario.outside.supplierIsAsked))
        supplier = CodePool(scenario.outside)
        let entries = MachinePort(EntitlementLedger(catalogue: catalogue))
        ledger = entries
        entry = { entries.machine.reading(of: $0) }
        let log = MachinePort(AuditLog())
        auditLog = log
        chainHead = { log.machine.chainHead }
        let board = MachinePort(EntitlementOverview())
        overview = board
        shown = {
            let users = (0..<board.machine.users).map { UserID(index: $0) }
            let sum = users.reduce(0) {
                $0 &+ Auditors.share(of: $1, units: board.machine.entitlements(of: $1))
            }
            return (sum, board.machine.version)
        }
        provider = PaymentProvider(scenario, seed: 1)
        buyers = Table(repeating: 1, count: units.count)
        auditors = Auditors(scenario, catalogue)
        couponBook = { book.machine.balances.map { ($0.countLeft, $0.budgetLeft) } }
        shownUnits = { board.machine.total }
    }

    // MARK: Putting messages on the tape

    /// A product that credentials are generated for, and its price.
    var product: Product { catalogue.products.first { !$0.isSupplierCoded } ?? catalogue.products[0] }

    /// A product that a supplier has the codes for.
    var codedProduct: Product { catalogue.products.first { $0.isSupplierCoded } ?? catalogue.products[0] }

    /// What a buyer hands in: one unit.
    func purchase(_ order: UInt32, of other: Product? = nil, coupon: CouponID? = nil) -> Purchase {
        orders = max(orders, Int(order) + 1)
        let product = other ?? product
        return Purchase(
            order: OrderID(order), user: UserID(order), product: product.id, quantity: 1, region: 0, coupon: coupon,
            price: product.salePrice)
    }

    /// An order is placed at this second, and paid five seconds later.
    func buy(_ order: UInt32, coupon: CouponID? = nil, at second: Double = 0, pays: Bool = true) {
        send(.order(.place(purchase(order, coupon: coupon))), at: second)
        if pays { send(.order(.pay(OrderID(order))), at: second + 5) }
    }

    /// The coordinator dies at this second and is there again at once.
    func restart(at second: Double) { restarts.append(.origin + TimeSpan(seconds: second)) }

    /// A coordinator in place of the right one, which comes back with a configuration of its own from its death.
    func replaceCoordinator(
        _ configuration: CoordinatorConfiguration, after restarted: CoordinatorConfiguration? = nil
    ) {
        let wrong = CoordinatorPort(configuration)
        coordinator = wrong
        books = { wrong.books }
        recover = { wrong.restart(restarted ?? configuration, at: $0) }
    }

    /// A message arrives at this second.
    func send(_ letter: Letter, at second: Double) { post(letter, at: .origin + TimeSpan(seconds: second)) }

    private func post(_ letter: Letter, at instant: Instant) {
        let place = letters.firstIndex { $0.at > instant } ?? letters.count
        letters.insert((instant, letter), at: place)
    }

    private func post(_ letter: Letter) { post(letter, at: now + Self.leg) }

    // MARK: Running

    /// Plays the tape until this second.
    func play(until second: Double) {
        let end = Instant.origin + TimeSpan(seconds: second)
        while true {
            let letter = letters.first?.at ?? .distantFuture
            let records = min(ledger.nextDeadline, auditLog.nextDeadline, overview.nextDeadline)
            let deadline = min(coordinator.nextDeadline, stock.nextDeadline, issuing.nextDeadline, records)
            if let restart = restarts.first, restart <= min(letter, deadline, end) {
                now = restarts.removeFirst()
                recover(now)
                auditors.restarted(at: now)
                continue
            }
            guard min(letter, deadline) <= end else { break }
            now = max(now, min(letter, deadline))
            if deadline <= letter {
                carry(coordinator.advance(to: now), false)
                carry(stock.advance(to: now), false)
                carry(issuing.advance(to: now), false)
                carry(ledger.advance(to: now))
                carry(auditLog.advance(to: now), false)
                carry(overview.advance(to: now))
            } else {
                deliver(letters.removeFirst().letter)
            }
        }
        now = end
    }

    /// Closes the books, and says what was found.
    func close() -> Findings {
        auditors.judge(books())
        auditors.close(statement: provider.charges, now: now)
        for (kind, balance) in couponBook().enumerated() {
            auditors.close(coupon: kind, countLeft: balance.left, budgetLeft: balance.budget)
        }
        auditors.close(entitlements: shownUnits())
        for number in 0..<orders {
            let order = OrderID(index: number)
            auditors.close(
                order, entry(order), supplier.state(of: order), isCoded: supplier.state(of: order) != .none, at: now)
        }
        let (users, last) = shown()
        auditors.closeAudit(head: chainHead(), overview: users, upTo: last)
        return Findings(auditors.tally.results { _ in true })
    }

    private func deliver(_ letter: Letter) {
        let fate = fate(letter, now)
        auditors.saw(letter, fate, at: now)
        let isLost = fate == .takenReplyLost
        switch fate {
        case .taken, .takenReplyLost: break
        case .refused: return sendBack(letter)
        case .keptBack, .swallowed, .lost, .crashed, .decided: return
        }
        switch letter {
        case .order(let command):
            _ = auditors.heard(command, at: now)
            carry(coordinator.handle(command, at: now), isLost)
        case .stock(let command):
            auditors.asked(command, at: now)
            carry(stock.handle(command, at: now), isLost)
        case .coupon(let command):
            auditors.asked(command, at: now)
            carry(coupons.handle(command, at: now), isLost)
        case .payment(let command):
            auditors.asked(command, at: now)
            carry(payments.handle(command, at: now), isLost)
        case .issuance(let command):
            auditors.asked(command, at: now)
            carry(issuing.handle(command, at: now), isLost)
        case .audit(let command):
            auditors.asked(command, at: now)
            carry(auditLog.handle(command, at: now), isLost)
        case .entitlement(let command): carry(ledger.handle(command, at: now))
        case .overview(let command):
            auditors.asked(command)
            carry(overview.handle(command, at: now))
        case .notification, .legacy: break
        }
    }

    private func sendBack(_ letter: Letter) {
        switch letter {
        case .stock(let command): post(.order(.stockCallFailed(command.order)))
        case .coupon(let command): post(.order(.couponCallFailed(command.order)))
        case .payment(let command): post(.order(.paymentCallFailed(command.order)))
        case .issuance(.issue(let request)): post(.order(.issueFailed(request.order)))
        case .order, .issuance, .entitlement, .audit, .overview, .notification, .legacy: break
        }
    }

    // MARK: Effects

    private func carry(_ effects: [CoordinatorEffect], _ isLost: Bool) {
        for effect in effects {
            auditors.said(effect, at: now)
            switch effect {
            case .holdStock(let order, let product, let quantity, let user):
                post(.stock(.hold(order, product, quantity: quantity, by: user)))
            case .checkStock(let order, let product, let quantity, let user):
                post(.stock(.check(order, product, quantity: quantity, by: user)))
            case .takeStock(let order, let product, let quantity, let user):
                post(.stock(.take(order, product, quantity: quantity, by: user)))
            case .confirmStock(let order): post(.stock(.confirm(order)))
            case .releaseStock(let order): post(.stock(.release(order)))
            case .redeemCoupon(let order, let coupon, let price):
                post(.coupon(.redeem(order, coupon, price: price)))
            case .releaseCoupon(let order): post(.coupon(.release(order)))
            case .charge(let order, let amount): post(.payment(.charge(order, amount)))
            case .queryCharge(let order): post(.payment(.query(order)))
            case .refund(let line, let amount, let order): post(.payment(.refund(line, amount, of: order)))
            case .issue(let order, let user, let product, let quantity, let attempt):
                post(.issuance(.issue(request(order, user, product, quantity, attempt))))
            case .withdrawIssue(let order): post(.issuance(.withdraw(order)))
            case .revokeIssue(let line): post(.issuance(.revoke(line)))
            case .notify(let user, let order, let answer): post(.notification(user, order, answer))
            case .persist, .handOver, .acted, .actionRefused, .answer: break
            case .settled(let order, let outcome):
                settled[order] = outcome
                auditors.settled(order, outcome, at: now)
            }
        }
    }

    /// A request to issue.
    func request(
        _ order: OrderID, _ user: UserID, _ product: ProductID, _ quantity: UInt8, _ attempt: UInt16
    ) -> IssueRequest {
        IssueRequest(
            order: order, user: user, product: product, quantity: quantity, attempt: attempt)
    }

    private func carry(_ effects: [StockEffect], _ isLost: Bool) {
        for effect in effects {
            auditors.stock(effect, buyers: buyers, at: now)
            if isLost { continue }
            switch effect {
            case .held(let order): post(.order(.stockHeld(order)))
            case .soldOut(let order), .limitReached(let order): post(.order(.stockSoldOut(order)))
            case .busy(let order): post(.order(.stockCallFailed(order)))
            case .confirmed(let order): post(.order(.stockConfirmed(order)))
            case .holdGone(let order): post(.order(.stockHoldGone(order)))
            case .released(let order): post(.order(.stockReleased(order)))
            case .checked(let order, let available): post(.order(.stockChecked(order, available: available)))
            case .expired, .supplied: break
            }
        }
    }

    private func carry(_ effects: [CouponEffect], _ isLost: Bool) {
        for effect in effects {
            auditors.coupon(effect, heard: false, at: now)
            if isLost { continue }
            switch effect {
            case .redeemed(let order, let discount): post(.order(.couponRedeemed(order, discount: discount)))
            case .refused(let order): post(.order(.couponRefused(order)))
            case .released(let order): post(.order(.couponReleased(order)))
            }
        }
    }

    private func carry(_ effects: [PaymentEffect], _ isLost: Bool) {
        for effect in effects {
            auditors.said(effect, at: now)
            switch effect {
            case .requestCapture(let order, let amount):
                decided(provider.capture(order, amount, key: payments.key, chance: 7), order)
            case .requestStatus(let order): decided(provider.status(order), order)
            case .requestRefund(let line, let amount, let order):
                decided(provider.refund(line, amount, of: order, key: payments.key), line)
            case .captured(let order, let amount): if !isLost { post(.order(.captured(order, amount))) }
            case .declined(let order): if !isLost { post(.order(.declined(order))) }
            case .notCharged(let order): if !isLost { post(.order(.notCharged(order))) }
            case .refunded(let order, let amount): if !isLost { post(.order(.refunded(order, amount))) }
            }
        }
    }

    private func decided(_ answer: PaymentCommand, _ order: OrderID) {
        auditors.saw(.payment(answer), .decided, at: now)
        auditors.providerDecided(order, auditors.statement(of: order, in: provider.charges), at: now)
        post(.payment(answer), at: now + .milliseconds(50))
    }

    private func carry(_ effects: [IssuanceEffect], _ isLost: Bool) {
        for effect in effects {
            auditors.said(effect, statement: provider.charges, at: now)
            switch effect {
            case .requestCodes(let order, _, let quantity): post(.issuance(supplier.request(order, quantity: quantity)))
            case .queryCodes(let order): post(.issuance(supplier.query(order)))
            case .revokeCodes(let order): post(.issuance(supplier.revoke(order)))
            case .issued(let order, _): if !isLost { post(.order(.issued(order))) }
            case .failed(let order): if !isLost { post(.order(.issueFailed(order))) }
            case .withdrawn(let order): if !isLost { post(.order(.withdrawn(order))) }
            case .kept(let order): if !isLost { post(.order(.issueKept(order))) }
            case .entitle(let grant): carry(ledger.handle(.register(grant), at: now))
            case .endEntitlement(let order): carry(ledger.handle(.withdraw(order), at: now))
            }
        }
    }

    private func carry(_ effects: [EntitlementEffect]) {
        for effect in effects {
            switch effect {
            case .audit(let record, let ticket): post(.audit(.append(record, ticket)))
            case .changed(let order, let operation, let version, let state):
                auditors.changed(order, operation, version: version, state, at: now)
            case .withdrawn(let order): carry(issuing.handle(.entitlementEnded(order), at: now), false)
            case .kept(let order): carry(issuing.handle(.entitlementKept(order), at: now), false)
            case .unchanged, .refused: break
            }
        }
    }

    private func carry(_ effects: [AuditEffect], _ isLost: Bool) {
        for effect in effects {
            auditors.said(effect, at: now)
            if isLost { continue }
            switch effect {
            case .acknowledged(let ticket, let order): post(.entitlement(.auditAcknowledged(ticket, order)))
            case .busy(let ticket, let order): post(.entitlement(.auditBusy(ticket, order)))
            case .publish(let numbered): post(.overview(.apply(numbered)))
            case .probe(let last, let order): post(.overview(.report(last: last, order)))
            }
        }
    }

    private func carry(_ effects: [OverviewEffect]) {
        for effect in effects {
            auditors.said(effect, at: now)
            switch effect {
            case .shown: break
            case .consumed(let last, let order): post(.audit(.consumed(upTo: last, order)))
            case .missing(let first, let count, let order):
                post(.audit(.resend(from: first, count: count, order)))
            }
        }
    }
}
