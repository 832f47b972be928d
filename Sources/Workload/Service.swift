import Primitives

/// The services of the platform; each is a pool of servers of its own.
public enum Service: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    /// Every page request passes it first.
    case gateway
    /// Lists and searches.
    case catalogue
    /// Product pages, order and payment pages of game cards.
    case gameCard
    /// The same for memberships.
    case membership
    /// The same for software licences.
    case licence
    /// The same for online courses.
    case course
    /// Runs the order coordinator.
    case order
    /// Runs the coupon book.
    case coupon
    /// Runs the stock ledger.
    case stock
    /// Runs the payment adapter, in front of the payment provider.
    case payment
    /// Runs the issuance engine, the entitlement ledger in the same store, and the entitlement overview.
    case issuing
    /// Runs the audit log.
    case audit
    /// Tells buyers what became of their orders.
    case notification
    /// Runs the verification gateway, for readers outside the platform.
    case verification

    /// The name in scenarios and reports.
    public var name: String {
        switch self {
        case .gateway: "gateway"
        case .catalogue: "catalogue"
        case .gameCard: "game-card"
        case .membership: "membership"
        case .licence: "licence"
        case .course: "course"
        case .order: "order"
        case .coupon: "coupon"
        case .stock: "stock"
        case .payment: "payment"
        case .issuing: "issuing"
        case .audit: "audit"
        case .notification: "notification"
        case .verification: "verification"
        }
    }

    /// The service with this name in scenarios.
    public init?(name: String) {
        guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }

    /// The services that have the pages of products, in the order of ``KindPlan/standard``.
    public static let ofProducts: [Service] = [.gameCard, .membership, .licence, .course]

    /// The service's place in tables: 0 to 13.
    @inlinable public var index: Int { Int(rawValue) }

    /// How many services there are.
    @inlinable public static var count: Int { 14 }
}
