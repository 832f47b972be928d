import Platform
import Primitives

// Issuance and entitlements: ENT rules, and the credential's part in payment.
extension Auditors {
    /// What the auditor of issuance has written down.
    struct IssuanceNotes: ~Copyable {
        /// Units sold, of orders whose goods were issued, by product.
        var delivered: [Int]
        fileprivate(set) var duplicateSerials: UInt64 = 0
        /// Whether anything was issued.
        fileprivate(set) var sawIssues = false
        /// Two bitmaps over serials: generated ones and suppliers' codes.
        fileprivate var generatedSerials = PagedArray<UInt64>()
        fileprivate var supplierSerials = PagedArray<UInt64>()

        init(products: Int) { delivered = Array(repeating: 0, count: products) }

        /// Units that were issued are not any more.
        mutating func takeBack(_ units: Int, of product: Int) { delivered[product] -= units }
    }

    /// What the issuing service asks and answers, at its end of the network.
    ///
    /// - Parameter statement: the provider's truth, by order number.
    mutating func said(
        _ effect: IssuanceEffect, statement charges: borrowing FoldingArray<PaymentProvider.Charge>, at now: Instant
    ) {
        judgeIssuingAnswer(effect, at: now)
        switch effect {
        case .issued(let order, let credentials):
            issued(order, credentials, truth: statement(of: order, in: charges), at: now)
        case .requestCodes, .queryCodes, .revokeCodes, .failed, .withdrawn, .kept, .entitle, .endEntitlement: break
        }
    }

    /// Credentials are made, or told again.
    private mutating func issued(
        _ order: OrderID, _ credentials: Credentials, truth: PaymentProvider.Charge, at now: Instant
    ) {
        let again = dossiers[order.index].facts.contains(.issued)
        issuanceNotes.sawIssues = true
        tally.expect(.captureBeforeIssue, truth.captures > 0, order: order, at: now)
        tally.expect(.refundedHoldsNothing, truth.refunds == 0, order: order, at: now)
        if again {
            tally.expect(.oneIssue, dossiers[order.index].serial == credentials.firstSerial, order: order, at: now)
            return
        }
        tally.expect(.oneIssue, true, order: order, at: now)
        let units = dossiers[order.index].quantity
        tally.expect(.unitsIssued, credentials.quantity == units, order: order, at: now)
        let isOpen = !dossiers[order.index].facts.contains(.withdrawn)
        tally.expect(.nothingAfterWithdrawal, isOpen, order: order, at: now)
        tally.expect(.validOnlyInTime, credentials.expiry > now, order: order, at: now)
        dossiers[order.index].serial = credentials.firstSerial
        dossiers[order.index].facts.insert(.issued)
        judgeEnd(order, at: now)
        issuanceNotes.delivered[Int(dossiers[order.index].product)] += Int(dossiers[order.index].quantity)
        for unit in 0..<UInt64(credentials.quantity) { claim(credentials.firstSerial + unit, order, now) }
    }

    /// What the supplier's statement must say of an order: codes are out if and only if it was issued and not taken
    /// back, and is of a product that has codes.
    mutating func closeIssuance(
        _ order: OrderID, _ facts: Facts, _ codes: CodePool.State, isCoded: Bool, at now: Instant
    ) {
        let isIssued = facts.contains(.issued) && !facts.contains(.withdrawn)
        let isOut: Bool
        switch codes {
        case .handedOut, .activated: isOut = true
        case .none, .barred, .revoked: isOut = false
        }
        tally.expect(.codesAgree, isOut == (isIssued && isCoded), order: order, at: now)
    }

    /// Marks a serial as issued; a second time is a duplicate.
    private mutating func claim(_ serial: UInt64, _ order: OrderID, _ now: Instant) {
        let number = Int(serial & (.max >> 1))
        let word = number / 64, bit = UInt64(1) << UInt64(number % 64)
        let isCode = serial >> 63 == 1
        let isNew: Bool
        if isCode {
            issuanceNotes.supplierSerials.grow(to: word + 1, filledWith: 0)
            isNew = issuanceNotes.supplierSerials[word] & bit == 0
            issuanceNotes.supplierSerials[word] |= bit
        } else {
            issuanceNotes.generatedSerials.grow(to: word + 1, filledWith: 0)
            isNew = issuanceNotes.generatedSerials[word] & bit == 0
            issuanceNotes.generatedSerials[word] |= bit
        }
        if !isNew { issuanceNotes.duplicateSerials += 1 }
        tally.expect(.serialsUnique, isNew, order: order, at: now)
    }
}
