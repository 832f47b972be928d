import Platform
import Primitives

/// Entitlement ledger, audit log and overview with no network between them: what is told to the ledger is on record
/// and shown when the call returns, unless a test lets calls or replies be lost on the way to the log.
public final class ZeroLatencyRecords {
    /// The services.
    public var ledger: EntitlementLedger
    public var log: AuditLog
    public var overview: EntitlementOverview

    /// What goes wrong between the ledger and the log, from now on.
    public var fault: CallFault?
    /// How often a record was sent, lost ones included.
    public private(set) var calls = 0
    /// The records of the log in order, each once.
    public private(set) var records: [AuditRecord] = []

    private var effects = EffectBuffer<EntitlementEffect>()
    private var logEffects = EffectBuffer<AuditEffect>()
    private var overviewEffects = EffectBuffer<OverviewEffect>()

    /// Empty records of products of this catalogue.
    public init(_ catalogue: Catalogue, auditInFlight: Int = 1_024, log: consuming AuditLog = AuditLog()) {
        ledger = EntitlementLedger(catalogue: catalogue, auditInFlight: auditInFlight)
        self.log = log
        overview = EntitlementOverview()
    }

    /// Tells the ledger something; returns all that it had to say, to whomever.
    @discardableResult
    public func tell(_ command: EntitlementCommand, at now: Instant) -> [EntitlementEffect] {
        ledger.handle(command, at: now, into: &effects)
        return carry(now)
    }

    /// Lets the ledger do what is due.
    @discardableResult
    public func advance(to now: Instant) -> [EntitlementEffect] {
        ledger.advance(to: now, into: &effects)
        return carry(now)
    }

    private func carry(_ now: Instant) -> [EntitlementEffect] {
        var told: [EntitlementEffect] = []
        while effects.count > 0 {
            let batch = (0..<effects.count).map { effects[$0] }
            effects.removeAll()
            told += batch
            for case .audit(let record, let ticket) in batch {
                calls += 1
                if fault == .loseCall || fault == .refuse { continue }
                log.handle(.append(record, ticket), at: now, into: &logEffects)
                answer(now)
            }
        }
        return told
    }

    private func answer(_ now: Instant) {
        for index in 0..<logEffects.count {
            switch logEffects[index] {
            case .acknowledged(let ticket, let order):
                if fault == nil { ledger.handle(.auditAcknowledged(ticket, order), at: now, into: &effects) }
            case .busy(let ticket, let order):
                if fault == nil { ledger.handle(.auditBusy(ticket, order), at: now, into: &effects) }
            case .publish(let numbered):
                if numbered.sequence == UInt64(records.count) + 1 { records.append(numbered.record) }
                overview.handle(.apply(numbered), at: now, into: &overviewEffects)
            case .probe: break
            }
        }
        logEffects.removeAll()
        for index in 0..<overviewEffects.count {
            if case .consumed(let last, let order) = overviewEffects[index] {
                log.handle(.consumed(upTo: last, order), at: now, into: &logEffects)
            }
        }
        overviewEffects.removeAll()
        logEffects.removeAll()
    }
}

extension Catalogue {
    /// So many memberships of a month at 10 yuan each, for tests whose subject is not the product.
    public static func memberships(_ count: Int) -> Catalogue {
        Catalogue(
            products: (0..<count).map { number in
                Product(
                    id: ProductID(index: number), kind: .membership, name: "\(number)", chineseName: "\(number)",
                    listPrice: .yuan(10), salePrice: .yuan(10), stock: 10, isSupplierCoded: false,
                    template: EntitlementTemplate(
                        permissions: .stream, validity: .fromIssue(.hours(24 * 30)), uses: .unlimited,
                        isTransferable: false))
            })
    }
}
