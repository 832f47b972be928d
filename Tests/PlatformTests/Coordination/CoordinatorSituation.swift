import Platform
import Primitives

/// A way to bring an order into a phase, for the walk over the coordinator's transition table.
struct CoordinatorSituation {
    typealias Kind = CoordinatorCommand.Kind

    /// The phase that the first line is in then.
    let phase: OrderPhase
    /// What may be said then: what a claim rules out in this situation is left to another one.
    let fits: Set<Kind>
    /// What is paid back then, if anything.
    let refund: Money
    let make: () -> CoordinatorDesk

    static let order = OrderID(0), other = OrderID(1)
    static let coupon: Set<Kind> = [.couponRedeemed, .couponRefused, .couponReleased, .couponCallFailed]
    /// What needs no claim of a certain kind.
    static let plain = Set(Kind.allCases).subtracting(coupon).subtracting([.stockReleased, .handedOver])

    init(
        _ phase: OrderPhase, fits: Set<Kind> = plain, refund: Money = Purchase.samplePrice,
        with configure: @escaping (inout CoordinatorConfiguration) -> Void = { _ in },
        by go: @escaping (CoordinatorDesk) -> Void
    ) {
        self.phase = phase
        self.fits = fits
        self.refund = refund
        make = {
            let desk = CoordinatorDesk(configure)
            go(desk)
            return desk
        }
    }

    /// The commands of a kind, about the first line or its order.
    func commands(_ kind: Kind) -> [CoordinatorCommand] {
        let order = Self.order
        switch kind {
        case .place: return [.place(.sample(order))]
        case .pay: return [.pay(order)]
        case .stockHeld: return [.stockHeld(order)]
        case .stockSoldOut: return [.stockSoldOut(order)]
        case .stockChecked: return [.stockChecked(order, available: true), .stockChecked(order, available: false)]
        case .stockConfirmed: return [.stockConfirmed(order)]
        case .stockHoldGone: return [.stockHoldGone(order)]
        case .stockReleased: return [.stockReleased(order)]
        case .couponRedeemed: return [.couponRedeemed(order, discount: .yuan(5))]
        case .couponRefused: return [.couponRefused(order)]
        case .couponReleased: return [.couponReleased(order)]
        case .captured: return [.captured(order, Purchase.samplePrice)]
        case .declined: return [.declined(order)]
        case .notCharged: return [.notCharged(order)]
        case .refunded: return [.refunded(order, refund)]
        case .issued: return [.issued(order)]
        case .issueFailed: return [.issueFailed(order)]
        case .supplierEmpty: return [.supplierEmpty(order)]
        case .withdrawn: return [.withdrawn(order)]
        case .issueKept: return [.issueKept(order)]
        case .stockCallFailed: return [.stockCallFailed(order)]
        case .couponCallFailed: return [.couponCallFailed(order)]
        case .paymentCallFailed: return [.paymentCallFailed(order)]
        case .chargeNotSent: return [.chargeNotSent(order)]
        case .retryNow: return [.retryNow(order)]
        case .refundNow: return [.refundNow(order)]
        case .markIssued: return [.markIssued(order)]
        case .handedOver: return [.handedOver(order)]
        }
    }
}

// The situations, phase by phase.
extension CoordinatorSituation {
    static var all: [Self] { early + paying + paid + bundled + byHand + over }

    private static func once(_ configuration: inout CoordinatorConfiguration) { configuration.stockAttempts = 1 }
    private static func checks(_ configuration: inout CoordinatorConfiguration) {
        configuration.stockStrategy = .checkThenAct
    }

    private static var early: [Self] {
        [
            Self(.absent) { _ in },
            Self(.absent, with: checks) { _ in },
            Self(.checking, with: checks) { $0.place(order) },
            Self(
                .checking, fits: [.stockCallFailed],
                with: {
                    checks(&$0)
                    once(&$0)
                }
            ) { $0.place(order) },
            Self(.holding) { $0.place(order) },
            Self(.holding, fits: [.stockCallFailed], with: once) { $0.place(order) },
            Self(.holding, fits: [.stockHeld, .stockSoldOut]) { $0.tell(.place(.basket(order))) },
            Self(.holding, fits: [.stockHeld, .stockSoldOut, .stockCallFailed]) {
                $0.tell(.place(.basket(order)))
                $0.tell(.stockHeld(order))
            },
            Self(.awaitingPayment) { $0.placeAndHold(order) },
        ]
    }

    private static var paying: [Self] {
        [
            Self(.reserving) { $0.pay(order) },
            Self(.reserving, fits: [.stockCallFailed], with: once) { $0.pay(order) },
            Self(.reserving, fits: plain.union([.couponRedeemed, .couponRefused, .couponCallFailed])) {
                $0.pay(order, coupon: .init(0))
            },
            Self(.reserving, fits: [.couponRedeemed, .couponRefused, .couponCallFailed]) {
                $0.pay(order, coupon: .init(0))
                $0.tell(.stockConfirmed(order))
            },
            Self(.reserving, fits: [.couponReleased], with: { $0.callTimeout = .seconds(1) }) {
                $0.pay(order, coupon: .init(0))
                $0.wait(.milliseconds(1_200))
            },
            Self(.charging) { $0.charge(order) },
            Self(.charging, fits: [.chargeNotSent], with: once) { $0.charge(order) },
            Self(.charging, fits: coupon) { $0.chargeBeforeCoupon(order) },
            Self(.chargeUnknown) {
                $0.charge(order)
                $0.tell(.paymentCallFailed(order))
            },
            Self(.chargeUnknown, fits: coupon) {
                $0.chargeBeforeCoupon(order)
                $0.tell(.paymentCallFailed(order))
            },
        ]
    }

    private static var paid: [Self] {
        let issuing: (CoordinatorDesk) -> Void = {
            $0.chargeBeforeCoupon(order)
            $0.tell(.captured(order, Purchase.samplePrice))
        }
        let preparing: (CoordinatorDesk) -> Void = {
            issuing($0)
            $0.tell(.issueFailed(order))
        }
        let withdrawing: (CoordinatorDesk) -> Void = {
            preparing($0)
            $0.wait(.hours(24))
        }
        let refunding: (CoordinatorDesk) -> Void = {
            withdrawing($0)
            $0.tell(.withdrawn(order))
        }
        let all = plain.union(coupon)
        return [
            Self(.issuing, fits: all, by: issuing), Self(.preparing, fits: all, by: preparing),
            Self(.withdrawing, fits: all, by: withdrawing),
            // Only a line of a bundle may have been issued before.
            Self(.refunding, fits: all.subtracting([.issued]), by: refunding),
            // Nothing is fenced off that was issued, unless a person has it in hand.
            Self(.ended(.issued), fits: all.subtracting([.withdrawn])) {
                issuing($0)
                $0.tell(.issued(order))
            },
            Self(.ended(.refunded), fits: all.union([.stockReleased]).subtracting([.issued])) {
                refunding($0)
                $0.tell(.refunded(order, Purchase.samplePrice))
            },
        ]
    }

    private static var bundled: [Self] {
        let share = Money.yuan(30), all = plain.union(coupon)
        let oneReady: (CoordinatorDesk) -> Void = {
            $0.captureBundle(order)
            $0.tell(.issued(order))
        }
        let onePrepared: (CoordinatorDesk) -> Void = {
            $0.captureBundle(order)
            $0.tell(.issueFailed(order))
            $0.tell(.issueFailed(other))
        }
        let withdrawing: (CoordinatorDesk) -> Void = {
            onePrepared($0)
            $0.wait(.hours(24))
        }
        let revoking: (CoordinatorDesk) -> Void = {
            oneReady($0)
            $0.tell(.issueFailed(other))
            $0.wait(.hours(24))
            $0.tell(.withdrawn(other))
        }
        let revoked: (CoordinatorDesk) -> Void = {
            revoking($0)
            $0.tell(.withdrawn(order))
        }
        return [
            Self(.issuing, fits: [.issued]) { $0.captureBundle(order) },
            Self(.preparing, fits: [.issued], by: onePrepared),
            Self(.withdrawing, fits: [.issued], by: withdrawing),
            Self(.withdrawing, fits: [.issued]) {
                withdrawing($0)
                $0.tell(.withdrawn(other))
            },
            Self(.ready, fits: all.subtracting([.withdrawn]), by: oneReady), Self(.revoking, fits: all, by: revoking),
            Self(.refunding, fits: [.issued], refund: share, by: revoked),
            Self(.ended(.refunded), fits: [.issued], refund: share) {
                revoked($0)
                $0.tell(.refunded(order, share))
            },
        ]
    }

    /// A person has the line in hand: before the fence stands, behind it, and when the goods are handed over.
    private static var byHand: [Self] {
        let marked: (CoordinatorDesk) -> Void = {
            $0.prepare(order)
            $0.tell(.markIssued(order))
        }
        let bundleFenced: (CoordinatorDesk) -> Void = {
            $0.captureBundle(order)
            for line in [order, other] { $0.tell(.issueFailed(line)) }
            $0.tell(.markIssued(order))
            $0.tell(.withdrawn(order))
        }
        let givenUp: (CoordinatorDesk) -> Void = {
            bundleFenced($0)
            $0.tell(.refundNow(other))
            $0.tell(.withdrawn(other))
        }
        let revoking: (CoordinatorDesk) -> Void = {
            givenUp($0)
            $0.tell(.handedOver(order))
        }
        let again: Set<Kind> = [.handedOver], fence = again.union([.withdrawn])
        return [
            Self(.withdrawing, fits: [.withdrawn, .issued, .retryNow, .refundNow, .markIssued], by: marked),
            Self(.withdrawing, fits: fence.union([.issueFailed, .supplierEmpty, .retryNow])) {
                marked($0)
                $0.tell(.withdrawn(order))
            },
            Self(.ended(.issued), fits: fence) {
                marked($0)
                for command in [.withdrawn(order), .handedOver(order)] as [CoordinatorCommand] { $0.tell(command) }
            },
            Self(.withdrawing, fits: again, by: bundleFenced), Self(.withdrawing, fits: again, by: givenUp),
            Self(.ready, fits: fence) {
                bundleFenced($0)
                $0.tell(.handedOver(order))
            },
            Self(.revoking, fits: again, by: revoking),
            Self(.refunding, fits: again) {
                revoking($0)
                $0.tell(.withdrawn(order))
            },
            Self(.ended(.refunded), fits: again) {
                revoking($0)
                $0.tell(.withdrawn(order))
                $0.tell(.refunded(order, .yuan(30)))
            },
        ]
    }

    /// Orders that were never paid, with units or a coupon still to be given back or settled, and what becomes of a
    /// late capture.
    private static var over: [Self] {
        func ended(
            _ outcome: LineOutcome, fits: Set<Kind>, settledBy last: [CoordinatorCommand],
            _ go: @escaping (CoordinatorDesk) -> Void
        ) -> [Self] {
            let capture = CoordinatorCommand.captured(order, Purchase.samplePrice)
            return [
                Self(.ended(outcome), fits: fits, by: go),
                Self(.returning(outcome), fits: fits) {
                    go($0)
                    $0.tell(capture)
                },
                Self(.returning(outcome), fits: [.refunded]) {
                    go($0)
                    for command in last { $0.tell(command) }
                    $0.tell(capture)
                },
            ]
        }
        let all = plain.union(coupon).union([.stockReleased])
        let released = CoordinatorCommand.stockReleased(order)
        return ended(.soldOut, fits: plain.union([.stockReleased]), settledBy: [released]) {
            $0.tell(.place(.basket(order)))
            $0.tell(.stockSoldOut(other))
        } + ended(.unpaid, fits: plain.union([.stockReleased]), settledBy: [released]) {
            $0.placeAndHold(order)
            $0.wait(.minutes(15))
        } + ended(.unpaid, fits: coupon, settledBy: [.couponReleased(order)]) {
            $0.pay(order, coupon: .init(0))
            $0.wait(.milliseconds(150))
            $0.tell(.stockHoldGone(order))
            $0.tell(.couponRedeemed(order, discount: .yuan(5)))
        } + ended(.declined, fits: all, settledBy: [.couponReleased(order), released]) {
            $0.chargeBeforeCoupon(order)
            $0.tell(.declined(order))
        } + ended(.unavailable, fits: all, settledBy: [.couponReleased(order), released]) {
            $0.chargeBeforeCoupon(order)
            $0.tell(.notCharged(order))
        }
    }
}
