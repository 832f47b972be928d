import Primitives
import Workload

/// One shopper in the middle of a session.
struct Shopper: BitwiseCopyable {
    /// The shopper's own stream. It stands still while a click is unanswered, so that its state is
    /// also the key from which that click's other chances are derived.
    var stream: RandomStream
    /// When the shopper first clicked for the page that is wanted now.
    var wantedSince: Instant
    /// When the latest click was.
    var clickedAt: Instant
    var user: UserID
    /// The order in hand; `none` without one.
    var order: UInt32
    /// Counts the clicks of all shoppers in this slot: an answer to an earlier one is stale.
    var turn: UInt16
    var product: UInt16
    var region: UInt8
    var page: Page
    var phase: Phase
    var reclicks: UInt8
    /// Let in by the waiting room: not diverted again.
    var hasTicket: Bool
    /// Has clicked to order and has no answer yet.
    var isBuying: Bool
    /// Where the page that was answered with an error was refused for want of room; `nowhere` for another reason.
    var refusedAt: UInt8 = nowhere
    /// Which population of scalpers it belongs to, counted from 1; 0 for an ordinary shopper.
    var scalpers: UInt8 = 0
    /// Units that a scalper has got, and how often it was refused.
    var units: UInt8 = 0
    var refusals: UInt8 = 0

    static var nowhere: UInt8 { 31 }

    static var none: UInt32 { .max }

    enum Phase: UInt8, BitwiseCopyable {
        /// No shopper in this slot.
        case gone
        /// Waits for a page, or thinks before the next click, which is already in the calendar.
        case waiting
        /// Looks at the queue page.
        case queueing
    }

    static let nobody = Shopper(
        stream: RandomStream(state: 0), wantedSince: .origin, clickedAt: .origin, user: UserID(0),
        order: none, turn: 0, product: 0, region: 0, page: .list, phase: .gone, reclicks: 0, hasTicket: false,
        isBuying: false)
}

extension Shopper {
    /// The shopper will ask for a page that was not asked for before.
    @inline(__always)
    mutating func wants(_ page: Page, at instant: Instant) {
        self.page = page
        wantedSince = instant
        reclicks = 0
        hasTicket = false
    }

    /// The shopper clicks; returns how things stand then.
    @inline(__always)
    mutating func clicks(at instant: Instant) -> Shopper {
        turn &+= 1
        clickedAt = instant
        phase = .waiting
        return self
    }

    /// Whether the shopper waits for the answer to the click of this turn.
    @inline(__always)
    func waits(for turn: UInt16) -> Bool { self.turn == turn && phase == .waiting }
}
