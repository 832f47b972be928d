import Primitives

/// Everything on sale, the most wanted product first.
public struct Catalogue: Equatable, Sendable {
    /// The products; a product's number is its index.
    public let products: [Product]

    /// A catalogue of the given products. Traps unless each product's number is its index.
    public init(products: [Product]) {
        for (index, product) in products.enumerated() {
            precondition(product.id.index == index, "product \(product.id.number) at place \(index)")
        }
        self.products = products
    }

    /// How many products there are.
    public var count: Int { products.count }

    /// The product of this number; traps if there is none.
    public subscript(product: ProductID) -> Product { products[product.index] }
}
