import Platform
import Primitives

/// An issuance engine that sells one generated and one supplier-coded product.
struct IssuanceDesk {
    static let membership = ProductID(0), card = ProductID(1)
    static let membershipLasts = TimeSpan.hours(24 * 30), cardLasts = TimeSpan.hours(24 * 365)
    static let signer = CredentialSigner(key: Array(0..<32))

    let engine: Bench<IssuanceEngine>

    init(asksBeforeWithdrawal: Bool = false, revokeRepeat: TimeSpan = .seconds(30)) {
        engine = Bench(
            IssuanceEngine(
                catalogue: Self.catalogue, signer: Self.signer, asksBeforeWithdrawal: asksBeforeWithdrawal,
                revokeRepeat: revokeRepeat))
    }

    static var catalogue: Catalogue {
        Catalogue(products: [
            product(0, .membership, .fromIssue(membershipLasts)), product(1, .gameCard, .fromIssue(cardLasts)),
        ])
    }

    static func product(
        _ number: UInt32, _ kind: ProductKind, _ validity: EntitlementTemplate.Validity,
        uses: EntitlementTemplate.Uses = .unlimited, price: Money = .yuan(1), isTransferable: Bool = false,
        regions: EntitlementTemplate.Regions = .everywhere
    ) -> Product {
        Product(
            id: ProductID(number), kind: kind, name: "\(number)", chineseName: "\(number)", listPrice: price * 2,
            salePrice: price, stock: 10, isSupplierCoded: kind.isSupplierCoded,
            template: EntitlementTemplate(
                permissions: .redeem, validity: validity, uses: uses, isTransferable: isTransferable,
                regions: regions))
    }

    static func request(
        _ order: UInt32, _ product: ProductID = membership, quantity: UInt8 = 1, attempt: UInt16 = 1
    ) -> IssueRequest {
        IssueRequest(
            order: OrderID(order), user: UserID(order + 100), product: product, quantity: quantity, attempt: attempt)
    }

    /// Asks for an order's credentials, at a second.
    @discardableResult
    func issue(
        _ order: UInt32, _ product: ProductID = membership, quantity: UInt8 = 1, attempt: UInt16 = 1,
        at second: Int64 = 0
    ) -> [IssuanceEffect] {
        tell(.issue(Self.request(order, product, quantity: quantity, attempt: attempt)), at: second)
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
}
