import Primitives

/// Codes that a supplier hands over.
extension IssuanceEngine {
    /// Marks the serial of a supplier's code; generated serials never reach this bit.
    static var codeBit: UInt64 { 1 << 63 }

    /// Asks, or asks again: the supplier knows the order by its number and gives the same codes twice.
    mutating func askSupplier(for order: OrderID, into effects: inout EffectBuffer<IssuanceEffect>) {
        records[order.index].phase = .awaitingCodes
        let record = records[order.index]
        effects.append(.requestCodes(order, ProductID(UInt32(record.product)), quantity: record.quantity))
    }

    /// The codes complete the order, unless it was completed by them before or withdrawn meanwhile.
    mutating func accept(
        codesFrom firstCode: UInt64, quantity: UInt8, for order: OrderID, at now: Instant,
        into effects: inout EffectBuffer<IssuanceEffect>
    ) {
        reach(order)
        switch records[order.index].phase {
        case .awaitingCodes, .withoutCodes:
            precondition(
                quantity == records[order.index].quantity && firstCode < Self.codeBit,
                "\(quantity) codes from \(firstCode) for order \(order.number): \(records[order.index])")
            complete(order, serial: firstCode | Self.codeBit, at: now, into: &effects)
        case .issued, .audited, .revoked, .revokedAudited:
            break
        case .withdrawn:
            records[order.index].phase = .withdrawnWithCodes
            unusedCodes += Int(quantity)
        case .withdrawnWithCodes:
            break
        case .unseen:
            fatalError("codes from \(firstCode) for order \(order.number), for which none were asked")
        }
    }

    /// The order has failed for now; codes that come after all still complete it.
    mutating func supplierIsEmpty(for order: OrderID, into effects: inout EffectBuffer<IssuanceEffect>) {
        reach(order)
        switch records[order.index].phase {
        case .awaitingCodes, .withoutCodes:
            records[order.index].phase = .withoutCodes
            effects.append(.failed(order))
        case .issued, .audited, .withdrawn, .withdrawnWithCodes, .revoked, .revokedAudited:
            break
        case .unseen:
            fatalError("no codes for order \(order.number), for which none were asked")
        }
    }
}
