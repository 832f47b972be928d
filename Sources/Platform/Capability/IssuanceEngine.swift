import Primitives

/// Makes every credential, once per order whatever is asked again, and never after a withdrawal.
///
/// Products are generated or supplier-coded. A generated credential has the next number of one unbroken
/// sequence from 1, and is issued in the call that asks for it. A supplier-coded one waits for the
/// supplier's code, whose number with the top bit set is its serial, so that the two never meet. Either has a tag that
/// nobody can guess and anybody with the platform's key can check: see ``CredentialSigner``.
///
/// The legal changes are the table in ``reaction(in:to:)``; the engine consults it before it does anything. What is
/// issued becomes an entry of the entitlement ledger, which shares the engine's store and keeps the records for the
/// audit log. Codes that come after their order was withdrawn are revoked at the supplier, again and again until it
/// answers.
///
/// Memory: 24 bytes for each order number up to the greatest seen, about half once its page is folded. Tags are not
/// kept: they can be made again.
public struct IssuanceEngine: ~Copyable, Machine {
    public typealias Command = IssuanceCommand
    public typealias Effect = IssuanceEffect

    /// What issuing needs to know of a product.
    struct Terms: BitwiseCopyable {
        var validity: EntitlementTemplate.Validity
        var isSupplierCoded: Bool
    }

    /// A revocation at the supplier to be asked for again.
    struct Revocation: BitwiseCopyable {
        var order: OrderID
        var deadline: Instant
    }

    var terms = PagedArray<Terms>()
    var records = FoldingArray<IssuanceRecord>()
    /// Earliest deadline first, since all count the same span from a clock that never goes back.
    var revocations = Ring<Revocation>(minimumCapacity: 8)
    let signer: CredentialSigner
    let asksBeforeWithdrawal: Bool
    let revokeRepeat: TimeSpan

    /// How many generated credentials there are; their serials are 1 up to this number.
    public internal(set) var generatedCount: UInt64 = 0
    /// How many of the supplier's codes are out for orders that were withdrawn, and can't be taken back.
    public internal(set) var unusedCodes = 0

    /// An engine that has issued nothing yet.
    ///
    /// - Parameters:
    ///   - catalogue: the products; at most 65,536.
    ///   - signer: what makes tags, with the platform's key.
    ///   - longest: no entitlement lasts longer than this, as in the entitlement ledger; nil for what templates say.
    ///   - asksBeforeWithdrawal: whether the supplier is asked if it has codes for an order before the order is
    ///     withdrawn, so that codes whose delivery was lost still reach the buyer.
    ///   - revokeRepeat: how long the supplier may take to take codes back before it is asked again.
    public init(
        catalogue: Catalogue, signer: CredentialSigner, longest: TimeSpan? = nil, asksBeforeWithdrawal: Bool = false,
        revokeRepeat: TimeSpan = .seconds(30)
    ) {
        precondition(catalogue.count <= 1 << 16, "\(catalogue.count) products are too many to issue")
        precondition(revokeRepeat > .zero, "revocations repeated every \(revokeRepeat.nanoseconds) ns")
        precondition(MemoryLayout<IssuanceRecord>.stride == 24, "an order's record outgrew three words")
        self.signer = signer
        self.asksBeforeWithdrawal = asksBeforeWithdrawal
        self.revokeRepeat = revokeRepeat
        for product in catalogue.products {
            let validity = product.template.validity
            terms.append(
                Terms(
                    validity: longest.map(validity.atMost) ?? validity, isSupplierCoded: product.isSupplierCoded))
        }
    }

    /// Leaves at most three effects. O(1).
    public mutating func handle(
        _ command: IssuanceCommand, at now: Instant, into effects: inout EffectBuffer<IssuanceEffect>
    ) {
        let order = command.order
        records.grow(to: order.index + 1, filledWith: IssuanceRecord())
        let state = records[order.index].state
        if Self.response(in: state, to: command.kind) == .impossible {
            fatalError("\(command) of order \(order.number), which is \(records[order.index])")
        }
        switch command {
        case .issue(let request): issue(request, state, at: now, into: &effects)
        case .withdraw, .revoke: withdraw(order, state, takesBack: command.kind == .revoke, at: now, into: &effects)
        case .codesArrived(_, let firstCode, let quantity):
            accept(codesFrom: firstCode, quantity: quantity, for: order, state, at: now, into: &effects)
        case .supplierEmpty: supplierIsEmpty(for: order, state, into: &effects)
        case .supplierKnowsNothing: if state == .asking { close(order, into: &effects) }
        case .codesRevoked: codesAreBack(order, state, into: &effects)
        case .revokeRefused: codesAreSpoiled(order, state, into: &effects)
        case .entitlementEnded: entitlementHasEnded(order, state, at: now, into: &effects)
        case .entitlementKept:
            if state == .ending {
                records[order.index].state = .issued
                effects.append(.kept(order))
            }
        }
    }

    /// How far the order has come. O(1).
    public func state(of order: OrderID) -> IssuanceState {
        order.index < records.count ? records[order.index].state : .unseen
    }

    /// The order's credentials as their holder shows them to a reader, whose clock and region are still to be filled
    /// in; nil unless it is issued. Two compressions.
    public func presentation(of order: OrderID) -> Presentation? {
        guard order.index < records.count else { return nil }
        let record = records[order.index]
        guard record.state == .issued else { return nil }
        return Presentation(
            order: order, product: ProductID(UInt32(record.product)), serial: record.serial,
            quantity: record.quantity, tag: credentials(of: order).tag, wallClock: .origin, region: RegionID(0))
    }
}
