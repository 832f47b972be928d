import Platform
import Primitives
import Workload

// The life of entitlements: LIF rules, AUD-3, AUD-4 and ENT-6.
extension Auditors {
    /// What the auditor of lives knows of one entitlement.
    struct Life: BitwiseCopyable {
        /// The second from which its time counts, from the start of the run; rounded up.
        var anchor: UInt32 = 0
        /// Changes less records, as a sum over both: zero when each change has its record.
        var balance: UInt32 = 0
        /// Changes told by the ledger, and records of them.
        var version: UInt16 = 0
        var logged: UInt16 = 0
        var product: UInt16 = 0
        var periods: UInt8 = 1
        /// How it stands by the ledger's word, and by the records'.
        var state = EntitlementState.unknown
        var loggedState = EntitlementState.unknown
    }

    /// How long an entitlement of a product lasts, as the catalogue says.
    struct Lasting: BitwiseCopyable {
        var seconds: Int64
        /// For a fixed window, its end.
        var until: Instant
        var needsActivation: Bool
    }

    /// What the auditor of lives has written down.
    struct LifecycleNotes: ~Copyable {
        fileprivate var lives = PagedArray<Life>()
        fileprivate let lasting: [Lasting]
        fileprivate let start: Instant

        init(_ scenario: Scenario, _ catalogue: Catalogue) {
            start = scenario.start
            lasting = catalogue.products.map { product in
                let validity = product.template.validity
                switch scenario.entitlements.longest.map(validity.atMost) ?? validity {
                case .fromIssue(let span):
                    return Lasting(seconds: Self.seconds(span), until: .distantFuture, needsActivation: false)
                case .fromActivation(let span, _):
                    return Lasting(seconds: Self.seconds(span), until: .distantFuture, needsActivation: true)
                case .window(_, let until): return Lasting(seconds: 1 << 32, until: until, needsActivation: false)
                }
            }
        }

        /// A span in seconds, rounded up.
        private static func seconds(_ span: TimeSpan) -> Int64 { (span.nanoseconds + 999_999_999) / 1_000_000_000 }

        /// How an entitlement stands by its records.
        func loggedState(of order: OrderID) -> EntitlementState {
            order.index < lives.count ? lives[order.index].loggedState : .unknown
        }

        /// The version of an entitlement's last record; zero when it has none.
        func logged(_ order: OrderID) -> UInt16 { order.index < lives.count ? lives[order.index].logged : 0 }

        /// Notes a record; returns whether it is the next of its entitlement.
        mutating func log(_ record: AuditRecord) -> Bool {
            lives.grow(to: record.order.index + 1, filledWith: Life())
            let known = lives[record.order.index].logged
            lives[record.order.index].logged = record.version
            lives[record.order.index].loggedState = record.state
            lives[record.order.index].balance &-= Self.trace(record.version, record.operation, record.state)
            if record.operation == .upgrade {
                lives[record.order.index].product = record.productNumber
                lives[record.order.index].periods = 1
            }
            return record.version == known &+ 1
        }

        /// What one change adds to the balance.
        fileprivate static func trace(
            _ version: UInt16, _ operation: LifecycleOperation, _ state: EntitlementState
        ) -> UInt32 {
            let word = UInt64(version) &<< 16 | UInt64(operation.rawValue) &<< 8 | UInt64(state.rawValue)
            return UInt32(truncatingIfNeeded: RandomStream.mix(word &+ 1))
        }

        /// Whether an entitlement's time is not over, to the second.
        fileprivate func isInTime(_ life: Life, at now: Instant) -> Bool {
            let rule = lasting[Int(life.product)]
            let second = (now - start).nanoseconds / 1_000_000_000
            return now < rule.until && second <= Int64(life.anchor) + rule.seconds * Int64(life.periods)
        }
    }

    /// The ledger has changed an entitlement, at its end of the network.
    mutating func changed(
        _ order: OrderID, _ operation: LifecycleOperation, version: UInt16, _ state: EntitlementState, at now: Instant
    ) {
        lifecycleNotes.lives.grow(to: order.index + 1, filledWith: Life())
        var life = lifecycleNotes.lives[order.index]
        tally.expect(.versionsByOne, version == life.version &+ 1, order: order, at: now)
        tally.expect(.settledOnce, !life.state.isFinal, order: order, at: now)
        let isListed = Self.allows(operation, life.state, state)
        tally.expect(.onlyListedChanges, isListed, order: order, at: now)
        life.balance &+= LifecycleNotes.trace(version, operation, state)
        life.version = version
        switch operation {
        case .issue:
            life.product = dossiers[order.index].product
            life.anchor = second(now)
        case .activate: life.anchor = second(now)
        case .renew:
            if life.state == .expired { (life.anchor, life.periods) = (second(now), 1) } else { life.periods &+= 1 }
        case .upgrade:
            // Of which product it is now, the record says; until then no time is known to be over.
            (life.anchor, life.periods) = (second(now), 255)
        case .use, .suspend, .resume, .transfer, .revoke, .refund, .expire: break
        }
        life.state = state
        lifecycleNotes.lives[order.index] = life
    }

    /// The verification gateway answers a reader, at its end of the network.
    mutating func answered(_ order: OrderID, _ verdict: EntitlementVerdict, at now: Instant) {
        guard verdict == .valid else { return }
        let isKnown = order.index < lifecycleNotes.lives.count
        let life = isKnown ? lifecycleNotes.lives[order.index] : Life()
        let isRight = life.state == .active && lifecycleNotes.isInTime(life, at: now)
        tally.expect(.validOnlyInTime, isRight, order: order, at: now)
    }

    /// Holds an order's entry in the ledger and its codes at the supplier against what was told.
    mutating func close(
        _ order: OrderID, _ entry: EntitlementReading, _ codes: CodePool.State, isCoded: Bool, at now: Instant
    ) {
        guard order.index < dossiers.count else { return }
        let dossier = dossiers[order.index]
        guard dossier.facts.contains(.placed) else { return }
        closeAudit(order, dossier, at: now)
        closeIssuance(order, dossier.facts, codes, isCoded: isCoded, at: now)
        guard order.index < lifecycleNotes.lives.count else { return }
        let life = lifecycleNotes.lives[order.index]
        tally.expect(.oneRecordPerChange, life.balance == 0, order: order, at: now)
        let isFold = life.loggedState == entry.state && life.logged == entry.version
        tally.expect(.auditFolds, isFold, order: order, at: now)
    }

    private func second(_ now: Instant) -> UInt32 {
        UInt32((now - lifecycleNotes.start).nanoseconds / 1_000_000_000 + 1)
    }

    /// The table of an entitlement's life, as the auditor has it.
    private static func allows(
        _ operation: LifecycleOperation, _ from: EntitlementState, _ to: EntitlementState
    ) -> Bool {
        switch operation {
        case .issue: from == .unknown && (to == .issued || to == .active)
        case .activate: from == .issued && to == .active
        case .use: from == .active && (to == .active || to == .usedUp)
        case .suspend: (from == .issued || from == .active) && to == .suspended
        case .resume: from == .suspended && (to == .issued || to == .active)
        case .renew: (from == .active || from == .expired) && to == .active
        case .upgrade: (from == .issued || from == .active) && to == from
        case .transfer: from == .issued && to == .issued
        case .revoke: from.isLive && to == .revoked
        case .refund: from.isLive && to == .refunded
        case .expire: from.isLive && to == .expired
        }
    }
}
