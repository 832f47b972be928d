import Primitives

/// Makes every credential, once per order whatever is asked again, and never after a withdrawal.
///
/// Products are generated or supplier-coded. A generated credential has the next number of one unbroken
/// sequence from 1, and is issued in the call that asks for it. A supplier-coded one waits for the
/// supplier's code, whose number with the top bit set is its serial, so that the two never meet.
///
/// Every issue leaves a record for the audit log in an outbox, sent again every `auditRepeat` until the
/// log acknowledges it: what was issued and what is on record agree in the end, whatever is lost.
///
/// Memory: 32 bytes for each order number up to the greatest seen, about 21 once its page is folded, and 16
/// for each record in the outbox.
public struct IssuanceEngine: ~Copyable, Machine {
    public typealias Command = IssuanceCommand
    public typealias Effect = IssuanceEffect

    /// What issuing needs to know of a product.
    struct Terms: BitwiseCopyable {
        var validity: EntitlementTemplate.Validity
        var isSupplierCoded: Bool
    }

    /// An audit record to be sent again.
    struct Unacknowledged: BitwiseCopyable {
        var order: OrderID
        var deadline: Instant
    }

    var terms = PagedArray<Terms>()
    var records = FoldingArray<IssuanceRecord>()
    /// Earliest deadline first, since all count the same span from a clock that never goes back. An
    /// order is here at most once, and the first entry is never stale.
    var outbox = Ring<Unacknowledged>(minimumCapacity: 64)
    let auditRepeat: TimeSpan

    /// How many generated credentials there are; their serials are 1 up to this number.
    public internal(set) var generatedCount: UInt64 = 0
    /// How many of the supplier's codes arrived after their order was withdrawn, and lie unused.
    public internal(set) var unusedCodes = 0

    /// An engine that has issued nothing yet.
    ///
    /// - Parameters:
    ///   - catalogue: the products; at most 65,536.
    ///   - auditRepeat: how long the audit log may take to acknowledge before the record is sent again.
    public init(catalogue: Catalogue, auditRepeat: TimeSpan = .seconds(5)) {
        precondition(catalogue.count <= 1 << 16, "\(catalogue.count) products are too many to issue")
        precondition(auditRepeat > .zero, "audit records repeated every \(auditRepeat.nanoseconds) ns")
        precondition(MemoryLayout<IssuanceRecord>.stride == 32, "an order's record outgrew half a cache line")
        self.auditRepeat = auditRepeat
        for product in catalogue.products {
            terms.append(Terms(validity: product.template.validity, isSupplierCoded: product.isSupplierCoded))
        }
    }

    /// Leaves at most three effects. O(1).
    public mutating func handle(
        _ command: IssuanceCommand, at now: Instant, into effects: inout EffectBuffer<IssuanceEffect>
    ) {
        switch command {
        case .issue(let request): issue(request, at: now, into: &effects)
        case .withdraw(let order): withdraw(order, into: &effects)
        case .revoke(let order): revoke(order, into: &effects)
        case .codesArrived(let order, let firstCode, let quantity):
            accept(codesFrom: firstCode, quantity: quantity, for: order, at: now, into: &effects)
        case .supplierEmpty(let order): supplierIsEmpty(for: order, into: &effects)
        case .auditAcknowledged(let order): acknowledge(order)
        }
    }
}
