/// A kind of virtual product: how its credentials come, what its products are called, cost and entitle to.
///
/// A kind is a value, not code: who wants to sell something new describes it. The ``standard`` four are
/// described in the same way as any other.
public struct ProductKind: Equatable, Sendable {
    /// The name in scenarios and results, such as `game-card`.
    public var name: String
    /// Where the credentials of its products come from.
    public var credentials: CredentialSource
    /// Who makes its products: the first part of their names.
    public var brands: [BilingualName]
    /// What is made: the second part of their names, with what it costs and entitles to.
    public var articles: [Article]

    public init(name: String, credentials: CredentialSource, brands: [BilingualName], articles: [Article]) {
        self.name = name
        self.credentials = credentials
        self.brands = brands
        self.articles = articles
    }

    /// Whether credentials are codes that a supplier hands over, rather than generated on the platform.
    public var isSupplierCoded: Bool { credentials == .supplierCodes }

    /// One thing that is sold under each brand of the kind, such as a monthly membership.
    public struct Article: Equatable, Sendable {
        /// The second part of the product's name.
        public var name: BilingualName
        /// What such products cost without a promotion.
        public var listPrices: PriceRange
        /// What a buyer gets.
        public var template: EntitlementTemplate

        public init(name: BilingualName, listPrices: PriceRange, template: EntitlementTemplate) {
            self.name = name
            self.listPrices = listPrices
            self.template = template
        }
    }
}

/// Where a product's credentials come from.
public enum CredentialSource: String, CaseIterable, Sendable {
    /// The platform makes them.
    case generated
    /// A supplier hands over its codes.
    case supplierCodes = "supplier-codes"
}

/// A name, or a part of one, in both languages of the shop.
public struct BilingualName: Equatable, Sendable {
    /// In English.
    public var english: String
    /// In Chinese.
    public var chinese: String

    public init(english: String, chinese: String) {
        self.english = english
        self.chinese = chinese
    }
}
