import Primitives

/// The coupon service: spends and takes back coupons within their number and budget.
///
/// An order's number is the key. What was answered once is answered again: a repeated redemption
/// spends nothing more, and a refusal stays; who asks for another kind or discount under the same key is
/// refused. A release is a fence: it takes the coupon back if one was
/// spent, and a redemption that arrives after it is refused, even if none had come before.
///
/// Eight bytes per order number up to the highest that used a coupon, about two once its page is folded; O(1)
/// per command.
public struct CouponBook: ~Copyable, Machine {
    public typealias Command = CouponCommand
    public typealias Effect = CouponEffect

    /// What is left and what is spent of one kind of coupon.
    public struct Balance: Equatable, Sendable, BitwiseCopyable {
        /// What the kind is worth and how much there was of it.
        public let terms: CouponTerms
        /// Coupons not spent.
        public internal(set) var countLeft: Int
        /// Budget not spent.
        public internal(set) var budgetLeft: Money

        /// Coupons spent and not given back.
        public var countUsed: Int { terms.count - countLeft }
        /// Discounts granted and not given back.
        public var budgetUsed: Money { terms.budget - budgetLeft }
    }

    /// The balances, indexed by kind of coupon.
    public private(set) var balances: [Balance]

    private var entries = FoldingArray<Entry>()

    /// A book in which nothing is spent. Traps on negative terms or more than 65,535 kinds.
    public init(terms: [CouponTerms]) {
        precondition(terms.count <= Int(UInt16.max), "\(terms.count) kinds of coupon")
        for kind in terms { Self.check(kind) }
        balances = terms.map { Balance(terms: $0, countLeft: $0.count, budgetLeft: $0.budget) }
    }

    /// A coupon service has no deadlines.
    public var nextDeadline: Instant { .distantFuture }

    /// Does nothing: there are no deadlines.
    public mutating func advance(to now: Instant, into effects: inout EffectBuffer<CouponEffect>) {}

    /// Takes one command; exactly one effect, its answer.
    public mutating func handle(
        _ command: CouponCommand, at now: Instant, into effects: inout EffectBuffer<CouponEffect>
    ) {
        switch command {
        case .redeem(let order, let coupon, let price): effects.append(redeem(coupon, for: order, price: price))
        case .release(let order): effects.append(release(order))
        }
    }

    private mutating func redeem(_ coupon: CouponID, for order: OrderID, price: Money) -> CouponEffect {
        entries.grow(to: order.index + 1, filledWith: .untouched)
        let entry = entries[order.index]
        switch entry.phase {
        case .untouched: break
        case .redeemed:
            let discount = Money(fen: Int64(entry.discount))
            let isSameKind = UInt32(entry.kind) == coupon.number
            let isSame = isSameKind && balances[coupon.index].terms.discount(on: price) == discount
            return isSame ? .redeemed(order, discount: discount) : .refused(order)
        case .refused, .released: return .refused(order)
        }
        guard coupon.index < balances.count else { fatalError("coupon \(coupon.number) of \(balances.count) kinds") }
        let balance = balances[coupon.index]
        let discount = balance.terms.discount(on: price)
        guard price >= balance.terms.minimumPrice, balance.countLeft > 0, balance.budgetLeft >= discount else {
            entries[order.index].phase = .refused
            return .refused(order)
        }
        balances[coupon.index].countLeft -= 1
        balances[coupon.index].budgetLeft -= discount
        entries[order.index] = Entry(discount: UInt32(discount.fen), kind: UInt16(coupon.number), phase: .redeemed)
        return .redeemed(order, discount: discount)
    }

    private mutating func release(_ order: OrderID) -> CouponEffect {
        entries.grow(to: order.index + 1, filledWith: .untouched)
        let entry = entries[order.index]
        switch entry.phase {
        case .redeemed:
            balances[Int(entry.kind)].countLeft += 1
            balances[Int(entry.kind)].budgetLeft += Money(fen: Int64(entry.discount))
            entries[order.index].phase = .released
        case .untouched, .refused, .released:
            entries[order.index].phase = .released
        }
        return .released(order)
    }

    private static func check(_ terms: CouponTerms) {
        precondition(terms.count >= 0 && terms.budget >= .zero && terms.minimumPrice >= .zero, "negative: \(terms)")
        switch terms.discount {
        case .fixed(let amount): precondition(amount >= .zero, "negative: \(terms)")
        case .permille(let share): precondition((0...1_000).contains(share), "a discount of \(share) permille")
        }
    }

    /// What one order did with a coupon. A discount is at most 42 million yuan.
    struct Entry: BitwiseCopyable {
        var discount: UInt32
        var kind: UInt16
        var phase: Phase

        static var untouched: Self { .init(discount: 0, kind: 0, phase: .untouched) }
    }

    /// Where an order stands at the coupon service.
    public enum Phase: UInt8, CaseIterable, Sendable, BitwiseCopyable {
        case untouched, redeemed, refused, released
    }

    /// Where an order stands. O(1).
    public func phase(of order: OrderID) -> Phase {
        order.index < entries.count ? entries[order.index].phase : .untouched
    }
}

// The published transition table.
extension CouponBook {
    /// The commands, without what they are about.
    public enum CommandKind: CaseIterable, Sendable { case redeem, release }

    /// What a command does to an order in this phase.
    ///
    /// | | redeem | release |
    /// | --- | --- | --- |
    /// | untouched | redeemed, or refused for what the terms say | released |
    /// | redeemed | stays: the same answer; another kind or discount is refused | released, and the coupon is back |
    /// | refused | refuses | released |
    /// | released | refuses | stays |
    public static func reaction(in phase: Phase, to command: CommandKind) -> Reaction<Phase> {
        switch (phase, command) {
        case (.untouched, .redeem): .moves([.redeemed, .refused])
        case (.redeemed, .redeem): .stays
        case (.refused, .redeem), (.released, .redeem): .refuses
        case (.released, .release): .stays
        case (.untouched, .release), (.redeemed, .release), (.refused, .release): .moves([.released])
        }
    }
}
