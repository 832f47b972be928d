// The adapter's transition table.
extension PaymentAdapter {
    /// What a command does to the number of an order in this phase.
    ///
    /// The number of a further line knows only `refund`, which moves it from `none` to `refunding`, and
    /// `providerRefunded`. Allocates what it lists.
    public static func reaction(in phase: Phase, to command: PaymentCommand.Kind) -> Reaction<Phase> {
        switch command {
        case .charge, .query: reactionToQuestion(command, phase)
        case .refund, .providerRefunded: reactionToRefund(command, phase)
        case .providerCaptured, .providerDeclined, .providerKnowsNothing: reactionToProvider(command, phase)
        }
    }

    private static func reactionToQuestion(_ command: PaymentCommand.Kind, _ phase: Phase) -> Reaction<Phase> {
        switch phase {
        case .none: .moves([command == .charge ? .pending : .cancelled])
        case .pending: command == .charge ? .stays : .moves([.fencing])
        case .fencing, .cancelled, .declined, .captured, .refunding, .refunded: .stays
        }
    }

    private static func reactionToRefund(_ command: PaymentCommand.Kind, _ phase: Phase) -> Reaction<Phase> {
        switch phase {
        case .none, .pending, .fencing, .cancelled, .declined: .impossible
        case .captured: command == .refund ? .moves([.refunding]) : .impossible
        case .refunding: command == .refund ? .stays : .moves([.refunded])
        case .refunded: .stays
        }
    }

    private static func reactionToProvider(_ command: PaymentCommand.Kind, _ phase: Phase) -> Reaction<Phase> {
        switch phase {
        case .none: return .impossible
        case .pending:
            if command == .providerCaptured { return .moves([.captured]) }
            return command == .providerDeclined ? .moves([.declined]) : .impossible
        case .fencing:
            if command == .providerCaptured { return .moves([.captured]) }
            return .moves([command == .providerDeclined ? .declined : .cancelled])
        // A capture that the provider had promised not to make: it is reported, so that it can be paid back.
        case .cancelled, .declined: return command == .providerCaptured ? .moves([.captured]) : .stays
        case .captured, .refunding, .refunded: return command == .providerCaptured ? .stays : .impossible
        }
    }
}
