/// What scalpers did to one product that they wanted.
public struct ScalpedProduct: Equatable, Sendable {
    /// The product's name.
    public var name: String
    /// How many units there were at the start.
    public var stock: Int
    /// Units issued to scalpers.
    public var scalped: UInt64
    /// Units for which ordinary shoppers were told that there are none.
    public var refused: UInt64
    /// Units that ordinary shoppers would have got from the scalpers' own: the fewer of both.
    public var lost: UInt64 { min(scalped, refused) }

    public init(name: String, stock: Int, scalped: UInt64, refused: UInt64) {
        self.name = name
        self.stock = stock
        self.scalped = scalped
        self.refused = refused
    }
}
