import Primitives

/// The old platform's part for one kind of product: its own stock, payments, issuing and records, in one place.
///
/// It works as long as nothing goes wrong, and knows no keys: whatever is repeated is done again. A second click
/// is a second sale; a charge or an issue that is not answered in time is taken for a failure and tried again
/// under a fresh key; a payment waits for the coupon service as long as that takes; every channel sells from a
/// copy of the stock (``ChannelCopies``). What fails in the end is listed for people; nothing is ever asked about,
/// withdrawn or paid back by itself. The life of a sale is in ``SalePhase`` and ``reaction(in:to:)``.
///
/// Once the core's ledger owns the stock, the silo sells what it is lent: a hold under the order's number.
///
/// 48 bytes per click and 12 per order number; a command costs O(1), or the order's sales where it is
/// about all of them. At most six effects for each of those.
public struct LegacySilo: ~Copyable, Machine {
    public typealias Command = LegacyCommand
    public typealias Effect = LegacyEffect

    /// The settings.
    public let configuration: LegacyConfiguration

    /// The earliest live deadline; exact after each call.
    public private(set) var nextDeadline = Instant.distantFuture

    /// Whether the core's ledger owns the stock, and the silo sells of what it is lent.
    public internal(set) var isLent = false

    var sales = FoldingArray<LegacySale>()
    var orders = FoldingArray<LegacyOrder>()
    var copies: ChannelCopies
    /// The silo's own price list.
    let prices: [Money]
    var calls = Ring<SaleDeadline>(minimumCapacity: 64)
    var unpaid = Ring<SaleDeadline>(minimumCapacity: 64)
    var reports = Ring<SaleDeadline>(minimumCapacity: 64)

    /// A silo that has sold nothing.
    ///
    /// - Parameters:
    ///   - initial: units of each product, in the catalogue's order; the silo sells those of its own kind.
    ///   - prices: what one unit of each product costs, by the silo's own list.
    ///   - start: from when on the copies' synchronisations count.
    public init(configuration: LegacyConfiguration, initial: [Int], prices: [Money], start: Instant) {
        precondition(configuration.attempts > 0, "no attempt at charging or issuing")
        precondition(initial.count == prices.count, "\(initial.count) stocks and \(prices.count) prices")
        self.configuration = configuration
        self.prices = prices
        copies = ChannelCopies(
            initial: initial, channels: configuration.channels, interval: configuration.synchroniseEvery, start: start)
    }

    /// Takes one command. Traps on an answer that nothing can have caused.
    public mutating func handle(
        _ command: LegacyCommand, at now: Instant, into effects: inout EffectBuffer<LegacyEffect>
    ) {
        switch command {
        case .place(let purchase): begin(purchase, paysAtOnce: false, at: now, into: &effects)
        case .pay(let order): pay(order, at: now, into: &effects)
        case .stockHeld, .stockSoldOut, .stockCallFailed, .couponRedeemed, .couponRefused, .couponCallFailed:
            answered(command, at: now, into: &effects)
        case .captured(_, let sale, let attempt, let reference):
            captured(sale, attempt, reference, at: now, into: &effects)
        case .declined(_, let sale, let attempt): declined(sale, attempt, into: &effects)
        case .chargeCallFailed(_, let sale, let attempt): chargeFailed(sale, attempt, at: now, into: &effects)
        case .codesArrived(_, let sale, _): codesArrived(sale, into: &effects)
        case .noCodes(_, let sale, let attempt): noCodes(sale, attempt, into: &effects)
        case .issueCallFailed(_, let sale, let attempt): issueFailed(sale, attempt, at: now, into: &effects)
        case .resolve(let order): resolve(order, into: &effects)
        }
        findNextDeadline()
    }

    /// How many sales there are; they are numbered from 0.
    public var saleCount: Int { sales.count }

    /// Where a sale stands; `absent` for a number never used. O(1).
    public func phase(of sale: SaleID) -> SalePhase {
        sale.index < sales.count ? sales[sale.index].phase : .absent
    }

    /// The order's latest sale; nil if it has none here. O(1).
    public func latestSale(of order: OrderID) -> SaleID? {
        guard order.index < orders.count, orders[order.index].latest > 0 else { return nil }
        return SaleID(orders[order.index].latest - 1)
    }

    /// Sets ``nextDeadline`` to the earliest deadline that still counts, dropping stale ones before it.
    mutating func findNextDeadline() {
        while let first = calls.first, !counts(first) { _ = calls.popFirst() }
        while let first = unpaid.first, !counts(first) { _ = unpaid.popFirst() }
        while let first = reports.first, !counts(first) { _ = reports.popFirst() }
        let call = calls.first?.instant ?? .distantFuture
        nextDeadline = min(call, min(unpaid.first?.instant ?? .distantFuture, reports.first?.instant ?? .distantFuture))
    }

    /// Stops at an answer that nothing can have caused.
    func impossible(_ what: StaticString, _ sale: SaleID) -> Never {
        fatalError("\(what) for sale \(sale.number) of the old platform, which is \(phase(of: sale))")
    }
}
