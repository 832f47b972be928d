import Primitives

/// The breakdowns of requests that are not answered yet, at most one for each shopper.
///
/// One that is never answered stays until its shopper's slot needs another: there are never more than slots. All
/// operations are O(1).
struct OpenBreakdowns: ~Copyable {
    /// What is known of a request so far.
    struct Row: BitwiseCopyable {
        /// When the page was wanted first: clicks for the same page share what they waited for on the queue page.
        var since = Instant.distantPast
        /// Up to when the parts account for the time.
        var mark = Instant.distantPast
        /// The order that the page is about; `Shopper.none` for another page, and once the answer is on its way.
        var order = Shopper.none
        /// The click, as its shopper counts.
        var turn: UInt16 = 0
        /// When the answer to an order or a payment will be there, once it is on its way, and what a fault adds to it.
        var reaches = Instant.distantPast
        var added = TimeSpan.zero
        var parts = LatencyBreakdown()

        /// Accounts for the time from the wish to the end of the work at the gateway. What that took longer than
        /// planned is among the parts already.
        @inline(__always)
        mutating func accept(clickedAt: Instant, out: TimeSpan, gatewayWork: Int64, leftGateway: Instant) {
            let slower = parts[.warmUp] + parts[.fault]
            parts[.retry] = (clickedAt - since).nanoseconds - parts[.queuePage]
            parts[.network] = out.nanoseconds
            parts[.waiting(.gateway)] = (leftGateway - (clickedAt + out)).nanoseconds - gatewayWork - slower
            parts[.work] = gatewayWork
        }
    }

    var rows = Table<Row>()
    private var free = Table<UInt32>()
    /// By the shopper's slot, the row; `Shopper.none` without one.
    private var places = Table<UInt32>()

    /// The row of a shopper's request; nil without one.
    @inline(__always)
    func place(of slot: Int) -> Int? {
        guard slot < places.count, places[slot] != Shopper.none else { return nil }
        return Int(places[slot])
    }

    /// Begins the breakdown of a click, and returns its place. What the shopper has waited on the queue page for the
    /// same wish is kept, and of the same click everything.
    mutating func begin(_ slot: Int, turn: UInt16, since: Instant) -> Int {
        while places.count <= slot { places.append(Shopper.none) }
        var place = Int(places[slot])
        if places[slot] == Shopper.none {
            place = free.count > 0 ? Int(free.removeLast()) : rows.append(Row())
            places[slot] = UInt32(place)
            rows[place].since = .distantPast
        }
        if rows[place].since == since, rows[place].turn == turn { return place }
        let queued = rows[place].since == since ? rows[place].parts[.queuePage] : 0
        rows[place] = Row(since: since, turn: turn)
        rows[place].parts[.queuePage] = queued
        return place
    }

    /// The request of this shopper is over.
    mutating func close(_ slot: Int) {
        free.append(places[slot])
        places[slot] = Shopper.none
    }
}
