import Primitives

/// One line of what a buyer wants: a product, how many units of it, and what they cost together. Eight bytes.
@frozen
public struct PurchaseLine: Equatable, Sendable, BitwiseCopyable {
    @usableFromInline let fen: UInt32
    @usableFromInline let productNumber: UInt16
    /// How many units.
    public let quantity: UInt8

    /// A line as the buyer saw it.
    ///
    /// - Parameters:
    ///   - product: what; catalogues are shorter than 65,536 products, and a greater number traps.
    ///   - quantity: how many units.
    ///   - price: of all units of the line together, before any coupon; traps below zero and above 42 million yuan.
    @inlinable
    public init(product: ProductID, quantity: UInt8, price: Money) {
        fen = UInt32(price.fen)
        productNumber = UInt16(product.number)
        self.quantity = quantity
    }

    /// The product.
    @inlinable public var product: ProductID { ProductID(UInt32(productNumber)) }
    /// The price of all units together, before any coupon. What is shown later changes it no more.
    @inlinable public var price: Money { Money(fen: Int64(fen)) }
}

/// What a buyer wants: a basket of one to eight lines, or a bundle, which is sold as a whole.
///
/// An order of several lines takes as many consecutive numbers, one for each line, and goes by the first of
/// them. So every peer knows a line as it knows an order of one line, by a number of its own.
@frozen
public struct Purchase: Sendable, BitwiseCopyable {
    /// The order's number, which is its first line's, chosen by the buyer's client when the basket is handed in;
    /// clicking again repeats it.
    public var order: OrderID
    /// The buyer.
    public var user: UserID
    /// The coupon's number; the greatest for none.
    @usableFromInline var couponNumber: UInt16
    /// Where the buyer is.
    public var region: UInt8
    /// The number of lines, and the top bit for a bundle.
    @usableFromInline var shape: UInt8
    @usableFromInline var lines: InlineArray<8, PurchaseLine>

    /// How many lines there are.
    @inlinable public var lineCount: UInt8 { shape & 0x7F }

    /// Whether the lines are all issued or all paid back.
    @inlinable public var isBundle: Bool {
        get { shape & 0x80 != 0 }
        set { shape = newValue ? shape | 0x80 : shape & 0x7F }
    }

    /// The coupon that the buyer wants to use; nil for none. There are fewer than 65,535 kinds.
    @inlinable public var coupon: CouponID? {
        get { couponNumber == .max ? nil : CouponID(UInt32(couponNumber)) }
        set { couponNumber = newValue.map { UInt16($0.number) } ?? .max }
    }

    /// The most lines that an order has.
    @inlinable public static var mostLines: Int { 8 }

    /// A purchase of one line.
    ///
    /// - Parameter price: of all units together, before any coupon.
    @inlinable
    public init(
        order: OrderID, user: UserID, product: ProductID, quantity: UInt8, region: UInt8, coupon: CouponID?,
        price: Money
    ) {
        self.order = order
        self.user = user
        self.region = region
        couponNumber = .max
        shape = 1
        lines = InlineArray(repeating: PurchaseLine(product: ProductID(0), quantity: 0, price: .zero))
        self.coupon = coupon
        lines[0] = PurchaseLine(product: product, quantity: quantity, price: price)
    }

    /// Puts one more line behind the others. Traps at the ninth.
    @inlinable
    public mutating func add(_ line: PurchaseLine) {
        precondition(lineCount < Self.mostLines, "a ninth line of order \(order.number)")
        lines[Int(lineCount)] = line
        shape += 1
    }

    /// The line at a place, from 0. Traps when there is none.
    @inlinable
    public subscript(place: Int) -> PurchaseLine {
        precondition(place >= 0 && place < lineCount, "line \(place) of \(lineCount) of order \(order.number)")
        return lines[place]
    }

    /// The number of the line at a place, by which every peer knows it.
    @inlinable
    public func number(ofLine place: Int) -> OrderID { OrderID(order.number + UInt32(place)) }

    /// The price of all lines together, before any coupon.
    @inlinable
    public var price: Money {
        var sum = Money.zero
        for place in 0..<Int(lineCount) { sum += lines[place].price }
        return sum
    }

    /// The product of the first line, the only one of most orders.
    @inlinable public var product: ProductID { lines[0].product }
    /// The units of the first line, the only one of most orders.
    @inlinable public var quantity: UInt8 { lines[0].quantity }
}

extension Purchase: Equatable {
    public static func == (a: Self, b: Self) -> Bool {
        a.order == b.order && a.user == b.user && a.region == b.region && a.shape == b.shape
            && a.couponNumber == b.couponNumber
            && (0..<Int(a.lineCount)).allSatisfy { a.lines[$0] == b.lines[$0] }
    }
}
