import Platform
import Primitives
import Workload

/// Independent oracles over one run: they see messages and the outside parties' truth, and never ask a
/// machine how it thinks it is doing.
struct Auditors: ~Copyable {
    /// What the auditors know of one order.
    struct Dossier: BitwiseCopyable {
        var product: UInt16 = 0
        var quantity: UInt8 = 0
        var facts: Facts = []
        /// Audit records seen.
        var records: UInt8 = 0
        var coupon: UInt8 = 0
        var discount: Int32 = 0
        var price: Int64 = 0
        /// Before the charge: until when it may wait for the coupon. After: the latest issuing attempt.
        var mark: Instant = .distantPast
        var capturedAt: Instant = .distantPast
        var serial: UInt64 = 0

        /// The order is settled. What only an open order can be judged by is dropped, so that it takes no room
        /// once the dossier's page is folded: from now on nothing may be charged, tried or withdrawn.
        mutating func close() {
            facts.insert(.settled)
            price = 0
            discount = 0
            mark = .distantPast
            capturedAt = .distantPast
        }
    }

    struct Facts: OptionSet, BitwiseCopyable {
        let rawValue: UInt16
        static let placed = Facts(rawValue: 1)
        static let promised = Facts(rawValue: 2)
        static let confirmed = Facts(rawValue: 4)
        static let charged = Facts(rawValue: 8)
        static let captured = Facts(rawValue: 16)
        static let issued = Facts(rawValue: 32)
        static let refunded = Facts(rawValue: 64)
        static let settled = Facts(rawValue: 128)
        static let attempted = Facts(rawValue: 256)
        static let couponSpent = Facts(rawValue: 512)
        static let goodsKnown = Facts(rawValue: 1024)
        static let paying = Facts(rawValue: 2048)
    }

    /// How a product's last unit went.
    struct LastUnit {
        var at: Instant
        /// Others who had clicked to order the product and had no answer yet.
        var rivals: Int
    }

    var tally = AuditTally()
    private(set) var dossiers = FoldingArray<Dossier>()
    /// Units promised (held or sold) by product, by messages alone.
    private(set) var promised: [Int]
    /// By product, units promised beyond the stock when it was worst. Unpaid orders give theirs back, so
    /// that the end of a run may not show it any more: but every one was promised to a buyer.
    private(set) var oversold: [Int]
    /// Units sold, of orders whose goods were issued.
    private(set) var delivered: [Int]
    let stock: [Int]
    /// Products for which a buyer was told that they are sold out.
    private(set) var refusedProducts: [Bool]
    /// When each product's last unit went for the first time, and how many others were buying it then.
    private(set) var lastUnits: [LastUnit?]
    /// Two bitmaps over serials: generated ones and suppliers' codes.
    private var generatedSerials = PagedArray<UInt64>()
    private var supplierSerials = PagedArray<UInt64>()
    private(set) var duplicateSerials: UInt64 = 0
    /// By kind, coupons spent and not given back, and those given out.
    private var couponsOut: [Int]
    private let couponsGiven: [Int]
    private(set) var platformBooks = Money.zero
    /// Whether any issue was asked for again, and whether any was withdrawn.
    private(set) var sawRetries = false
    private(set) var sawWithdrawals = false
    private var lastSequence: UInt64 = 0
    let configuration: CoordinatorConfiguration

    init(_ scenario: Scenario, stock: [Int]) {
        self.stock = stock
        configuration = scenario.coordination
        promised = Array(repeating: 0, count: stock.count)
        oversold = Array(repeating: 0, count: stock.count)
        delivered = Array(repeating: 0, count: stock.count)
        refusedProducts = Array(repeating: false, count: stock.count)
        lastUnits = Array(repeating: nil, count: stock.count)
        couponsGiven = scenario.coupons.map(\.count)
        couponsOut = Array(repeating: 0, count: couponsGiven.count)
    }

    /// The coordinator hears of an order. Returns whether it is news.
    mutating func placed(_ purchase: Purchase) -> Bool {
        dossiers.grow(to: purchase.order.index + 1, filledWith: Dossier())
        guard dossiers[purchase.order.index].facts.insert(.placed).inserted else { return false }
        dossiers[purchase.order.index].product = UInt16(purchase.product.number)
        dossiers[purchase.order.index].quantity = purchase.quantity
        dossiers[purchase.order.index].price = purchase.price.fen
        if let coupon = purchase.coupon { dossiers[purchase.order.index].coupon = UInt8(coupon.number) }
        return true
    }

    // MARK: Stock

    /// The stock service has answered, at its end of the network.
    ///
    /// - Parameter buyers: shoppers who have clicked to order each product and have no answer yet.
    mutating func stock(_ effect: StockEffect, buyers: borrowing Table<Int32>, at now: Instant) {
        switch effect {
        case .held(let order):
            let product = Int(dossiers[order.index].product)
            guard !dossiers[order.index].facts.contains(.promised) else { return }
            dossiers[order.index].facts.insert(.promised)
            change(order, by: Int(dossiers[order.index].quantity), at: now)
            if promised[product] >= stock[product], lastUnits[product] == nil {
                lastUnits[product] = LastUnit(at: now, rivals: max(0, Int(buyers[product]) - 1))
            }
        case .soldOut, .checked: break
        case .confirmed(let order):
            tally.expect(
                .holdsEndOnce, dossiers[order.index].facts.contains(.promised), order: order, at: now)
            dossiers[order.index].facts.insert(.confirmed)
        case .holdGone(let order):
            tally.expect(
                .holdsEndOnce, !dossiers[order.index].facts.contains(.promised), order: order, at: now)
        case .released(let order), .expired(let order):
            guard dossiers[order.index].facts.contains(.promised) else { return }
            if case .expired = effect {
                let confirmed = dossiers[order.index].facts.contains(.confirmed)
                tally.expect(.holdsEndOnce, !confirmed, order: order, at: now)
            }
            dossiers[order.index].facts.remove(.promised)
            promised[Int(dossiers[order.index].product)] -= Int(dossiers[order.index].quantity)
        }
    }

    /// So many more units of an order's product are promised.
    mutating func change(_ order: OrderID, by units: Int, at now: Instant) {
        let product = Int(dossiers[order.index].product)
        promised[product] += units
        oversold[product] = max(oversold[product], promised[product] - stock[product])
        if units > 0 { tally.expect(.neverOversold, promised[product] <= stock[product], order: order, at: now) }
    }

    /// A buyer is told that the product of an order is sold out.
    mutating func toldSoldOut(_ order: OrderID) {
        refusedProducts[Int(dossiers[order.index].product)] = true
    }

    // MARK: Money

    /// The buyer's payment has begun: the charge may wait for the coupon until `mark`.
    mutating func payBegins(_ order: OrderID, at now: Instant) {
        // A repeated click begins nothing.
        guard dossiers[order.index].facts.insert(.paying).inserted,
            case .bounded(let wait) = configuration.couponCalling
        else { return }
        dossiers[order.index].mark = now + wait
    }

    /// The coordinator learns that the hold is confirmed; a charge may leave now if the coupon's wait is over.
    mutating func confirmationKnown(_ order: OrderID, at now: Instant) {
        guard !dossiers[order.index].facts.contains(.charged) else { return }
        dossiers[order.index].mark = max(dossiers[order.index].mark, now)
    }

    /// The coordinator sends a charge.
    mutating func charged(_ order: OrderID, _ amount: Money, at now: Instant) {
        guard !dossiers[order.index].facts.contains(.charged) else { return }
        dossiers[order.index].facts.insert(.charged)
        if case .bounded = configuration.couponCalling {
            tally.expect(.chargeNeverWaits, now <= dossiers[order.index].mark, order: order, at: now)
        }
        let due = dossiers[order.index].price - Int64(dossiers[order.index].discount)
        tally.expect(.amountIsPrice, amount.fen == due && due >= 0, order: order, at: now)
    }

    /// The coordinator learns of a capture.
    mutating func captured(_ order: OrderID, _ amount: Money, at now: Instant) {
        guard !dossiers[order.index].facts.contains(.captured) else { return }
        dossiers[order.index].facts.insert(.captured)
        dossiers[order.index].capturedAt = now
        platformBooks += amount
    }

    /// Money that is no order's first payment was booked, or paid back.
    mutating func booked(_ amount: Money) { platformBooks += amount }

    /// The coordinator learns of a refund. Returns whether it is news.
    mutating func refunded(_ order: OrderID, _ amount: Money, at now: Instant) -> Bool {
        guard dossiers[order.index].facts.insert(.refunded).inserted else { return false }
        platformBooks -= amount
        return true
    }

    /// The coordinator learns that the goods are issued. Returns whether it is news.
    mutating func goodsKnown(_ order: OrderID) -> Bool {
        dossiers[order.index].facts.insert(.goodsKnown).inserted
    }

    /// What was charged for an order that is not settled yet; nil if nothing was.
    func amount(_ order: OrderID) -> Money? {
        let dossier = dossiers[order.index]
        guard dossier.facts.contains(.captured) else { return nil }
        return Money(fen: dossier.price - Int64(dossier.discount))
    }

    /// The coupon service has answered, as the coordinator hears it.
    mutating func coupon(_ effect: CouponEffect, heard: Bool) {
        switch effect {
        case .redeemed(let order, let discount):
            if !heard, !dossiers[order.index].facts.contains(.couponSpent) {
                dossiers[order.index].facts.insert(.couponSpent)
                let kind = Int(dossiers[order.index].coupon)
                couponsOut[kind] += 1
                let (out, given) = (couponsOut[kind], couponsGiven[kind])
                tally.expect(.couponsWithinCount, out <= given, "\(out) coupons of kind \(kind) are out")
            }
            if heard, !dossiers[order.index].facts.contains(.charged) {
                dossiers[order.index].discount = Int32(clamping: discount.fen)
            }
        case .refused: break
        case .released(let order):
            guard !heard, dossiers[order.index].facts.contains(.couponSpent) else { return }
            dossiers[order.index].facts.remove(.couponSpent)
            couponsOut[Int(dossiers[order.index].coupon)] -= 1
        }
    }

    // MARK: Goods

    /// The coordinator asks for an issue.
    mutating func issueAsked(_ order: OrderID, at now: Instant) {
        if dossiers[order.index].facts.contains(.attempted) {
            sawRetries = true
            let apart = isOpen(order) && now - dossiers[order.index].mark >= configuration.retryInterval
            tally.expect(.attemptsApart, apart, order: order, at: now)
        }
        dossiers[order.index].facts.insert(.attempted)
        dossiers[order.index].mark = now
    }

    /// The coordinator asks to withdraw, which begins a refund.
    mutating func withdrawAsked(_ order: OrderID, at now: Instant) {
        sawWithdrawals = true
        let waited = isOpen(order) && now - dossiers[order.index].capturedAt >= configuration.giveUpAfter
        tally.expect(.refundAfterDay, waited, order: order, at: now)
    }

    /// The issuing service makes credentials, at its end of the network. `truth` is the provider's.
    mutating func issued(
        _ order: OrderID, _ credentials: Credentials, captured truth: Bool, at now: Instant
    ) {
        let again = dossiers[order.index].facts.contains(.issued)
        tally.expect(.captureBeforeIssue, truth, order: order, at: now)
        if again {
            tally.expect(.oneIssue, dossiers[order.index].serial == credentials.firstSerial, order: order, at: now)
            return
        }
        tally.expect(.oneIssue, true, order: order, at: now)
        dossiers[order.index].serial = credentials.firstSerial
        dossiers[order.index].facts.insert(.issued)
        delivered[Int(dossiers[order.index].product)] += Int(dossiers[order.index].quantity)
        for unit in 0..<UInt64(credentials.quantity) { claim(credentials.firstSerial + unit, order, now) }
    }

    /// Marks a serial as issued; a second time is a duplicate.
    private mutating func claim(_ serial: UInt64, _ order: OrderID, _ now: Instant) {
        let number = Int(serial & (.max >> 1))
        let word = number / 64, bit = UInt64(1) << UInt64(number % 64)
        let isCode = serial >> 63 == 1
        let isNew: Bool
        if isCode {
            supplierSerials.grow(to: word + 1, filledWith: 0)
            isNew = supplierSerials[word] & bit == 0
            supplierSerials[word] |= bit
        } else {
            generatedSerials.grow(to: word + 1, filledWith: 0)
            isNew = generatedSerials[word] & bit == 0
            generatedSerials[word] |= bit
        }
        if !isNew { duplicateSerials += 1 }
        tally.expect(.serialsUnique, isNew, order: order, at: now)
    }

    /// The audit log acknowledges a record, at its end of the network: under the next number without a gap
    /// if it is new, else under the number that it had.
    mutating func auditWritten(_ order: OrderID, sequence: UInt64) {
        guard sequence > lastSequence else { return }
        tally.expect(.auditComplete, sequence == lastSequence + 1, "audit record \(sequence) after \(lastSequence)")
        lastSequence = sequence
        dossiers[order.index].records &+= 1
    }

    /// One more record of an order's issue.
    mutating func addRecord(_ order: OrderID) { dossiers[order.index].records &+= 1 }

    /// An order is settled.
    mutating func settled(_ order: OrderID, at now: Instant) {
        let again = dossiers[order.index].facts.contains(.settled)
        tally.expect(.settledOnce, !again, order: order, at: now)
        dossiers[order.index].close()
    }

    private func isOpen(_ order: OrderID) -> Bool { !dossiers[order.index].facts.contains(.settled) }
}
