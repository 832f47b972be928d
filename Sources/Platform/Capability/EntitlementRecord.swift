import Primitives

/// What the entitlement ledger keeps of one order: 24 bytes, indexed by order number.
///
/// Ends are not stored: they follow from the anchor and the product's template.
struct EntitlementRecord: BitwiseCopyable {
    /// From when its time counts: its issue, its activation, or the renewal that revived it.
    var anchor = Instant.origin
    var user = UserID(0)
    var product: UInt16 = 0
    /// The number of changes so far.
    var version: UInt16 = 0
    /// Uses left in all units together; ``unlimited`` for no limit.
    var uses: UInt16 = 0
    var quantity: UInt8 = 0
    var state = EntitlementState.unknown
    /// How many periods are paid for.
    var periods: UInt8 = 1
    /// The operation that made this version.
    var lastOperation = LifecycleOperation.issue
    /// Whether its time runs: since its activation, or from the beginning.
    var isRunning = false
    /// Whether its holder has done something with it, so that it can't be given back.
    var isBegun = false

    static var unlimited: UInt16 { .max }
}

/// What the entitlement ledger needs to know of a product.
struct EntitlementTerms: BitwiseCopyable {
    enum Clock: UInt8, BitwiseCopyable { case issue, activation, window }

    var clock: Clock
    var isTransferable: Bool
    /// Equal for products of one kind.
    var kind: UInt16
    /// Uses that one unit brings; ``EntitlementRecord/unlimited`` for no limit.
    var uses: UInt16
    /// How long a period is; for a window, how long the window is.
    var period: TimeSpan
    /// How long after the issue it may be activated; for a window, when that begins, counted from the origin.
    var limit: TimeSpan
    var regions: EntitlementTemplate.Regions
    /// The price of one unit and one period.
    var price: Money

    init(_ product: Product, kind: UInt16, longest: TimeSpan?) {
        self.kind = kind
        let template = product.template
        let validity = longest.map(template.validity.atMost) ?? template.validity
        switch validity {
        case .fromIssue(let span): (clock, period, limit) = (.issue, span, .zero)
        case .fromActivation(let span, let within): (clock, period, limit) = (.activation, span, within)
        case .window(let from, let until): (clock, period, limit) = (.window, until - from, from.sinceOrigin)
        }
        uses =
            switch template.uses {
            case .limited(let count): UInt16(count)
            case .unlimited: EntitlementRecord.unlimited
            }
        isTransferable = template.isTransferable
        regions = template.regions
        price = product.salePrice
    }

    /// From when an entitlement of this product holds.
    func begin(of record: EntitlementRecord) -> Instant {
        clock == .window ? .origin + limit : record.anchor
    }

    /// The first instant at which an entitlement of this product holds no more: its own end, or that of the time for
    /// activating it.
    func end(of record: EntitlementRecord) -> Instant {
        switch clock {
        case .issue: record.anchor + period * Int64(record.periods)
        case .activation: record.anchor + (record.isRunning ? period * Int64(record.periods) : limit)
        case .window: .origin + limit + period
        }
    }

    /// The uses of so many units.
    func allUses(_ quantity: UInt8) -> UInt16 {
        uses == EntitlementRecord.unlimited ? uses : uses * UInt16(quantity)
    }
}
