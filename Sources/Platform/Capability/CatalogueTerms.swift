/// What a generated catalogue should look like.
public struct CatalogueTerms: Equatable, Sendable {
    /// How many products.
    public var products: Int
    /// The kinds that they are of.
    public var kinds: [ProductKind]
    /// The weight of each kind, in the order of ``kinds``; any positive sum.
    public var mix: [Int]
    /// The price asked, in permille of the list price.
    public var pricePermille: Int
    /// Units of every product that ``limited`` does not name.
    public var stock: Int
    /// Products with a stock of their own. Of two limits for the same rank the last one holds.
    public var limited: [StockLimit]

    public init(
        products: Int, kinds: [ProductKind] = ProductKind.standard, mix: [Int], pricePermille: Int, stock: Int,
        limited: [StockLimit]
    ) {
        self.products = products
        self.kinds = kinds
        self.mix = mix
        self.pricePermille = pricePermille
        self.stock = stock
        self.limited = limited
    }
}

/// A stock of its own for the product at one place of the catalogue.
public struct StockLimit: Equatable, Sendable {
    /// The place in the order of popularity, from 1.
    public var rank: Int
    /// How many units there are.
    public var stock: Int

    public init(rank: Int, stock: Int) {
        self.rank = rank
        self.stock = stock
    }
}
