/// Where a sale of the old platform stands.
///
/// | phase | what moves it on |
/// | --- | --- |
/// | `absent` | a click: `awaitingPayment`, `closed` when sold out, or `awaitingStock` when the stock is lent |
/// | `awaitingStock` | the core's ledger says yes or no; silence is a no |
/// | `awaitingPayment` | the buyer pays: `awaitingCoupon`, or `charging` without one; or lets it expire |
/// | `awaitingCoupon` | the coupon service's answer, whenever it comes; after a while the report shows it |
/// | `charging` | captured: `issuing`; declined: `closed`; silence: again under a fresh key, at last `listed` |
/// | `issuing` | codes: `done`; silence: again under a fresh key, at last `listed` |
/// | `listed` | a person: `refunded` if a payment is booked, else `closed` |
/// | `done` | a person, if the order has another sale that is done: `refunded` |
public enum SalePhase: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
    /// No such sale.
    case absent
    /// Asks the core's ledger for units.
    case awaitingStock
    /// The buyer is asked to pay.
    case awaitingPayment
    /// The buyer pays, and the payment waits for the coupon service.
    case awaitingCoupon
    /// A charge is on its way.
    case charging
    /// Paid; codes are on their way.
    case issuing
    /// Waits for a person.
    case listed
    /// Paid and issued.
    case done
    /// Paid and paid back.
    case refunded
    /// Ended without a payment.
    case closed

    /// Whether nothing more is going to happen by itself.
    @inlinable public var isOver: Bool {
        switch self {
        case .done, .refunded, .closed: true
        case .absent, .awaitingStock, .awaitingPayment, .awaitingCoupon, .charging, .issuing, .listed: false
        }
    }
}
