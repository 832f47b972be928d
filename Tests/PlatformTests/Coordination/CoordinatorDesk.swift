import Platform
import Primitives

/// A coordinator on its own: the test plays every peer and moves the clock by hand.
final class CoordinatorDesk {
    var coordinator: OrderCoordinator
    private var effects = EffectBuffer<CoordinatorEffect>()
    private(set) var now = Instant.origin

    init(_ change: (inout CoordinatorConfiguration) -> Void = { _ in }) {
        var configuration = CoordinatorConfiguration()
        change(&configuration)
        coordinator = OrderCoordinator(configuration: configuration)
    }

    /// What the coordinator does at one command.
    @discardableResult
    func tell(_ command: CoordinatorCommand) -> [CoordinatorEffect] {
        coordinator.handle(command, at: now, into: &effects)
        return take()
    }

    /// What it does by itself while time passes, each deadline at its own instant.
    @discardableResult
    func wait(_ span: TimeSpan) -> [CoordinatorEffect] {
        let end = now + span
        var seen: [CoordinatorEffect] = []
        while coordinator.nextDeadline <= end {
            now = max(now, coordinator.nextDeadline)
            coordinator.advance(to: now, into: &effects)
            seen += take()
        }
        now = end
        return seen
    }

    func phase(_ order: OrderID) -> OrderPhase { coordinator.phase(of: order) }

    private func take() -> [CoordinatorEffect] {
        defer { effects.removeAll() }
        return (0..<effects.count).map { effects[$0] }
    }
}

// The way of an order, as far as a test needs it.
extension CoordinatorDesk {
    func place(_ order: OrderID, coupon: CouponID? = nil) { tell(.place(.sample(order, coupon: coupon))) }

    func placeAndHold(_ order: OrderID, coupon: CouponID? = nil) {
        place(order, coupon: coupon)
        tell(.stockHeld(order))
    }

    func charge(_ order: OrderID) {
        placeAndHold(order)
        tell(.pay(order))
        tell(.stockConfirmed(order))
    }

    func pay(_ order: OrderID, coupon: CouponID? = nil) {
        placeAndHold(order, coupon: coupon)
        tell(.pay(order))
    }

    /// The charge leaves without the coupon, whose redemption is heard of too late and is being taken back.
    func chargeBeforeCoupon(_ order: OrderID) {
        pay(order, coupon: .init(0))
        wait(.milliseconds(150))
        tell(.stockConfirmed(order))
        tell(.couponRedeemed(order, discount: .yuan(5)))
    }

    /// All lines of a purchase held, sold and charged for, with this discount; what the capture leads to.
    @discardableResult
    func capture(_ purchase: Purchase, discount: Money? = nil) -> [CoordinatorEffect] {
        tell(.place(purchase))
        for place in 0..<Int(purchase.lineCount) { tell(.stockHeld(purchase.number(ofLine: place))) }
        tell(.pay(purchase.order))
        if let discount { tell(.couponRedeemed(purchase.order, discount: discount)) }
        for place in 0..<Int(purchase.lineCount) { tell(.stockConfirmed(purchase.number(ofLine: place))) }
        return tell(.captured(purchase.order, purchase.price - (discount ?? .zero)))
    }

    /// A bundle of two lines is paid; its coupon is heard of too late and is being taken back.
    func captureBundle(_ order: OrderID) {
        let bundle = Purchase.basket(order, coupon: .init(0), isBundle: true)
        tell(.place(bundle))
        for line in [order, bundle.number(ofLine: 1)] { tell(.stockHeld(line)) }
        tell(.pay(order))
        wait(.milliseconds(150))
        for line in [order, bundle.number(ofLine: 1)] { tell(.stockConfirmed(line)) }
        tell(.couponRedeemed(order, discount: .yuan(5)))
        tell(.captured(order, bundle.price))
    }

    func capture(_ order: OrderID) {
        charge(order)
        tell(.captured(order, Purchase.samplePrice))
    }

    func prepare(_ order: OrderID) {
        capture(order)
        tell(.issueFailed(order))
    }

    func withdraw(_ order: OrderID) {
        prepare(order)
        wait(.hours(24))
    }

    func refund(_ order: OrderID) {
        withdraw(order)
        tell(.withdrawn(order))
    }
}

extension Purchase {
    static var samplePrice: Money { .yuan(50) }

    static func sample(_ order: OrderID, coupon: CouponID? = nil, quantity: UInt8 = 2) -> Purchase {
        Purchase(
            order: order, user: .init(70 + order.number), product: .init(3), quantity: quantity, region: 1,
            coupon: coupon, price: samplePrice)
    }
}

extension Purchase {
    /// A basket of products 3, 4, ..., by default of one unit each and of two lines that cost as much as the sample.
    static func basket(
        _ order: OrderID, yuan prices: [Int64] = [30, 20], coupon: CouponID? = nil, isBundle: Bool = false,
        quantity: UInt8 = 1
    ) -> Purchase {
        var basket = Purchase(
            order: order, user: .init(70 + order.number), product: .init(3), quantity: quantity, region: 1,
            coupon: coupon, price: .yuan(prices[0]))
        for (place, price) in prices.enumerated().dropFirst() {
            let product = ProductID(index: 3 + place)
            basket.add(PurchaseLine(product: product, quantity: quantity, price: .yuan(price)))
        }
        basket.isBundle = isBundle
        return basket
    }
}
