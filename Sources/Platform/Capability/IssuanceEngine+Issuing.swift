import Primitives

/// Issuing, withdrawing and taking back.
extension IssuanceEngine {
    mutating func issue(
        _ request: IssueRequest, _ state: IssuanceState, at now: Instant,
        into effects: inout EffectBuffer<IssuanceEffect>
    ) {
        let order = request.order
        switch state {
        case .unseen:
            admit(request)
            if terms[request.product.index].isSupplierCoded {
                askSupplier(for: order, into: &effects)
            } else {
                complete(order, serial: generatedCount + 1, at: now, into: &effects)
                generatedCount += UInt64(request.quantity)
            }
        case .awaitingCodes, .withoutCodes:
            requireSame(request)
            askSupplier(for: order, into: &effects)
        case .issued:
            requireSame(request)
            effects.append(.issued(order, credentials(of: order)))
        case .withdrawn, .returning, .spoiled: effects.append(.withdrawn(order))
        case .asking, .ending, .takingBack:
            // An answer to what was asked later is on its way.
            break
        }
    }

    /// Shuts the door, also on an order that was never seen: its issue command may still be on the way.
    mutating func withdraw(
        _ order: OrderID, _ state: IssuanceState, takesBack: Bool, at now: Instant,
        into effects: inout EffectBuffer<IssuanceEffect>
    ) {
        switch state {
        case .unseen: close(order, into: &effects)
        case .awaitingCodes, .withoutCodes:
            if asksBeforeWithdrawal {
                records[order.index].state = .asking
                effects.append(.queryCodes(order))
            } else {
                close(order, into: &effects)
            }
        case .asking: effects.append(.queryCodes(order))
        case .issued:
            if takesBack {
                records[order.index].state = .ending
                effects.append(.endEntitlement(order))
            } else {
                effects.append(.issued(order, credentials(of: order)))
            }
        case .ending: effects.append(.endEntitlement(order))
        case .takingBack: effects.append(.revokeCodes(order))
        case .withdrawn, .returning, .spoiled: effects.append(.withdrawn(order))
        }
    }

    /// Nothing is issued for the order, and nothing will be.
    mutating func close(_ order: OrderID, into effects: inout EffectBuffer<IssuanceEffect>) {
        records[order.index].state = .withdrawn
        effects.append(.withdrawn(order))
    }

    /// Turns an admitted order into an issued one and tells everyone who has to know.
    mutating func complete(
        _ order: OrderID, serial: UInt64, at now: Instant, into effects: inout EffectBuffer<IssuanceEffect>
    ) {
        var record = records[order.index]
        let product = ProductID(UInt32(record.product))
        record.serial = serial
        record.instant = now
        record.state = .issued
        records[order.index] = record
        let credentials = credentials(of: order)
        effects.append(.issued(order, credentials))
        effects.append(
            .entitle(
                EntitlementGrant(
                    order: order, user: record.user, product: product, quantity: record.quantity, serial: serial,
                    tag: credentials.tag, instant: now)))
    }

    /// What was issued for the order; the same whenever it is asked.
    func credentials(of order: OrderID) -> Credentials {
        let record = records[order.index]
        let tag = signer.tag(
            serial: record.serial, order: order, product: ProductID(UInt32(record.product)), quantity: record.quantity)
        return Credentials(
            firstSerial: record.serial, tag: tag, quantity: record.quantity,
            expiry: terms[Int(record.product)].validity.end(issuedAt: record.instant))
    }

    /// The ledger has ended the entitlement: what is left are the supplier's codes.
    mutating func entitlementHasEnded(
        _ order: OrderID, _ state: IssuanceState, at now: Instant,
        into effects: inout EffectBuffer<IssuanceEffect>
    ) {
        guard state == .ending else { return }
        if terms[Int(records[order.index].product)].isSupplierCoded {
            records[order.index].state = .takingBack
            askBack(order, at: now, into: &effects)
        } else {
            close(order, into: &effects)
        }
    }

    private mutating func admit(_ request: IssueRequest) {
        precondition(request.quantity > 0, "order \(request.order.number) asks for no credentials")
        precondition(
            request.product.index < terms.count,
            "order \(request.order.number) asks for product \(request.product.number) of \(terms.count)")
        records[request.order.index] = IssuanceRecord(
            user: request.user, product: UInt16(request.product.number), quantity: request.quantity)
    }

    /// The order number is the idempotency key: under the same key nobody may ask for something else.
    private func requireSame(_ request: IssueRequest) {
        let record = records[request.order.index]
        precondition(
            record.user == request.user && UInt32(record.product) == request.product.number
                && record.quantity == request.quantity,
            "order \(request.order.number) is asked for again as something else: \(request), was \(record)")
    }
}
