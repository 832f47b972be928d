import Platform
import Primitives
import Workload

@testable import Simulator

/// Auditors with a history that a test tells them by hand, in seconds after the origin.
///
/// Product 0 has ``stock`` units of 10 yuan; there are two coupons; retries are 30 s apart and an order
/// is given up after a day.
struct OrderHistory: ~Copyable {
    static let price = Money.yuan(10)
    static let product = ProductID(0)

    /// What the audit log, the entitlement ledger, the supplier and the overview will say.
    var sequence: UInt64 = 0
    var chain = SHA256()
    var entries: [UInt32: EntitlementReading] = [:]
    var codes: [UInt32: CodePool.State] = [:]
    var overview: UInt64 = 0
    var auditors: Auditors
    /// Shoppers who have clicked to order the product and have no answer yet.
    var buyers = Table<Int32>(repeating: 1, count: 1)
    /// What the provider's statement will say.
    var charges = FoldingArray<PaymentProvider.Charge>()
    /// What the stock service's ledger will say.
    var available: Int
    var held = 0
    var sold = 0

    init(stock: Int = 5, faults: [Fault] = [], change: (inout Scenario) -> Void = { _ in }) {
        var scenario = Scenario()
        scenario.faults = faults
        scenario.coupons = [CouponPlan(name: "c", count: 2, discount: .yuan(1), minimumPrice: .yuan(1))]
        change(&scenario)
        auditors = Auditors(scenario, Self.catalogue(stock))
        available = stock
    }

    /// Placed, and the unit held.
    mutating func place(_ number: UInt32, at second: Double = 0, hold: Bool = true) {
        let order = OrderID(number)
        _ = auditors.placed(
            Purchase(
                order: order, user: UserID(1), product: Self.product, quantity: 1, region: 0, coupon: nil,
                price: Self.price), at: at(second))
        guard hold else { return }
        hear(.held(order), at: second)
        available -= 1
        held += 1
    }

    /// The buyer pays, and the hold is confirmed.
    mutating func confirm(_ number: UInt32, at second: Double = 1) {
        auditors.payBegins(OrderID(number), at: at(second))
        hear(.confirmed(OrderID(number)), at: second)
        auditors.confirmationKnown(OrderID(number), at: at(second))
        held -= 1
        sold += 1
    }

    /// The coupon service spends a coupon of a yuan on the order, and the coordinator hears so.
    mutating func spend(_ number: UInt32, at second: Double = 1) {
        for heard in [false, true] {
            auditors.coupon(.redeemed(OrderID(number), discount: .yuan(1)), heard: heard, at: at(second))
        }
    }

    /// Charged and captured, by the provider and as the platform hears it.
    mutating func capture(_ number: UInt32, _ amount: Money = price, at second: Double = 1) {
        auditors.charged(OrderID(number), amount, at: at(second))
        provider(number) { $0 = .init(state: .captured, amount: amount.fen, captures: 1) }
        auditors.providerDecided(OrderID(number), charges[Int(number)], at: at(second))
        _ = auditors.captured(OrderID(number), amount, at: at(second))
    }

    /// The ledger changes an entitlement, and tells of it.
    mutating func change(
        _ number: UInt32, _ operation: LifecycleOperation, _ state: EntitlementState, version: UInt16? = nil,
        at second: Double = 2
    ) {
        let now = version ?? (entries[number]?.version ?? 0) + 1
        entries[number] = Self.entry(state, version: now)
        auditors.changed(OrderID(number), operation, version: now, state, at: at(second))
    }

    /// The audit log publishes the record of an entitlement's latest change, or its latest record again, and the
    /// overview shows it.
    mutating func audit(
        _ number: UInt32, _ operation: LifecycleOperation = .issue, serial: UInt64? = nil, again: Bool = false,
        version: UInt16? = nil, at second: Double = 2, shownAfter: Double? = 0
    ) {
        let entry = entries[number] ?? Self.entry(.active, version: 1)
        let record = AuditRecord(
            order: OrderID(number), user: UserID(1), product: Self.product, quantity: 1,
            version: version ?? entry.version, operation: operation, state: entry.state,
            origin: AuditOrigin(.platform, .purchase), instant: at(second), detail: serial ?? UInt64(number) * 10)
        if !again {
            sequence += 1
            chain.update(record)
        }
        let ticket = Self.ticket
        auditors.asked(.append(record, ticket), at: at(second))
        auditors.said(.acknowledged(ticket, OrderID(number)), at: at(second))
        auditors.said(.publish(NumberedRecord(sequence: sequence, record: record)), at: at(second))
        if let shownAfter, !again { auditors.said(.shown(upTo: sequence), at: at(second + shownAfter)) }
    }

    /// Issued and audited.
    mutating func issue(_ number: UInt32, serial: UInt64? = nil, captured: Bool = true, at second: Double = 2) {
        auditors.issueAsked(OrderID(number), at: at(second))
        let credentials = Self.credentials(serial ?? UInt64(number) * 10)
        if captured {
            make(number, credentials, at: second)
        } else {
            auditors.said(
                .issued(OrderID(number), credentials), statement: FoldingArray<PaymentProvider.Charge>(),
                at: at(second))
        }
        enter(number, serial: serial, at: second)
        _ = auditors.goodsKnown(OrderID(number), at: at(second))
    }

    /// What was issued is entered in the ledger, and on record.
    mutating func enter(_ number: UInt32, serial: UInt64? = nil, at second: Double = 2) {
        change(number, .issue, .active, at: second)
        audit(number, serial: serial, at: second)
        overview &+= Auditors.share(of: UserID(1), units: 1)
    }

    /// Credentials are made, or told again.
    mutating func make(_ number: UInt32, _ credentials: Credentials, at second: Double) {
        auditors.said(.issued(OrderID(number), credentials), statement: charges, at: at(second))
    }

    /// The issuing service says that nothing is issued and nothing will be.
    mutating func withdraw(_ number: UInt32, at second: Double = 2) {
        auditors.said(.withdrawn(OrderID(number)), statement: charges, at: at(second))
    }

    /// Withdrawn, refunded, and the unit given back.
    mutating func refund(_ number: UInt32, at second: Double) {
        auditors.withdrawAsked(OrderID(number), at: at(second))
        provider(number) {
            $0.state = .refunded
            $0.refunds += 1
            $0.returned += UInt32(Self.price.fen)
        }
        _ = auditors.refunded(OrderID(number), Self.price, at: at(second))
        hear(.released(OrderID(number)), at: second)
        sold -= 1
        available += 1
    }

    mutating func settle(_ number: UInt32, at second: Double = 3) {
        auditors.settled(OrderID(number), at: at(second))
    }

    /// An order's whole life as it should be: issued at the first attempt.
    mutating func sell(_ number: UInt32) {
        place(number)
        confirm(number)
        capture(number)
        issue(number)
        settle(number)
    }

    /// An answer of the stock service.
    mutating func hear(_ effect: StockEffect, at second: Double) {
        auditors.stock(effect, buyers: buyers, at: at(second))
    }

    /// Changes the provider's truth.
    mutating func provider(_ number: UInt32, _ change: (inout PaymentProvider.Charge) -> Void) {
        charges.grow(to: Int(number) + 1, filledWith: PaymentProvider.Charge())
        change(&charges[Int(number)])
    }

    /// Closes the books; returns every rule's evaluations and failures.
    consuming func close() -> Findings {
        auditors.close(statement: charges, now: at(100))
        for number in 0..<UInt32(auditors.dossiers.count) {
            auditors.close(
                OrderID(number), entries[number] ?? Self.entry(.unknown, version: 0), codes[number] ?? .none,
                isCoded: codes[number] != nil, at: at(100))
        }
        auditors.closeAudit(head: chain.digest, overview: overview, upTo: sequence)
        auditors.close(entitlements: auditors.auditNotes.liveUnits)
        auditors.close(product: 0, available: available, held: held, sold: sold)
        return Findings(auditors.tally.results { _ in true })
    }

    func at(_ second: Double) -> Instant { .origin + TimeSpan(seconds: second) }

    /// One membership of ten seconds.
    static func catalogue(_ stock: Int) -> Catalogue {
        Catalogue(products: [
            Product(
                id: product, kind: .membership, name: "m", chineseName: "m", listPrice: price, salePrice: price,
                stock: stock, isSupplierCoded: false,
                template: EntitlementTemplate(
                    permissions: .stream, validity: .fromIssue(.seconds(10)), uses: .unlimited, isTransferable: false))
        ])
    }

    /// A place of an outbox; auditors do not look at it.
    static let ticket: AuditTicket = {
        let ledger = MachinePort(EntitlementLedger(catalogue: catalogue(1)))
        let grant = EntitlementGrant(
            order: OrderID(0), user: UserID(0), product: product, quantity: 1, serial: 1, instant: .origin)
        for case .audit(_, let ticket) in ledger.handle(.register(grant), at: .origin) { return ticket }
        preconditionFailure("no record was sent")
    }()

    static func entry(_ state: EntitlementState, version: UInt16) -> EntitlementReading {
        EntitlementReading(
            state: state, version: version, quantity: 1, user: UserID(1), product: product, from: .origin,
            until: .distantFuture, regions: .everywhere)
    }

    static func credentials(_ serial: UInt64) -> Credentials {
        Credentials(firstSerial: serial, tag: 1, quantity: 1, expiry: .distantFuture)
    }
}

/// What auditors found: rule by rule.
struct Findings {
    private let results: [CheckResult]

    init(_ results: [CheckResult]) {
        precondition(results.count == Rule.allCases.count)
        self.results = results
    }

    subscript(rule: Rule) -> CheckResult { results[rule.rawValue] }

    /// The rules that failed, each with evaluations to show for it.
    var broken: [Rule] { Rule.allCases.filter { self[$0].failures > 0 && self[$0].evaluations > 0 } }
}
