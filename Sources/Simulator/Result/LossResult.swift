import Primitives

/// Sales lost for one cause.
public struct LossResult: Equatable, Sendable {
    /// `rejected`, `left_queue`, `timed_out`, `sold_out_falsely`, `payment_failed` or `refunded`.
    public var cause = ""
    /// Orders whose buyers had clicked to order or to pay, and what they were worth at the prices asked.
    public var orders: UInt64 = 0
    public var sales = Money.zero
    /// Visits that ended before that, in front of an error or on the queue page.
    public var visits: UInt64 = 0
    /// What those were expected to buy, from where they ended to the end of the visit.
    public var expectedOrders = 0.0
    public var expectedSales = 0.0

    public init() {}
}
