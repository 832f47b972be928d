import DiscreteEvent
import Primitives

/// Everything that can happen in the world. At most 16 bytes; no event owns storage.
enum WorldEvent: SimulationEvent {
    // Shoppers.
    /// The next ordinary session starts.
    case sessionStarts
    /// The next of those who wait for the opening comes.
    case rushStarts
    /// A click reaches the gateway.
    case pageArrives(shopper: UInt32, turn: UInt16)
    /// An answer reaches the shopper.
    case answerReaches(shopper: UInt32, turn: UInt16, answer: PageAnswer)
    /// A shopper's patience with this click is over.
    case patienceEnds(shopper: UInt32, turn: UInt16)
    /// A shopper's patience with the queue page is over.
    case waiterLeaves(shopper: UInt32, turn: UInt16)
    // Servers.
    /// The job in a slot is done.
    case serviceEnds(server: UInt16, slot: UInt8, incarnation: UInt16)
    /// A server has booted.
    case serverReady(server: UInt16, incarnation: UInt16)
    // Messages.
    /// A message reaches the service that it is for.
    case messageArrives(envelope: UInt32)
    /// A machine has a deadline.
    case wakes(MachineName)
    // The scenario.
    /// A fault begins or ends.
    case faultTurns(index: UInt16)
    /// The minute is over: gauges are read.
    case minuteEnds
    /// Those who have waited long for a page are looked for.
    case patienceSweep
    /// The autoscaler decides.
    case scalingDecision
    /// The scenario's window is over: the fleet's account is closed.
    case windowEnds

    /// The kinds in declared order; also the first word that an event feeds.
    enum Kind: UInt8, CaseIterable {
        case sessionStarts, rushStarts, pageArrives, answerReaches, patienceEnds, waiterLeaves
        case serviceEnds, serverReady, messageArrives, wakes, faultTurns, minuteEnds, patienceSweep
        case scalingDecision, windowEnds
    }

    @inline(__always)
    var kind: Kind {
        switch self {
        case .sessionStarts: .sessionStarts
        case .rushStarts: .rushStarts
        case .pageArrives: .pageArrives
        case .answerReaches: .answerReaches
        case .patienceEnds: .patienceEnds
        case .waiterLeaves: .waiterLeaves
        case .serviceEnds: .serviceEnds
        case .serverReady: .serverReady
        case .messageArrives: .messageArrives
        case .wakes: .wakes
        case .faultTurns: .faultTurns
        case .minuteEnds: .minuteEnds
        case .patienceSweep: .patienceSweep
        case .scalingDecision: .scalingDecision
        case .windowEnds: .windowEnds
        }
    }

    /// One word: the kind in the top byte, then the fields in declared order.
    @inline(__always)
    func feed(_ fingerprint: inout Fingerprint) {
        let fields: UInt64 =
            switch self {
            case .sessionStarts, .rushStarts, .minuteEnds, .patienceSweep, .scalingDecision, .windowEnds: 0
            case .pageArrives(let shopper, let turn), .patienceEnds(let shopper, let turn),
                .waiterLeaves(let shopper, let turn):
                UInt64(shopper) << 16 | UInt64(turn)
            case .answerReaches(let shopper, let turn, let answer):
                UInt64(answer.rawValue) << 48 | UInt64(shopper) << 16 | UInt64(turn)
            case .serviceEnds(let server, let slot, let incarnation):
                UInt64(server) << 24 | UInt64(slot) << 16 | UInt64(incarnation)
            case .serverReady(let server, let incarnation): UInt64(server) << 16 | UInt64(incarnation)
            case .messageArrives(let envelope): UInt64(envelope)
            case .wakes(let name): UInt64(name.rawValue)
            case .faultTurns(let index): UInt64(index)
            }
        fingerprint.combine(UInt64(kind.rawValue) << 56 | fields)
    }
}

/// What a shopper finds on the page that comes back.
enum PageAnswer: UInt8, BitwiseCopyable, Sendable {
    /// The page that was asked for.
    case page
    /// An error page: a queue was full, or the service refused or erred.
    case error
    /// The queue page.
    case queuePage
    // The coordinator's answers to an order or a payment.
    case placed, soldOut, unavailable, issued, preparing, declined, closed, refunded
}

/// The machines that have deadlines of their own.
enum MachineName: UInt8, CaseIterable, BitwiseCopyable, Sendable {
    case coordinator, stock, coupons, payment, issuance, audit, overview
    /// Waiting rooms of the services that have pages behind the gateway.
    case catalogueRoom, gameCardRoom, membershipRoom, licenceRoom, courseRoom
}
