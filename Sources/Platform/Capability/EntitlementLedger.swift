import Primitives

/// The life of every entitlement: what it may do now, who holds it, and every change it has seen.
///
/// The legal changes are the table in ``reaction(in:to:)``; the ledger consults it before it does anything. Every
/// change raises the entitlement's version by one and leaves exactly one record for the audit log, in an outbox with a
/// bounded number in flight. Ends are entered when the entitlement is next touched, or by a sweep that begins at the
/// earliest end of any entitlement and is repeated every `sweepEvery` while there are some.
///
/// One order's line is one entitlement, whose units live and end together; a bundle has a number for each line.
///
/// Memory: 24 bytes for each order number up to the greatest seen.
public struct EntitlementLedger: ~Copyable, Machine {
    public typealias Command = EntitlementCommand
    public typealias Effect = EntitlementEffect

    var terms = PagedArray<EntitlementTerms>()
    /// Not folded: every check reads one of them, and which is anybody's guess.
    var records = PagedArray<EntitlementRecord>()
    var outbox: AuditOutbox
    let sweepEvery: TimeSpan
    /// Not later than the end of any entitlement that has not ended, unless a sweep is under way.
    var earliestEnd = Instant.distantFuture
    /// When the next sweep may begin.
    var sweepNotBefore = Instant.distantPast
    /// The order that a sweep looks at next; nil when none is under way.
    var sweepPlace: Int?

    /// A ledger without entitlements.
    ///
    /// - Parameters:
    ///   - catalogue: the products; at most 65,536.
    ///   - longest: no entitlement lasts longer than this, for the study of ends; nil for what templates say.
    ///   - auditRepeat: how long the audit log may take to answer before a record is sent again.
    ///   - auditInFlight: how many records may be on their way to the audit log.
    ///   - sweepEvery: how long after one sweep for ended entitlements the next may begin.
    public init(
        catalogue: Catalogue, longest: TimeSpan? = nil, auditRepeat: TimeSpan = .seconds(5),
        auditInFlight: Int = 1_024, sweepEvery: TimeSpan = .minutes(1)
    ) {
        precondition(catalogue.count <= 1 << 16, "\(catalogue.count) products are too many")
        precondition(sweepEvery > .zero, "a sweep every \(sweepEvery.nanoseconds) ns")
        precondition(MemoryLayout<EntitlementRecord>.stride == 24, "an entitlement's record outgrew three words")
        self.sweepEvery = sweepEvery
        outbox = AuditOutbox(inFlight: auditInFlight, repeatAfter: auditRepeat)
        var kinds: [String] = []
        for product in catalogue.products {
            if !kinds.contains(product.kind.name) { kinds.append(product.kind.name) }
            let kind = UInt16(kinds.firstIndex(of: product.kind.name) ?? 0)
            terms.append(EntitlementTerms(product, kind: kind, longest: longest))
        }
    }

    /// Leaves at most five effects. O(1).
    public mutating func handle(
        _ command: EntitlementCommand, at now: Instant, into effects: inout EffectBuffer<EntitlementEffect>
    ) {
        switch command {
        case .register(let grant): register(grant, into: &effects)
        case .change(let request): change(request, at: now, into: &effects)
        case .withdraw(let order): withdraw(order, at: now, into: &effects)
        case .auditAcknowledged(let ticket, _):
            if let (record, next) = outbox.acknowledge(ticket, at: now) { effects.append(.audit(record, next)) }
        case .auditBusy: break
        }
    }

    /// How many entitlements have been touched or lie below one that was.
    public var count: Int { records.count }

    /// How many records the audit log has not acknowledged.
    public var unaudited: Int { outbox.count }

    /// What is true of an entitlement; `unknown` of one that was never issued. O(1).
    public func reading(of order: OrderID) -> EntitlementReading {
        guard order.index < records.count else { return Self.nothing }
        let record = records[order.index]
        guard record.state != .unknown else { return Self.nothing }
        let terms = terms[Int(record.product)]
        return EntitlementReading(
            state: record.state, version: record.version, quantity: record.quantity, user: record.user,
            product: ProductID(UInt32(record.product)), from: terms.begin(of: record), until: terms.end(of: record),
            regions: terms.regions)
    }

    private static var nothing: EntitlementReading {
        EntitlementReading(
            state: .unknown, version: 0, quantity: 0, user: UserID(0), product: ProductID(0), from: .distantPast,
            until: .distantPast, regions: [])
    }

    private mutating func register(
        _ grant: EntitlementGrant, into effects: inout EffectBuffer<EntitlementEffect>
    ) {
        precondition(grant.quantity > 0 && grant.product.index < terms.count, "order \(grant.order.number): \(grant)")
        records.grow(to: grant.order.index + 1, filledWith: EntitlementRecord())
        let known = records[grant.order.index]
        guard known.state == .unknown else {
            effects.append(.unchanged(grant.order, .issue, version: known.version, known.state))
            return
        }
        let terms = terms[grant.product.index]
        var record = EntitlementRecord()
        record.anchor = grant.instant
        record.user = grant.user
        record.product = UInt16(grant.product.number)
        record.uses = terms.allUses(grant.quantity)
        record.quantity = grant.quantity
        record.isRunning = terms.clock != .activation
        let state: EntitlementState = record.isRunning ? .active : .issued
        let origin = AuditOrigin(.platform, .purchase)
        enter(
            record, state, .issue, origin, grant.order, detail: grant.serial, at: grant.instant, into: &effects)
    }

    /// Writes a changed record, raises its version and reports the change. The only place where a state changes.
    mutating func enter(
        _ record: EntitlementRecord, _ state: EntitlementState, _ operation: LifecycleOperation,
        _ origin: AuditOrigin, _ order: OrderID, detail: UInt64, at now: Instant,
        into effects: inout EffectBuffer<EntitlementEffect>
    ) {
        var changed = record
        changed.state = state
        changed.version += 1
        changed.lastOperation = operation
        records[order.index] = changed
        if state.isLive { earliestEnd = min(earliestEnd, terms[Int(changed.product)].end(of: changed)) }
        effects.append(.changed(order, operation, version: changed.version, state))
        let line = AuditRecord(
            order: order, user: changed.user, product: ProductID(UInt32(changed.product)),
            quantity: changed.quantity, version: changed.version, operation: operation, state: state, origin: origin,
            instant: now, detail: detail)
        if let ticket = outbox.post(line, at: now) { effects.append(.audit(line, ticket)) }
    }
}
