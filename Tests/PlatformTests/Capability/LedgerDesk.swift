import Platform
import Primitives
import TestSupport

/// A ledger with its audit log and overview, that has one product of each template.
final class LedgerDesk {
    static let course = ProductID(0), card = ProductID(1), licence = ProductID(2), dearLicence = ProductID(3)
    static let festival = ProductID(4)
    /// From the issue, from the activation and within which, in seconds.
    static let courseLasts: Int64 = 1_000, licenceLasts: Int64 = 2_000, licenceWaits: Int64 = 500

    let records: ZeroLatencyRecords
    static let user = UserID(7)

    static var catalogue: Catalogue {
        func product(
            _ id: ProductID, _ kind: ProductKind, _ validity: EntitlementTemplate.Validity, _ yuan: Int64,
            uses: EntitlementTemplate.Uses = .unlimited, isTransferable: Bool = false
        ) -> Product {
            IssuanceDesk.product(
                id.number, kind, validity, uses: uses, price: .yuan(yuan), isTransferable: isTransferable,
                regions: EntitlementTemplate.Regions(RegionID(2)))
        }
        let licence = EntitlementTemplate.Validity.fromActivation(
            .seconds(licenceLasts), activateWithin: .seconds(licenceWaits))
        return Catalogue(products: [
            product(course, .course, .fromIssue(.seconds(courseLasts)), 100),
            product(card, .gameCard, licence, 20, uses: .limited(2), isTransferable: true),
            product(Self.licence, .licence, licence, 30),
            product(dearLicence, .licence, licence, 50),
            product(
                festival, .membership, .window(from: .origin + .seconds(100), until: .origin + .seconds(200)), 40),
        ])
    }

    init(auditInFlight: Int = 1_024, log: consuming AuditLog = AuditLog()) {
        records = ZeroLatencyRecords(Self.catalogue, auditInFlight: auditInFlight, log: log)
    }

    @discardableResult
    func register(
        _ order: UInt32, _ product: ProductID, quantity: UInt8 = 1, at second: Int64 = 0
    ) -> [EntitlementEffect] {
        let grant = EntitlementGrant(
            order: OrderID(order), user: Self.user, product: product, quantity: quantity,
            serial: UInt64(order) * 10 + 1, instant: at(second))
        return heard(records.tell(.register(grant), at: at(second)))
    }

    /// Asks for a change from the present version, or from another.
    @discardableResult
    func ask(
        _ order: UInt32, _ operation: LifecycleOperation, target: UInt32 = 0, paid: Money = .zero,
        version: UInt16? = nil, at second: Int64 = 1
    ) -> [EntitlementEffect] {
        let request = LifecycleRequest(
            order: OrderID(order), version: version ?? reading(order).version, operation: operation,
            origin: AuditOrigin(.holder, .request), target: target, paid: paid)
        return heard(records.tell(.change(request), at: at(second)))
    }

    /// Asks for a change with whatever makes it possible: the amount that is due, a dearer product, another user.
    @discardableResult
    func wish(_ order: UInt32, _ operation: LifecycleOperation, at second: Int64 = 1) -> [EntitlementEffect] {
        switch operation {
        case .renew:
            let price = records.ledger.renewalPrice(of: OrderID(order)) ?? .zero
            return ask(order, .renew, paid: price, at: second)
        case .upgrade:
            let price = records.ledger.upgradePrice(of: OrderID(order), to: Self.dearLicence, at: at(second))
            return ask(order, .upgrade, target: Self.dearLicence.number, paid: price ?? .zero, at: second)
        case .transfer: return ask(order, .transfer, target: 9, at: second)
        case .issue: return register(order, Self.licence, at: second)
        case .activate, .use, .suspend, .resume, .revoke, .refund: return ask(order, operation, at: second)
        case .expire: return heard(records.advance(to: at(second)))
        }
    }

    func reading(_ order: UInt32) -> EntitlementReading { records.ledger.reading(of: OrderID(order)) }

    func at(_ second: Int64) -> Instant { .origin + .seconds(second) }

    /// What was told to anyone but the audit log.
    private func heard(_ effects: [EntitlementEffect]) -> [EntitlementEffect] {
        effects.filter { if case .audit = $0 { false } else { true } }
    }
}

extension ZeroLatencyRecords {
    /// All that registering an order has to say, that to the audit log included.
    func ledgerEffects(_ order: UInt32) -> [EntitlementEffect] {
        tell(
            .register(
                EntitlementGrant(
                    order: OrderID(order), user: UserID(1), product: ProductID(0), quantity: 1, serial: 1,
                    instant: .origin)),
            at: .origin)
    }
}
