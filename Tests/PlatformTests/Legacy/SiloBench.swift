import Platform
import Primitives

/// One silo on a bench: commands in, effects out, a clock that a test sets.
struct SiloBench: ~Copyable {
    static let product = ProductID(0)
    static let price = Money.yuan(10)
    static let order = OrderID(3)

    var silo: LegacySilo
    var effects: [LegacyEffect] = []
    var now = Instant.origin
    private var buffer = EffectBuffer<LegacyEffect>()

    init(stock: Int = 4, _ change: (inout LegacyConfiguration) -> Void = { _ in }) {
        var configuration = LegacyConfiguration()
        change(&configuration)
        silo = LegacySilo(
            configuration: configuration, initial: [stock, stock], prices: [Self.price, Self.price], start: .origin)
    }

    static func purchase(
        _ order: OrderID = order, user: UInt32 = 0, quantity: UInt8 = 1, coupon: Bool = false
    ) -> Purchase {
        Purchase(
            order: order, user: UserID(user), product: product, quantity: quantity, region: 0,
            coupon: coupon ? CouponID(0) : nil, price: price * Int64(quantity))
    }

    /// Gives a command; returns its effects.
    @discardableResult
    mutating func give(_ command: LegacyCommand) -> [LegacyEffect] {
        silo.handle(command, at: now, into: &buffer)
        return drain()
    }

    /// Lets time pass, and what is due happen.
    @discardableResult
    mutating func pass(_ span: TimeSpan) -> [LegacyEffect] {
        now += span
        var all: [LegacyEffect] = []
        repeat {
            silo.advance(to: now, into: &buffer)
            all += drain()
        } while silo.nextDeadline <= now
        return all
    }

    private mutating func drain() -> [LegacyEffect] {
        let list = (0..<buffer.count).map { buffer[$0] }
        buffer.removeAll()
        effects += list
        return list
    }

    /// Drives the bench's first sale into a phase.
    mutating func drive(to phase: SalePhase) {
        let order = Self.order, sale = SaleID(0)
        switch phase {
        case .absent: return
        case .awaitingStock:
            silo.becomeLent()
            give(.place(Self.purchase(coupon: true)))
        case .awaitingPayment: give(.place(Self.purchase(coupon: true)))
        case .awaitingCoupon:
            drive(to: .awaitingPayment)
            give(.pay(order))
        case .charging:
            drive(to: .awaitingCoupon)
            give(.couponRefused(order))
        case .issuing:
            drive(to: .charging)
            give(.captured(order, sale, attempt: 1, reference: 7))
        case .listed:
            drive(to: .issuing)
            give(.noCodes(order, sale, attempt: 1))
        case .done:
            drive(to: .issuing)
            give(.codesArrived(order, sale, attempt: 1))
        case .refunded:
            drive(to: .listed)
            give(.resolve(order))
        case .closed:
            drive(to: .charging)
            give(.declined(order, sale, attempt: 1))
        }
        precondition(silo.phase(of: sale) == phase, "drove to \(silo.phase(of: sale)) instead of \(phase)")
    }

    /// Lets something of a kind happen to the bench's first sale, the answer to its latest attempt.
    mutating func happen(_ kind: LegacyCommandKind, attempt: UInt8 = 1) {
        let order = Self.order, sale = SaleID(0)
        switch kind {
        case .place: give(.place(Self.purchase(coupon: true)))
        case .pay: give(.pay(order))
        case .stockHeld: give(.stockHeld(order))
        case .stockSoldOut: give(.stockSoldOut(order))
        case .stockCallFailed: give(.stockCallFailed(order))
        case .couponRedeemed: give(.couponRedeemed(order, discount: .yuan(1)))
        case .couponRefused: give(.couponRefused(order))
        case .couponCallFailed: give(.couponCallFailed(order))
        case .captured: give(.captured(order, sale, attempt: attempt, reference: 9))
        case .declined: give(.declined(order, sale, attempt: attempt))
        case .chargeCallFailed: give(.chargeCallFailed(order, sale, attempt: attempt))
        case .codesArrived: give(.codesArrived(order, sale, attempt: attempt))
        case .noCodes: give(.noCodes(order, sale, attempt: attempt))
        case .issueCallFailed: give(.issueCallFailed(order, sale, attempt: attempt))
        case .resolve: give(.resolve(order))
        case .callTimeout: pass(silo.configuration.callTimeout)
        case .unpaidExpiry: pass(silo.configuration.unpaidExpiry)
        case .report: pass(silo.configuration.reportAfter)
        }
    }
}
