import Primitives

/// One virtual product on sale.
public struct Product: Equatable, Sendable {
    /// Its place in the catalogue.
    public var id: ProductID
    /// What sort of product it is.
    public var kind: ProductKind
    /// The name in English.
    public var name: String
    /// The name in Chinese.
    public var chineseName: String
    /// The ordinary price.
    public var listPrice: Money
    /// The price asked in the promotion.
    public var salePrice: Money
    /// How many units there are to sell.
    public var stock: Int
    /// Whether its credentials are codes from a supplier.
    public var isSupplierCoded: Bool
    /// What a buyer gets.
    public var template: EntitlementTemplate

    public init(
        id: ProductID, kind: ProductKind, name: String, chineseName: String, listPrice: Money, salePrice: Money,
        stock: Int, isSupplierCoded: Bool, template: EntitlementTemplate
    ) {
        self.id = id
        self.kind = kind
        self.name = name
        self.chineseName = chineseName
        self.listPrice = listPrice
        self.salePrice = salePrice
        self.stock = stock
        self.isSupplierCoded = isSupplierCoded
        self.template = template
    }
}
