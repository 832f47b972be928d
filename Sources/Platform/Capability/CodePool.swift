import Primitives

/// A supplier's pool of codes (card secrets, licence keys): finite, refillable, and the truth about every code.
///
/// The supplier's contract, which issuing relies on:
/// - codes are asked for under a key, the order's number; under the same key the same codes come again;
/// - a query says which codes a key has, and if it has none, it will never get any: late requests are refused;
/// - codes that nobody has activated can be revoked, if the supplier allows that at all;
/// - the pool may run dry, and be refilled: codes are numbered on, and none is given out twice.
///
/// Against a supplier that can't revoke, nothing keeps a code from being good that arrived after its order was
/// refunded: issued and refunded can't be made to exclude each other.
///
/// Memory: 8 bytes for each order number up to the greatest seen, less once its page is folded.
public struct CodePool: ~Copyable {
    /// What is true of one key.
    struct Entry: BitwiseCopyable {
        /// The first code; zero for none.
        var first: UInt32 = 0
        var quantity: UInt8 = 0
        var state = State.none
        /// So that an entry is two words.
        var unused: UInt16 = 0
    }

    /// How the codes of one key stand.
    public enum State: UInt8, CaseIterable, Sendable, BitwiseCopyable {
        /// It has none.
        case none
        /// It has none and will never get any.
        case barred
        /// They are out.
        case handedOut
        /// They are out, and somebody has redeemed them.
        case activated
        /// They were taken back.
        case revoked
    }

    private var entries = FoldingArray<Entry>(patience: 256)
    private let isRevocable: Bool
    /// Whether it has no codes just now for keys that have none, however many there will be again.
    public var isDry = false
    /// Codes in the pool; nil for as many as anyone wants.
    public private(set) var stock: Int?
    /// Codes handed out so far; they are numbered from 1.
    public private(set) var handedOut: UInt64 = 0
    /// How often codes were asked for and there were not enough.
    public private(set) var emptyAnswers: UInt64 = 0

    /// A pool.
    ///
    /// - Parameters:
    ///   - stock: how many codes there are at first; nil for no limit.
    ///   - isRevocable: whether codes can be taken back.
    public init(stock: Int? = nil, isRevocable: Bool = true) {
        precondition(stock ?? 0 >= 0, "a pool of \(stock ?? 0) codes")
        self.stock = stock
        self.isRevocable = isRevocable
    }

    /// More codes; does nothing to a pool without limit.
    public mutating func refill(_ codes: Int) {
        precondition(codes >= 0, "a refill of \(codes) codes")
        stock = stock.map { $0 + codes }
    }

    /// Hands out codes, the same again under the same key. O(1).
    public mutating func request(_ order: OrderID, quantity: UInt8) -> IssuanceCommand {
        entries.grow(to: order.index + 1, filledWith: Entry())
        let entry = entries[order.index]
        switch entry.state {
        case .none:
            if isDry {
                emptyAnswers += 1
                return .supplierEmpty(order)
            }
            if let left = stock {
                guard left >= Int(quantity) else {
                    emptyAnswers += 1
                    return .supplierEmpty(order)
                }
                stock = left - Int(quantity)
            }
            entries[order.index] = Entry(first: UInt32(handedOut + 1), quantity: quantity, state: .handedOut)
            handedOut += UInt64(quantity)
            return codes(of: order)
        case .handedOut, .activated: return codes(of: order)
        case .barred, .revoked: return .supplierKnowsNothing(order)
        }
    }

    /// Says which codes a key has; one that has none is barred from now on. O(1).
    public mutating func query(_ order: OrderID) -> IssuanceCommand {
        entries.grow(to: order.index + 1, filledWith: Entry())
        switch entries[order.index].state {
        case .none:
            entries[order.index].state = .barred
            return .supplierKnowsNothing(order)
        case .handedOut, .activated: return codes(of: order)
        case .barred, .revoked: return .supplierKnowsNothing(order)
        }
    }

    /// Takes a key's codes back, if the supplier does that and nobody has activated them; a key without codes is
    /// barred. O(1).
    public mutating func revoke(_ order: OrderID) -> IssuanceCommand {
        entries.grow(to: order.index + 1, filledWith: Entry())
        switch entries[order.index].state {
        case .none, .barred:
            entries[order.index].state = .barred
            return .codesRevoked(order)
        case .handedOut:
            guard isRevocable else { return .revokeRefused(order) }
            entries[order.index].state = .revoked
            return .codesRevoked(order)
        case .activated: return .revokeRefused(order)
        case .revoked: return .codesRevoked(order)
        }
    }

    /// Somebody redeems a key's codes. Returns whether they are good. O(1).
    @discardableResult
    public mutating func activate(_ order: OrderID) -> Bool {
        switch state(of: order) {
        case .handedOut, .activated:
            entries[order.index].state = .activated
            return true
        case .none, .barred, .revoked: return false
        }
    }

    /// How a key's codes stand. O(1).
    public func state(of order: OrderID) -> State {
        order.index < entries.count ? entries[order.index].state : .none
    }

    /// Order numbers below this one may have codes.
    public var orderCount: Int { entries.count }

    /// The supplier's statement about one order: the first of the codes that it has, in one entry. O(1).
    public func statement(of order: OrderID) -> StatementLine {
        switch state(of: order) {
        case .handedOut, .activated: StatementLine(amount: Int64(entries[order.index].first), entries: 1)
        case .none, .barred, .revoked: .missing
        }
    }

    /// Hands out codes under a key that nobody used before, and returns the first: they are others each time.
    public mutating func freshCodes(quantity: UInt8) -> UInt64 {
        defer { handedOut += UInt64(quantity) }
        return handedOut + 1
    }

    private func codes(of order: OrderID) -> IssuanceCommand {
        let entry = entries[order.index]
        return .codesArrived(order, firstCode: UInt64(entry.first), quantity: entry.quantity)
    }
}
