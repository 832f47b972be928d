import Primitives

/// One message about an order, as an auditor would quote it.
struct Sighting: BitwiseCopyable {
    /// What became of the message.
    enum Fate: UInt8, BitwiseCopyable {
        /// Its service has taken it, and the answer, if any, is on its way.
        case taken
        /// Its service has taken it, and the answer is lost.
        case takenReplyLost
        /// It was turned away, or failed before it had any effect.
        case refused
        /// It was never sent: its caller's breaker, bulkhead or pool of connections kept it back.
        case keptBack
        /// It came to a service that was out.
        case swallowed
        /// It was lost on its way.
        case lost
        /// It was on a server that crashed.
        case crashed
        /// A party outside has decided so; its message is on the way.
        case decided
    }

    var at: Instant
    var letter: Letter
    var fate: Fate

    /// In one line: when, to which service, what, and what became of it.
    var words: String {
        let end =
            switch fate {
            case .taken: ""
            case .takenReplyLost: " (the reply is lost)"
            case .refused: " (refused)"
            case .keptBack: " (kept back by its caller)"
            case .swallowed: " (never arrived: the service is out)"
            case .lost: " (never arrived: lost on its way)"
            case .crashed: " (lost with its server)"
            case .decided: " (decided outside, on its way)"
            }
        return "\(at.clockWords) \(letter.service.name): \(letter.words)\(end)"
    }
}
