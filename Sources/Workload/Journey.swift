import Primitives

/// What a shopper does from page to page: a Markov chain whose probabilities are in permille.
///
/// A session opens with a list or a product page, or at once with an order. Orders arise only here: about 2 % of
/// actions are purchases (the Taobao UserBehavior data set, 25 November to 3 December 2017).
public struct Journey: Equatable, Sendable {
    /// The share of sessions that open with a product page rather than a list.
    public var opensWithProduct: Int = 400
    /// The share of sessions that open with an order: baskets filled on another day.
    public var opensWithOrder: Int = 0
    /// After a list: on to a product page.
    public var listToProduct: Int = 550
    /// After a list: on to another list. The rest leave.
    public var listToList: Int = 300
    /// After a product page: place an order.
    public var productToOrder: Int = 55
    /// After a product page: on to another product page.
    public var productToProduct: Int = 350
    /// After a product page: back to a list. The rest leave.
    public var productToList: Int = 400
    /// After the order is placed: pay. The rest leave and the order expires unpaid.
    public var orderToPay: Int = 920
    /// After a finished or refused order: back to a list. The rest leave.
    public var orderToList: Int = 300
    /// The mean time between an answer and the next click on list and product pages.
    public var browseThink: TimeSpan = .seconds(5)
    /// The mean time between the placed order and the click on "pay".
    public var payThink: TimeSpan = .seconds(4)
    /// The coefficient of variation of think times (log-normal).
    public var thinkVariation: Double = 0.8
    /// Weights of 1, 2, 3 ... units in a basket.
    public var quantityWeights: [Double] = [85, 10, 5]
    /// Weights of 1, 2, 3 ... lines in a basket: the product whose page it is, and further ones by popularity.
    public var basketWeights: [Double] = [1]
    /// The share of orders that are for the bundle instead, where the product's page offers one.
    public var bundlePermille: Int = 0
    /// The share of orders on which the buyer uses a coupon, if the scenario gives out any.
    public var couponPermille: Int = 300

    public init() {}
}
