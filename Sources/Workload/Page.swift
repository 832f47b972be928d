import Primitives

/// The kinds of page that a shopper asks for.
public enum Page: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    /// A list of products; served by the catalogue service.
    case list
    /// A product's page; served by the service of its kind.
    case product
    /// A click on "place the order"; answered when the stock is held, or not.
    case order
    /// A click on "pay"; answered when the goods are issued, or being prepared, or not.
    case pay
    /// A product's page again, by someone who waits for the sale to open.
    case refresh

    /// How many kinds there are.
    @inlinable public static var count: Int { 5 }
}

extension Scenario {
    /// The mean time from a click to its answer if nothing ever waits: network, work, and for orders
    /// and payments the messages behind them.
    public func nominalResponse(_ page: Page) -> TimeSpan {
        let shares = population.regions.reduce(0) { $0 + $1.share }
        let latency = population.regions.reduce(0) { $0 + $1.share * $1.latency.inSeconds } / shares
        let kinds = catalogue.assortment
        let weights = Double(kinds.reduce(0) { $0 + $1.weight })
        let product = kinds.reduce(0) { $0 + self[$1.pages].pageWork.inSeconds * Double($1.weight) / weights }
        // Some are fetched from the supplier.
        let coded = Double(kinds.reduce(0) { $0 + ($1.kind.isSupplierCoded ? $1.weight : 0) }) / weights
        // Each leg to or from a shopper takes the region's latency times 1 to 1.5.
        let front = 2 * 1.25 * latency + self[.gateway].pageWork.inSeconds
        let leg = fleet.networkLeg.inSeconds
        func message(_ service: Service) -> Double { leg + self[service].messageWork.inSeconds }
        let seconds: Double =
            switch page {
            case .list: front + leg + self[.catalogue].pageWork.inSeconds + leg
            case .product, .refresh: front + leg + product + leg
            case .order: front + 3 * leg + product + 2 * message(.order) + message(.stock)
            case .pay:
                front + 3 * leg + product + 4 * message(.order) + message(.stock) + 2 * message(.payment)
                    + outside.paymentTime.inSeconds + message(.issuing)
                    + coded * (outside.supplierTime.inSeconds + message(.issuing))
            }
        return TimeSpan(seconds: seconds)
    }
}
