import Platform
import Primitives

/// What is on sale: a generated catalogue, with limited stock for some of the most wanted products.
public struct CataloguePlan: Equatable, Sendable {
    /// How many products.
    public var products: Int = 200
    /// How many in a hundred of the standard kinds are game cards, memberships, licences and courses.
    public var mix: [Int] = [40, 25, 20, 15]
    /// Kinds beside the standard four, and standard ones described anew under their names.
    public var kinds: [KindPlan] = []
    /// The price asked, in permille of the list price.
    public var pricePermille: Int = 500
    /// Units of every product that ``limited`` does not name.
    public var stock: Int = 1_000_000
    /// Products with a stock of their own.
    public var limited: [Limit] = []
    /// Products that are also sold together. The page of each of them offers the first bundle that has it.
    public var bundles: [Bundle] = []

    public init() {}

    /// Several products in one order, issued or paid back as a whole.
    public struct Bundle: Equatable, Sendable {
        /// The name in reports.
        public var name: String
        /// The products' places in the order of popularity, from 1; one unit of each.
        public var products: [Int]
        /// What each product costs in the bundle, in permille of its price alone.
        public var pricePermille: Int

        public init(name: String, products: [Int], pricePermille: Int) {
            self.name = name
            self.products = products
            self.pricePermille = pricePermille
        }
    }

    /// A product with limited stock.
    public struct Limit: Equatable, Sendable {
        /// The place in the order of popularity, from 1.
        public var rank: Int
        /// How many units there are.
        public var stock: Int
        /// When its page gets a button to order; before that shoppers only look at it.
        public var onSale: Instant

        public init(rank: Int, stock: Int, onSale: Instant = .distantPast) {
            self.rank = rank
            self.stock = stock
            self.onSale = onSale
        }
    }
}

/// One kind of coupon.
public struct CouponPlan: Equatable, Sendable {
    /// The name in reports.
    public var name: String
    /// How many there are.
    public var count: Int
    /// What each takes off the price.
    public var discount: Money
    /// The price from which it may be used.
    public var minimumPrice: Money

    public init(name: String, count: Int, discount: Money, minimumPrice: Money) {
        self.name = name
        self.count = count
        self.discount = discount
        self.minimumPrice = minimumPrice
    }
}
