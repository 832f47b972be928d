import Primitives

/// Issuing and withdrawing.
extension IssuanceEngine {
    mutating func issue(
        _ request: IssueRequest, at now: Instant, into effects: inout EffectBuffer<IssuanceEffect>
    ) {
        let order = request.order
        reach(order)
        switch records[order.index].phase {
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
        case .issued, .audited:
            requireSame(request)
            effects.append(.issued(order, credentials(of: order)))
        case .withdrawn, .withdrawnWithCodes, .revoked, .revokedAudited:
            effects.append(.withdrawn(order))
        }
    }

    /// Shuts the door, also on an order that was never seen: its issue command may still be on the way.
    mutating func withdraw(_ order: OrderID, into effects: inout EffectBuffer<IssuanceEffect>) {
        reach(order)
        switch records[order.index].phase {
        case .unseen, .awaitingCodes, .withoutCodes:
            records[order.index].phase = .withdrawn
            effects.append(.withdrawn(order))
        case .withdrawn, .withdrawnWithCodes, .revoked, .revokedAudited:
            effects.append(.withdrawn(order))
        case .issued, .audited:
            effects.append(.issued(order, credentials(of: order)))
        }
    }

    /// As ``withdraw``, but takes back what was issued: the credential serves nobody from now on.
    mutating func revoke(_ order: OrderID, into effects: inout EffectBuffer<IssuanceEffect>) {
        reach(order)
        switch records[order.index].phase {
        case .unseen, .awaitingCodes, .withoutCodes: records[order.index].phase = .withdrawn
        case .issued: records[order.index].phase = .revoked
        case .audited: records[order.index].phase = .revokedAudited
        case .withdrawn, .withdrawnWithCodes, .revoked, .revokedAudited: break
        }
        effects.append(.withdrawn(order))
    }

    /// Turns an admitted order into an issued one and tells everyone who has to know.
    mutating func complete(
        _ order: OrderID, serial: UInt64, at now: Instant, into effects: inout EffectBuffer<IssuanceEffect>
    ) {
        records[order.index].serial = serial
        records[order.index].secret = Self.secret(nonce: records[order.index].secret, serial: serial)
        records[order.index].instant = now
        records[order.index].phase = .issued
        let record = records[order.index]
        effects.append(.issued(order, credentials(of: order)))
        recordIssue(of: order, at: now, into: &effects)
        effects.append(
            .entitle(record.user, order, ProductID(UInt32(record.product)), quantity: record.quantity))
    }

    /// What was issued for the order; the same whenever it is asked.
    func credentials(of order: OrderID) -> Credentials {
        let record = records[order.index]
        return Credentials(
            firstSerial: record.serial, secret: record.secret, quantity: record.quantity,
            expiry: terms[Int(record.product)].validity.end(issuedAt: record.instant))
    }

    /// Extends the records to this order.
    mutating func reach(_ order: OrderID) {
        records.grow(to: order.index + 1, filledWith: IssuanceRecord())
    }

    private mutating func admit(_ request: IssueRequest) {
        precondition(request.quantity > 0, "order \(request.order.number) asks for no credentials")
        precondition(
            request.product.index < terms.count,
            "order \(request.order.number) asks for product \(request.product.number) of \(terms.count)")
        records[request.order.index] = IssuanceRecord(
            secret: request.nonce, user: request.user, product: UInt16(request.product.number),
            quantity: request.quantity)
    }

    /// The order number is the idempotency key: under the same key nobody may ask for something else.
    private func requireSame(_ request: IssueRequest) {
        let record = records[request.order.index]
        precondition(
            record.user == request.user && UInt32(record.product) == request.product.number
                && record.quantity == request.quantity,
            "order \(request.order.number) is asked for again as something else: \(request), was \(record)")
    }

    /// The bits that nobody can guess from the serial: a keyed mix of nonce and serial.
    ///
    /// It stands for HMAC-SHA-256 under a key of the platform, which replaces it in a later version; this
    /// mix spreads bits well and is no cryptographic one.
    static func secret(nonce: UInt64, serial: UInt64) -> UInt64 {
        let key: UInt64 = 0x6A09_E667_F3BC_C908  // The fraction of the square root of 2, as in SHA-512.
        return RandomStream.mix(RandomStream.mix(nonce ^ key) ^ serial)
    }
}
