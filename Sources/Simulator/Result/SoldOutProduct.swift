/// A product whose last unit went.
public struct SoldOutProduct: Equatable, Sendable {
    /// The product's name.
    public var name: String
    /// How many units there were.
    public var stock: Int
    /// Units whose goods were issued by the end.
    public var issued: Int
    /// When the last unit went for the first time, in seconds from day zero.
    public var second: Double
    /// Others who had clicked to order the product at that instant and had no answer yet.
    public var rivals: Int

    public init(name: String, stock: Int, issued: Int, second: Double, rivals: Int) {
        self.name = name
        self.stock = stock
        self.issued = issued
        self.second = second
        self.rivals = rivals
    }
}
