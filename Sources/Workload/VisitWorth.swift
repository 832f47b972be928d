import Primitives
import Statistics

/// What a visit is expected to buy from where it is, if nothing is refused any more: the price of losing it there.
///
/// The expected rewards of the absorbing Markov chain that visits are (Kemeny and Snell, 1960, chapter 3): with P for a
/// product's page, L for a list, o the share of product pages that go on to an order, q of orders that are paid,
///
///     L = (list to product) P + (list to list) L
///     P = o q + (o x pay x list + product to list) L + (product to product) P
///
/// in paid orders. In money each of them counts with the mean price of what is chosen, but the one that follows the
/// page at hand: that is for its product.
public struct VisitWorth: Equatable, Sendable {
    /// Paid orders ahead at a list, at a product's page, and at a refresh of those who wait for the opening.
    public let ordersFromList: Double
    public let ordersFromProduct: Double
    public let ordersFromRefresh: Double
    /// Of these, how many are for the product at hand.
    public let directFromProduct: Double
    public let directFromRefresh: Double
    /// Units in an order, on average, and the mean price of an order in fen.
    public let meanQuantity: Double
    public let meanPrice: Double

    /// - Parameter prices: by product, in the order of popularity, what a unit costs.
    public init(_ scenario: Scenario, prices: [Money]) {
        func share(_ permille: Int) -> Double { Double(permille) / 1_000 }
        let journey = scenario.journey
        let paid = share(journey.orderToPay) * (1 - share(scenario.outside.declinedPermille))
        let order = share(journey.productToOrder)
        let listToProduct = share(journey.listToProduct), listEnds = 1 - share(journey.listToList)
        let toList = order * share(journey.orderToPay) * share(journey.orderToList) + share(journey.productToList)
        let productsPerList = listEnds > 0 ? listToProduct / listEnds : 0
        let ends = 1 - share(journey.productToProduct) - toList * productsPerList
        directFromProduct = order * paid
        ordersFromProduct = ends > 0 ? order * paid / ends : 0
        ordersFromList = productsPerList * ordersFromProduct
        let acts = share(scenario.traffic.rush?.orderPermille ?? 0)
        directFromRefresh = acts * paid
        let later = acts * share(journey.orderToPay) * share(journey.orderToList) + (1 - acts)
        ordersFromRefresh = acts * paid + later * ordersFromList

        let weights = ZipfDistribution.weights(
            count: prices.count, exponent: scenario.population.popularityExponent)
        let price = zip(weights, prices).reduce(0) { $0 + $1.0 * Double($1.1.fen) } / weights.reduce(0, +)
        let quantities = journey.quantityWeights
        let units = quantities.enumerated().reduce(0) { $0 + Double($1.offset + 1) * Double($1.element) }
        meanQuantity = units / quantities.reduce(0) { $0 + Double($1) }
        meanPrice = price * meanQuantity
    }

    /// The fen ahead of so many visits at lists.
    public func fenFromLists(_ count: Double) -> Double { count * ordersFromList * meanPrice }

    /// The fen ahead of so many visits at products' pages, whose prices per unit add up to `prices` fen.
    public func fenFromProducts(_ count: Double, prices: Double) -> Double {
        directFromProduct * prices * meanQuantity + count * (ordersFromProduct - directFromProduct) * meanPrice
    }

    /// The same for those who refresh a product's page until the sale opens.
    public func fenFromRefreshes(_ count: Double, prices: Double) -> Double {
        directFromRefresh * prices * meanQuantity + count * (ordersFromRefresh - directFromRefresh) * meanPrice
    }
}
