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
