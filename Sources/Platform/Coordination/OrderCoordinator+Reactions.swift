import Primitives

// The coordinator's transition table. It is consulted before a command is acted on: what is impossible here stops
// the coordinator, and the functions that act need only say what happens otherwise.
extension OrderCoordinator {
    /// What a command does to a line in this phase; of a command about the whole order, to its first line.
    ///
    /// Where several phases are listed, what else is true of the order decides: whether its other lines are as far,
    /// whether attempts are left, whether it is a bundle. What is given back, stock and coupon, is also judged by
    /// the claim that it is about. Allocates what it lists.
    public static func reaction(
        in phase: OrderPhase, to command: CoordinatorCommand.Kind
    ) -> Reaction<OrderPhase> {
        switch command {
        case .place, .pay: reactionToBuyer(command, phase)
        case .stockHeld, .stockSoldOut, .stockChecked: reactionToHolding(command, phase)
        case .stockConfirmed, .stockHoldGone, .stockReleased, .stockCallFailed: reactionToSelling(command, phase)
        case .couponRedeemed, .couponRefused, .couponReleased, .couponCallFailed: reactionToCoupon(command, phase)
        case .captured, .declined, .notCharged: reactionToCharge(command, phase)
        case .refunded, .paymentCallFailed: reactionToRefund(command, phase)
        // Said in the same breath as the charge.
        case .chargeNotSent: phase == .charging ? .moves([.charging, .ended(.unavailable)]) : .impossible
        case .issued, .issueFailed, .supplierEmpty, .withdrawn: reactionToIssuing(command, phase)
        // Of a line that was asked back, and of no other.
        case .issueKept:
            phase == .revoking ? .moves([.ended(.issued)]) : phase == .ended(.issued) ? .stays : .impossible
        case .retryNow, .refundNow, .markIssued, .handedOver: reactionToPerson(command, phase)
        }
    }

    private static func reactionToBuyer(
        _ command: CoordinatorCommand.Kind, _ phase: OrderPhase
    ) -> Reaction<OrderPhase> {
        switch phase {
        case .absent: command == .place ? .moves([.checking, .holding]) : .refuses
        case .awaitingPayment: command == .pay ? .moves([.reserving]) : .stays
        case .checking, .holding, .reserving, .charging, .chargeUnknown, .issuing, .preparing, .ready, .withdrawing,
            .revoking, .refunding, .ended, .returning:
            .stays
        }
    }

    private static func reactionToHolding(
        _ command: CoordinatorCommand.Kind, _ phase: OrderPhase
    ) -> Reaction<OrderPhase> {
        switch phase {
        case .absent: return .impossible
        case .checking: return command == .stockChecked ? .moves([.holding, .ended(.soldOut)]) : .impossible
        case .holding:
            // The last line to be held takes the others along. A line that is held already may hear that there are
            // none: from a doubled call that came when its hold had run out. The confirmation will tell.
            if command == .stockHeld { return .moves([.holding, .awaitingPayment]) }
            return command == .stockSoldOut ? .moves([.holding, .ended(.soldOut)]) : .stays
        case .awaitingPayment, .reserving, .ended, .returning: return .stays
        case .charging, .chargeUnknown, .issuing, .preparing, .ready, .withdrawing, .revoking, .refunding:
            return command == .stockSoldOut ? .impossible : .stays
        }
    }

    private static func reactionToSelling(
        _ command: CoordinatorCommand.Kind, _ phase: OrderPhase
    ) -> Reaction<OrderPhase> {
        switch phase {
        case .absent: return .impossible
        case .checking, .holding:
            return command == .stockCallFailed ? .moves([phase, .ended(.unavailable)]) : .impossible
        case .awaitingPayment: return command == .stockCallFailed ? .stays : .impossible
        case .reserving:
            if command == .stockConfirmed { return .moves([.reserving, .charging]) }
            if command == .stockHoldGone { return .moves([.ended(.unpaid)]) }
            return command == .stockCallFailed ? .moves([.reserving, .ended(.unavailable)]) : .impossible
        case .charging, .chargeUnknown, .issuing, .preparing, .ready, .withdrawing, .revoking, .refunding:
            return command == .stockHoldGone || command == .stockReleased ? .impossible : .stays
        case .ended(.issued): return command == .stockReleased ? .impossible : .stays
        case .ended, .returning: return .stays
        }
    }

    private static func reactionToCoupon(
        _ command: CoordinatorCommand.Kind, _ phase: OrderPhase
    ) -> Reaction<OrderPhase> {
        switch phase {
        // No coupon is asked for before the buyer pays.
        case .absent, .checking, .holding, .awaitingPayment, .ended(.soldOut), .returning(.soldOut): .impossible
        case .reserving: command == .couponReleased ? .stays : .moves([.reserving, .charging])
        case .charging, .chargeUnknown, .issuing, .preparing, .ready, .withdrawing, .revoking, .refunding, .ended,
            .returning:
            .stays
        }
    }

    private static func reactionToCharge(
        _ command: CoordinatorCommand.Kind, _ phase: OrderPhase
    ) -> Reaction<OrderPhase> {
        switch phase {
        case .absent, .checking, .holding, .awaitingPayment, .reserving: return .impossible
        case .charging, .chargeUnknown:
            if command == .captured { return .moves([.issuing]) }
            return .moves([command == .declined ? .ended(.declined) : .ended(.unavailable)])
        case .issuing, .preparing, .ready, .withdrawing, .revoking, .refunding:
            return command == .captured ? .stays : .impossible
        case .ended(.issued), .ended(.refunded), .returning: return .stays
        case .ended(let outcome): return command == .captured ? .moves([.returning(outcome)]) : .stays
        }
    }

    private static func reactionToRefund(
        _ command: CoordinatorCommand.Kind, _ phase: OrderPhase
    ) -> Reaction<OrderPhase> {
        switch phase {
        case .absent, .checking, .holding, .awaitingPayment, .reserving: .impossible
        case .charging: command == .paymentCallFailed ? .moves([.chargeUnknown]) : .impossible
        case .chargeUnknown, .issuing, .preparing, .ready, .withdrawing, .revoking:
            command == .paymentCallFailed ? .stays : .impossible
        case .refunding: command == .refunded ? .moves([.ended(.refunded)]) : .stays
        case .returning: command == .refunded ? .moves([.ended(.refunded)]) : .stays
        case .ended: .stays
        }
    }

    private static func reactionToIssuing(
        _ command: CoordinatorCommand.Kind, _ phase: OrderPhase
    ) -> Reaction<OrderPhase> {
        switch phase {
        case .absent, .checking, .holding, .awaitingPayment, .reserving, .charging, .chargeUnknown, .returning:
            return .impossible
        case .issuing:
            if command == .issued { return .moves([.ended(.issued), .ready]) }
            return command == .withdrawn ? .impossible : .moves([.preparing])
        case .preparing:
            if command == .issued { return .moves([.ended(.issued), .ready]) }
            return command == .withdrawn ? .impossible : .stays
        // Of what a person has handed over the fence may be confirmed once more. Any other line was issued behind
        // no fence, and the coordinator stops.
        case .ready, .ended(.issued): return .stays
        case .withdrawing:
            if command == .issued { return .moves([.ended(.issued), .ready, .revoking]) }
            return command == .withdrawn ? .moves([.withdrawing, .refunding]) : .stays
        case .revoking: return command == .withdrawn ? .moves([.refunding]) : .stays
        // A line of a bundle that was revoked may hear once more that it had been issued. For any other line
        // nothing is issued behind the fence, and the coordinator stops.
        case .refunding, .ended(.refunded): return .stays
        case .ended: return .impossible
        }
    }

    private static func reactionToPerson(
        _ command: CoordinatorCommand.Kind, _ phase: OrderPhase
    ) -> Reaction<OrderPhase> {
        if command == .handedOver { return reactionToHandOver(phase) }
        switch phase {
        case .preparing: return command == .retryNow ? .stays : .moves([.withdrawing])
        case .chargeUnknown, .withdrawing, .revoking, .refunding, .returning:
            return command == .retryNow ? .stays : .refuses
        // Refused but for a release that is not acknowledged, which is repeated: not the line's phase, but its claim.
        case .ended: return command == .retryNow ? .stays : .refuses
        case .absent, .checking, .holding, .awaitingPayment, .reserving, .charging, .issuing, .ready: return .refuses
        }
    }

    private static func reactionToHandOver(_ phase: OrderPhase) -> Reaction<OrderPhase> {
        switch phase {
        case .absent, .checking, .holding, .awaitingPayment, .reserving, .charging, .chargeUnknown, .issuing,
            .preparing, .returning:
            .impossible
        case .withdrawing: .moves([.ended(.issued), .ready, .revoking])
        // Said again of what a person had in hand; of anything else it is impossible.
        case .ready, .revoking, .refunding, .ended(.issued), .ended(.refunded): .stays
        case .ended: .impossible
        }
    }
}

/// Which commands are impossible in which phase, ready to be asked at every command: the table above as bits.
struct ImpossibleCommands: ~Copyable {
    /// By the byte of a phase, a bit for each kind of command.
    private var bits = Table<UInt32>(repeating: 0, count: 256)

    init() {
        for phase in OrderPhase.allCases {
            for command in CoordinatorCommand.Kind.allCases
            where OrderCoordinator.reaction(in: phase, to: command) == .impossible {
                bits[Self.byte(phase)] |= 1 << UInt32(command.rawValue)
            }
        }
    }

    @inline(__always)
    func contains(_ command: CoordinatorCommand.Kind, in phase: OrderPhase) -> Bool {
        bits[Self.byte(phase)] &>> UInt32(command.rawValue) & 1 != 0
    }

    @inline(__always)
    private static func byte(_ phase: OrderPhase) -> Int { Int(unsafeBitCast(phase, to: UInt8.self)) }
}
