import DiscreteEvent
import Platform
import Primitives

/// Something that can happen in the world: one word, the kind in its top byte, the fields below.
///
/// As one word an event is scheduled, moved and fed with one instruction each; as an enum with values every
/// one of these would first ask which event it is.
struct WorldEvent: SimulationEvent {
    /// What happens.
    enum Kind: UInt8, CaseIterable {
        // Shoppers.
        /// The next ordinary session starts.
        case sessionStarts
        /// The next of those who wait for the opening comes.
        case rushStarts
        /// A click reaches the gateway.
        case pageArrives
        /// An answer reaches the shopper.
        case answerReaches
        /// A shopper's patience with this click is over.
        case patienceEnds
        /// A shopper's patience with the queue page is over.
        case waiterLeaves
        // Servers.
        /// The job in a slot is done.
        case serviceEnds
        /// A server has booted.
        case serverReady
        // Messages.
        /// A message reaches the service that it is for.
        case messageArrives
        /// A machine has a deadline.
        case wakes
        // The scenario.
        /// A fault begins or ends.
        case faultTurns
        /// The minute is over: gauges are read.
        case minuteEnds
        /// Those who have waited long for a page are looked for.
        case patienceSweep
        /// The autoscaler decides.
        case scalingDecision
        /// The scenario's window is over: the fleet's account is closed.
        case windowEnds
        // Stock.
        /// A store has done what it was asked.
        case storeEnds
        /// A delivery, a withdrawal, a fail-over or a synchronisation is due.
        case stockTurns
        // Entitlements.
        /// A check of an entitlement may be due.
        case checkIsDue
        /// A holder, or who watches holders, acts.
        case holderActs
        /// The supplier gets more codes.
        case supplierRefills
        /// The next scalper of a population starts.
        case scalperStarts
    }

    /// The kind in the top byte, then the fields; also what the event feeds.
    let word: UInt64

    @inline(__always)
    private init(_ kind: Kind, _ fields: UInt64 = 0) { word = UInt64(kind.rawValue) &<< 56 | fields }

    @inline(__always)
    func feed(_ fingerprint: inout Fingerprint) { fingerprint.combine(word) }

    /// Only the functions below make events, so that a byte read as a kind, an answer or a machine was written as one.
    @inline(__always)
    var kind: Kind { unsafeBitCast(UInt8(truncatingIfNeeded: word &>> 56), to: Kind.self) }
}

// The events of shoppers: bits 0 to 15 the turn, 16 to 47 the shopper, 48 to 55 the answer.
extension WorldEvent {
    static var sessionStarts: Self { .init(.sessionStarts) }
    static var rushStarts: Self { .init(.rushStarts) }

    @inline(__always)
    static func pageArrives(shopper: UInt32, turn: UInt16) -> Self { .init(.pageArrives, visit(shopper, turn)) }

    @inline(__always)
    static func answerReaches(shopper: UInt32, turn: UInt16, answer: PageAnswer) -> Self {
        .init(.answerReaches, UInt64(answer.rawValue) &<< 48 | visit(shopper, turn))
    }

    static func patienceEnds(shopper: UInt32, turn: UInt16) -> Self { .init(.patienceEnds, visit(shopper, turn)) }
    static func waiterLeaves(shopper: UInt32, turn: UInt16) -> Self { .init(.waiterLeaves, visit(shopper, turn)) }

    @inline(__always)
    private static func visit(_ shopper: UInt32, _ turn: UInt16) -> UInt64 { UInt64(shopper) &<< 16 | UInt64(turn) }

    /// The shopper's slot, in an event of shoppers.
    @inline(__always)
    var shopper: UInt32 { UInt32(truncatingIfNeeded: word &>> 16) }

    /// The turn that is meant, in an event of shoppers.
    @inline(__always)
    var turn: UInt16 { UInt16(truncatingIfNeeded: word) }

    /// The answer, when one reaches a shopper.
    @inline(__always)
    var answer: PageAnswer { unsafeBitCast(UInt8(truncatingIfNeeded: word &>> 48), to: PageAnswer.self) }
}

// The events of servers: bits 0 to 15 the incarnation; then, if it is meant, the slot in 8; then the server.
extension WorldEvent {
    @inline(__always)
    static func serviceEnds(server: UInt16, slot: UInt8, incarnation: UInt16) -> Self {
        .init(.serviceEnds, UInt64(server) &<< 24 | UInt64(slot) &<< 16 | UInt64(incarnation))
    }

    static func serverReady(server: UInt16, incarnation: UInt16) -> Self {
        .init(.serverReady, UInt64(server) &<< 16 | UInt64(incarnation))
    }

    /// Where which service ends.
    @inline(__always)
    var service: (server: UInt16, slot: UInt8, incarnation: UInt16) {
        (
            UInt16(truncatingIfNeeded: word &>> 24), UInt8(truncatingIfNeeded: word &>> 16),
            UInt16(truncatingIfNeeded: word)
        )
    }

    /// Which server is ready.
    var boot: (server: UInt16, incarnation: UInt16) {
        (UInt16(truncatingIfNeeded: word &>> 16), UInt16(truncatingIfNeeded: word))
    }
}

// The events of holders: bits 0 to 31 the order, 32 to 39 the operation, 40 to 55 the entitlement's version.
extension WorldEvent {
    static func holderActs(_ order: OrderID, _ operation: LifecycleOperation, version: UInt16) -> Self {
        .init(
            .holderActs,
            UInt64(order.number) | UInt64(operation.rawValue) &<< 32 | UInt64(version) &<< 40)
    }

    /// Which wish is acted upon.
    var wish: (order: OrderID, operation: LifecycleOperation, version: UInt16) {
        guard let operation = LifecycleOperation(rawValue: UInt8(truncatingIfNeeded: word &>> 32)) else {
            preconditionFailure("event \(word) is nobody's wish")
        }
        return (OrderID(number), operation, UInt16(truncatingIfNeeded: word &>> 40))
    }
}

// The other events have at most one number.
extension WorldEvent {
    @inline(__always)
    static func messageArrives(envelope: UInt32) -> Self { .init(.messageArrives, UInt64(envelope)) }
    static func wakes(_ machine: MachineName) -> Self { .init(.wakes, UInt64(machine.rawValue)) }
    @inline(__always)
    static func storeEnds(visit: UInt32) -> Self { .init(.storeEnds, UInt64(visit)) }
    static func stockTurns(index: UInt32) -> Self { .init(.stockTurns, UInt64(index)) }
    static func faultTurns(index: UInt16) -> Self { .init(.faultTurns, UInt64(index)) }
    static var minuteEnds: Self { .init(.minuteEnds) }
    static var patienceSweep: Self { .init(.patienceSweep) }
    static var scalingDecision: Self { .init(.scalingDecision) }
    static var windowEnds: Self { .init(.windowEnds) }
    static var supplierRefills: Self { .init(.supplierRefills) }
    static func scalperStarts(population: UInt32) -> Self { .init(.scalperStarts, UInt64(population)) }
    static func checkIsDue(_ isCheck: Bool) -> Self { .init(.checkIsDue, isCheck ? 1 : 0) }

    /// The envelope that arrives, the population that a scalper is of, or the index of the turn on the tape of faults.
    @inline(__always)
    var number: UInt32 { UInt32(truncatingIfNeeded: word) }

    /// The machine that wakes.
    @inline(__always)
    var machine: MachineName { unsafeBitCast(UInt8(truncatingIfNeeded: word), to: MachineName.self) }
}

/// What a shopper finds on the page that comes back.
enum PageAnswer: UInt8, CaseIterable, BitwiseCopyable, Sendable {
    /// The page that was asked for.
    case page
    /// An error page: a queue was full, or the service refused or erred.
    case error
    /// The queue page.
    case queuePage
    // The coordinator's answers to an order or a payment.
    case placed, soldOut, unavailable, issued, preparing, declined, closed, refunded, partlyRefunded
}

/// The machines that have deadlines of their own.
enum MachineName: UInt8, CaseIterable, BitwiseCopyable, Sendable {
    case coordinator, stock, coupons, payment, issuance, audit, overview
    /// Waiting rooms of the services that have pages behind the gateway.
    case catalogueRoom, gameCardRoom, membershipRoom, licenceRoom, courseRoom
    /// The old platform's silos together, the adapter beside the core, the service desk.
    case silos, adapter, desk
    /// The lease for which coordinators take turns, and the people at the board of abnormal orders.
    case lease, operators
    /// The entitlement ledger.
    case ledger
}
