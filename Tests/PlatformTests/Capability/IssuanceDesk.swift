import Platform
import Primitives

/// An issuance engine that sells one generated and one supplier-coded product.
struct IssuanceDesk {
    static let membership = ProductID(0), card = ProductID(1)
    static let membershipLasts = TimeSpan.hours(24 * 30), cardLasts = TimeSpan.hours(24 * 365)

    let engine: Bench<IssuanceEngine>

    init(auditRepeat: TimeSpan = .seconds(5)) {
        let catalogue = Catalogue(products: [
            Self.product(0, .membership, lasting: Self.membershipLasts),
            Self.product(1, .gameCard, lasting: Self.cardLasts),
        ])
        engine = Bench(IssuanceEngine(catalogue: catalogue, auditRepeat: auditRepeat))
    }

    private static func product(_ number: UInt32, _ kind: ProductKind, lasting duration: TimeSpan) -> Product {
        Product(
            id: ProductID(number), kind: kind, name: "\(number)", chineseName: "\(number)", listPrice: .yuan(2),
            salePrice: .yuan(1), stock: 10, isSupplierCoded: kind.isSupplierCoded,
            template: EntitlementTemplate(
                permissions: .redeem, validity: .fromIssue(duration), uses: .unlimited, isTransferable: false))
    }

    static func request(
        _ order: UInt32, _ product: ProductID = membership, quantity: UInt8 = 1, attempt: UInt16 = 1,
        nonce: UInt64 = 77
    ) -> IssueRequest {
        IssueRequest(
            order: OrderID(order), user: UserID(order + 100), product: product, quantity: quantity,
            attempt: attempt, nonce: nonce)
    }

    /// Asks for an order's credentials, at a second.
    @discardableResult
    func issue(
        _ order: UInt32, _ product: ProductID = membership, quantity: UInt8 = 1, attempt: UInt16 = 1,
        nonce: UInt64 = 77, at second: Int64 = 0
    ) -> [IssuanceEffect] {
        tell(
            .issue(Self.request(order, product, quantity: quantity, attempt: attempt, nonce: nonce)), at: second)
    }

    @discardableResult
    func tell(_ command: IssuanceCommand, at second: Int64 = 0) -> [IssuanceEffect] {
        engine.send(command, at: .origin + .seconds(second))
    }

    @discardableResult
    func advance(to second: Int64) -> [IssuanceEffect] { engine.advance(to: .origin + .seconds(second)) }

    /// The next deadline in seconds; nil when idle.
    var deadline: Double? {
        let deadline = engine.nextDeadline
        return deadline == .distantFuture ? nil : deadline.sinceOrigin.inSeconds
    }
}

extension [IssuanceEffect] {
    /// The credentials of the first answer that has some.
    var credentials: Credentials? {
        for case .issued(_, let credentials) in self { return credentials }
        return nil
    }

    /// The orders whose audit records these are.
    var audited: [UInt32] {
        compactMap { if case .audit(let record) = $0 { record.order.number } else { nil } }
    }
}
