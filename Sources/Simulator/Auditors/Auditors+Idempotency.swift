import Platform
import Primitives

// Idempotency, peer by peer: IDM rules. The order's number is the key everywhere.
extension Auditors {
    /// What the auditor of idempotency has written down.
    struct IdempotencyNotes: BitwiseCopyable {
        /// Whether any answer was to something that was answered before; whether any such came after the retry
        /// horizon; whether any request came under a known key with another payload.
        fileprivate(set) var sawRepeats = false
        fileprivate(set) var sawLateRepeats = false
        fileprivate(set) var sawOtherPayloads = false
        /// The request that is being handled has another payload than its key.
        fileprivate(set) var isOther = false
        /// The record that is being handled is one that the audit log has.
        fileprivate(set) var isRepeatedRecord = false
    }

    /// A peer has answered what it was asked before. After the retry horizon its memory is judged, too.
    private mutating func repeated(_ order: OrderID, same: Bool, at now: Instant) {
        // Another payload under the same key must not get the same answer.
        if idempotencyNotes.isOther { return }
        idempotencyNotes.sawRepeats = true
        tally.expect(.sameAnswer, same, order: order, at: now)
        let age = now - (.origin + .seconds(Int64(dossiers[order.index].placedSecond)))
        guard age > configuration.giveUpAfter else { return }
        idempotencyNotes.sawLateRepeats = true
        tally.expect(
            .keysOutliveRetries, same, order: order, at: now, because: "the key was known for less than", age)
    }

    /// A peer is asked for something, which has the payload of its key or another.
    @inline(__always)
    mutating func noteOtherPayload(_ isOther: Bool, _ order: OrderID, at now: Instant) {
        if isOther || idempotencyNotes.isOther { otherPayload(isOther, order, at: now) }
    }

    @inline(never)
    private mutating func otherPayload(_ isOther: Bool, _ order: OrderID, at now: Instant) {
        idempotencyNotes.isOther = isOther
        guard isOther else { return }
        idempotencyNotes.sawOtherPayloads = true
        tally.expect(.otherPayloadRefused, true, order: order, at: now)
    }

    /// A peer does what it was just asked for: wrong, if that was something else under a known key.
    @inline(__always)
    mutating func granted(_ order: OrderID, at now: Instant) {
        guard idempotencyNotes.isOther else { return }
        tally.expect(.otherPayloadRefused, false, order: order, at: now)
    }

    // MARK: Stock

    /// The stock service is asked.
    mutating func asked(_ command: StockCommand, at now: Instant) {
        switch command {
        case .hold(let order, let product, let quantity, _), .take(let order, let product, let quantity, _):
            let dossier = dossiers[order.index]
            noteOtherPayload(
                product.number != UInt32(dossier.product) || quantity != dossier.quantity, order, at: now)
        case .confirm(let order), .release(let order), .check(let order, _, _, _):
            noteOtherPayload(false, order, at: now)
        }
    }

    /// The stock service has answered; what that makes of the order is not noted yet.
    mutating func judgeStockAnswer(_ effect: StockEffect, at now: Instant) {
        switch effect {
        case .held(let order):
            granted(order, at: now)
            let facts = dossiers[order.index].facts
            if facts.contains(.promised) {
                repeated(order, same: true, at: now)
            } else if facts.hasAny(.stockRefused, .unitsBack) {
                repeated(order, same: false, at: now)
            }
        case .soldOut(let order):
            let facts = dossiers[order.index].facts
            if facts.hasAny(.promised, .stockRefused) {
                repeated(order, same: !facts.contains(.promised), at: now)
            } else if !facts.contains(.unitsBack), !idempotencyNotes.isOther {
                dossiers[order.index].facts.insert(.stockRefused)
            }
        case .confirmed(let order):
            let facts = dossiers[order.index].facts
            if facts.contains(.confirmed) { repeated(order, same: !facts.contains(.unitsBack), at: now) }
        case .holdGone(let order):
            let facts = dossiers[order.index].facts
            if facts.contains(.confirmed), !facts.contains(.unitsBack) { repeated(order, same: false, at: now) }
        case .released(let order):
            let facts = dossiers[order.index].facts
            if facts.contains(.unitsBack) {
                repeated(order, same: !facts.contains(.promised), at: now)
            } else {
                dossiers[order.index].facts.insert(.unitsBack)
            }
        case .expired(let order):
            dossiers[order.index].facts.insert(.unitsBack)
        case .checked, .limitReached, .busy, .supplied: break
        }
    }

    // MARK: Coupons

    /// The coupon service has answered; what that makes of the order is not noted yet.
    mutating func judgeCouponAnswer(_ effect: CouponEffect, at now: Instant) {
        switch effect {
        case .redeemed(let order, let discount):
            granted(order, at: now)
            let dossier = dossiers[order.index]
            if dossier.facts.contains(.couponSpent) {
                repeated(order, same: !isOpen(order) || discount.fen == Int64(dossier.discount), at: now)
            } else if dossier.facts.hasAny(.couponRefused, .couponBack) {
                repeated(order, same: false, at: now)
            }
        case .refused(let order):
            let facts = dossiers[order.index].facts
            if facts.hasAny(.couponSpent, .couponRefused) {
                repeated(order, same: !facts.contains(.couponSpent), at: now)
            }
        case .released(let order):
            if dossiers[order.index].facts.contains(.couponBack) { repeated(order, same: true, at: now) }
        }
    }

    // MARK: Payment

    /// The payment adapter tells the coordinator an outcome: the same as before, and nothing else after a capture.
    mutating func judgeOutcome(_ order: OrderID, _ told: Facts, unless contrary: Facts, at now: Instant) {
        let facts = dossiers[order.index].facts
        if told == contrary { granted(order, at: now) }
        if facts.contains(contrary) {
            repeated(order, same: told == contrary, at: now)
        } else if facts.contains(told) {
            repeated(order, same: true, at: now)
        }
        if !facts.contains(told) { dossiers[order.index].facts.insert(told) }
    }

    // MARK: Issuing

    /// The issuing service is asked.
    mutating func asked(_ command: IssuanceCommand, at now: Instant) {
        switch command {
        case .issue(let request):
            let dossier = dossiers[request.order.index]
            noteOtherPayload(
                request.product.number != UInt32(dossier.product) || request.quantity != dossier.quantity,
                request.order, at: now)
        case .revoke(let order):
            noteRevokeAsked(order)
            noteOtherPayload(false, order, at: now)
        case .withdraw, .codesArrived, .supplierEmpty, .supplierKnowsNothing, .codesRevoked, .revokeRefused,
            .entitlementEnded, .entitlementKept:
            noteOtherPayload(false, command.order, at: now)
        }
    }

    /// The issuing service has answered; what that makes of the order is not noted yet.
    mutating func judgeIssuingAnswer(_ effect: IssuanceEffect, at now: Instant) {
        switch effect {
        case .issued(let order, let credentials):
            granted(order, at: now)
            let dossier = dossiers[order.index]
            if dossier.facts.contains(.issued) {
                repeated(order, same: dossier.serial == credentials.firstSerial, at: now)
            } else if dossier.facts.contains(.withdrawn) {
                repeated(order, same: false, at: now)
            }
        case .withdrawn(let order):
            let facts = dossiers[order.index].facts
            // What was issued may be gone because it was to be taken back; or a person issued it behind the fence.
            let isIssued = facts.contains(.issued) && !facts.hasAny(.revokeAsked, .withdrawn)
            if facts.contains(.withdrawn) || isIssued { repeated(order, same: !isIssued, at: now) }
            if !facts.contains(.withdrawn) { noteWithdrawn(order) }
        case .failed(let order):
            if dossiers[order.index].facts.contains(.issued) { repeated(order, same: false, at: now) }
        case .requestCodes(let order, _, _): granted(order, at: now)
        case .kept(let order):
            let facts = dossiers[order.index].facts
            repeated(order, same: facts.contains(.issued) && !facts.contains(.withdrawn), at: now)
        case .queryCodes, .revokeCodes, .entitle, .endEntitlement: break
        }
    }

    // MARK: Audit log and overview

    /// A record reaches the audit log, or word from the overview.
    mutating func asked(_ command: AuditCommand, at now: Instant) {
        switch command {
        case .append(let record, _):
            idempotencyNotes.isRepeatedRecord = record.version <= lifecycleNotes.logged(record.order)
            if record.operation == .issue { dossiers[record.order.index].facts.insert(.recordDelivered) }
        case .consumed, .resend: idempotencyNotes.isRepeatedRecord = false
        }
    }

    /// The audit log answers or publishes, at its end of the network: a record that it has is acknowledged again and
    /// not written again.
    mutating func said(_ effect: AuditEffect, at now: Instant) {
        switch effect {
        case .acknowledged(_, let order):
            if idempotencyNotes.isRepeatedRecord { repeated(order, same: true, at: now) }
        case .busy(_, let order):
            if idempotencyNotes.isRepeatedRecord { repeated(order, same: false, at: now) }
        case .publish(let numbered):
            let order = numbered.record.order
            if numbered.sequence > auditNotes.lastSequence {
                let isOnce = !idempotencyNotes.isRepeatedRecord
                tally.expect(
                    .effectOnce, isOnce, order: order, at: now, because: "the audit log writes a record again")
                if !isOnce { repeated(order, same: false, at: now) }
            }
            published(numbered, at: now)
        case .probe: break
        }
    }

    /// The overview says how far it is.
    mutating func said(_ effect: OverviewEffect, at now: Instant) {
        switch effect {
        case .shown(let last):
            tally.expect(.effectOnce, last > auditNotes.lastShown, "the overview applies a record again")
            shown(upTo: last, at: now)
        case .consumed, .missing: break
        }
    }

    // MARK: When the run is over

    /// Holds all entitlements that the overview shows against those of the audit log.
    mutating func close(entitlements shown: Int) {
        let told = auditNotes.liveUnits
        guard issuanceNotes.sawIssues else { return }
        tally.expect(.effectOnce, shown == told, "the overview shows \(shown) units and was told of \(told)")
    }

    /// What changed for a paid order has been told to those who must know.
    mutating func closeOutbox(_ order: OrderID, _ charge: PaymentProvider.Charge, at now: Instant) {
        let facts = dossiers[order.index].facts
        tally.expect(.changesTold, facts.contains(.captured), order: order, at: now,
            because: "the coordinator knows no capture")
        if charge.refunds > 0 {
            tally.expect(
                .changesTold, facts.contains(.refunded), order: order, at: now,
                because: "the coordinator knows no refund")
        }
        guard facts.contains(.issued) else { return }
        tally.expect(.changesTold, facts.contains(.goodsKnown), order: order, at: now,
            because: "the coordinator knows no issue")
        tally.expect(
            .changesTold, facts.contains(.recordDelivered), order: order, at: now,
            because: "the audit log knows no issue")
    }
}
