import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// Coupon books that spend too much, and coordinators that treat coupons wrongly.
@Suite struct WrongCouponTests {
    /// Four buyers want one of three coupons.
    private var contested: Trial {
        Trial { tape in
            for order in 0..<4 as Range<UInt32> { tape.buy(order, coupon: CouponID(0), at: Double(order)) }
        }
    }

    /// An order with a coupon is never issued.
    private var refunded: Trial {
        Trial(lasts: 87_000) { tape in
            tape.buy(0)
            tape.buy(1, coupon: CouponID(0))
            tape.fate = { letter, _ in
                guard case .issuance(.issue(let request)) = letter, request.order == OrderID(1) else { return .taken }
                return .swallowed
            }
        }
    }

    @Test func couponSpentOnceTooOftenIsFound() {
        contested.expect(.couponsWithinCount, quoting: "redeem coupon 0") { tape in
            tape.coupons = WrongPort(
                tape.coupons,
                said: { effect, _, _ in
                    guard case .refused(let order) = effect else { return [effect] }
                    return [.redeemed(order, discount: .yuan(1))]
                })
        }
    }

    @Test func couponSpentAfterItWasGivenBackIsFound() {
        // The first redemption is slow: it arrives when it has been given up, and fenced off by a release.
        let trial = Trial { tape in
            tape.buy(0, coupon: CouponID(0))
            tape.buy(1, coupon: CouponID(0))
            tape.send(.coupon(.redeem(OrderID(1), CouponID(0), price: tape.product.salePrice)), at: 60)
            tape.fate = { letter, now in
                guard case .coupon(.redeem(OrderID(1), _, _)) = letter else { return .taken }
                return now < .origin + .seconds(30) ? .swallowed : .takenReplyLost
            }
        }
        trial.expect(.couponsWithinCount, quoting: "coupon: release") { tape in
            tape.coupons = WrongPort(
                tape.coupons,
                said: { effect, _, _ in
                    guard case .refused(let order) = effect else { return [effect] }
                    return [.redeemed(order, discount: .yuan(1))]
                })
        }
    }

    @Test func couponGivenBackTwiceIsFound() {
        let trial = Trial(lasts: 87_000) { tape in
            refunded.tape(tape)
            let before = tape.fate
            var releases = 0
            tape.fate = { letter, now in
                guard case .coupon(.release) = letter else { return before(letter, now) }
                releases += 1
                return releases == 1 ? .takenReplyLost : .taken
            }
        }
        trial.expect(.couponBudgetKept) { tape in
            let book = tape.couponBook
            var released = 0
            tape.coupons = WrongPort(
                tape.coupons,
                said: { effect, _, _ in
                    if case .released = effect { released += 1 }
                    return [effect]
                })
            tape.couponBook = {
                book().map { ($0.left + max(0, released - 1), $0.budget + .yuan(Int64(max(0, released - 1)))) }
            }
        }
    }

    @Test func chargeThatWaitsForASlowCouponServiceIsFound() {
        let trial = Trial { tape in
            tape.buy(0, coupon: CouponID(0))
            tape.fate = { letter, now in
                guard case .coupon(.redeem) = letter else { return .taken }
                return now < .origin + .seconds(6) ? .swallowed : .taken
            }
        }
        trial.expect(.chargeNeverWaits, quoting: "redeem coupon 0") { tape in
            var configuration = CoordinatorConfiguration()
            configuration.couponCalling = .synchronous
            tape.coordinator = MachinePort(OrderCoordinator(configuration: configuration))
        }
    }

    @Test func refundThatKeepsTheCouponIsFound() {
        refunded.expect(.couponComesBack, quoting: "refunded") { tape in
            tape.coordinator = WrongPort(
                tape.coordinator,
                said: { effect, now, port in
                    guard case .releaseCoupon(let order) = effect else { return [effect] }
                    return port.right.handle(.couponReleased(order), at: now)
                })
        }
    }

    @Test func couponGivenBackAlthoughItWasUsedIsFound() {
        Trial { $0.buy(0, coupon: CouponID(0)) }.expect(.couponComesBack, quoting: "coupon: release") { tape in
            tape.coordinator = WrongPort(
                tape.coordinator,
                said: { effect, _, _ in
                    guard case .charge(let order, _) = effect else { return [effect] }
                    return [effect, .releaseCoupon(order)]
                })
            tape.fate = { letter, _ in if case .coupon(.release) = letter { .takenReplyLost } else { .taken } }
        }
    }
}
