import Primitives

/// What a kind of coupon is worth, on what, and how much of it there is.
public struct CouponTerms: Equatable, Sendable, BitwiseCopyable {
    /// How the discount is reckoned.
    public enum Discount: Equatable, Sendable, BitwiseCopyable {
        /// So much off.
        case fixed(Money)
        /// So many thousandths of the price off, rounded half up to a whole fen.
        case permille(Int64)
    }

    /// How the discount is reckoned; never more than the price is taken off.
    public var discount: Discount
    /// The least price that the coupon is good for.
    public var minimumPrice: Money
    /// How many coupons of this kind there are.
    public var count: Int
    /// How much all discounts of this kind may add up to.
    public var budget: Money

    public init(discount: Discount, minimumPrice: Money, count: Int, budget: Money) {
        self.discount = discount
        self.minimumPrice = minimumPrice
        self.count = count
        self.budget = budget
    }

    /// The discount on a price, at most the price itself.
    public func discount(on price: Money) -> Money {
        switch discount {
        case .fixed(let amount): min(amount, price)
        case .permille(let share): min(price.scaled(permille: share), price)
        }
    }
}
