import Primitives

/// Where records wait until the audit log has them: sent again and again, a bounded number at a time, lost never.
///
/// A record gets a place while it is in flight, and keeps it until the log has acknowledged it. When all places are
/// taken the next ones wait in a queue, which is the back-pressure: the log never gets more than it can answer for.
/// What is sent again is sent after the same time, so deadlines lie in a ring, earliest first.
///
/// Memory: 48 bytes for each place, 32 for each record that waits.
struct AuditOutbox: ~Copyable {
    struct Place: BitwiseCopyable {
        var record: AuditRecord
        /// How often the place was taken and given up: a ticket is good as long as it has the same.
        var generation: UInt32 = 0
    }

    /// When what is in a place is sent again.
    struct Repeat: BitwiseCopyable {
        var ticket: AuditTicket
        var at: Instant
    }

    private var places: Table<Place>
    private var free = Table<UInt32>()
    private var repeats = Ring<Repeat>(minimumCapacity: 64)
    private var queue = Ring<AuditRecord>(minimumCapacity: 64)
    private let repeatAfter: TimeSpan

    /// An empty outbox.
    ///
    /// - Parameters:
    ///   - inFlight: how many records may be on their way at once.
    ///   - repeatAfter: how long the log may take to answer before a record is sent again.
    init(inFlight: Int, repeatAfter: TimeSpan) {
        precondition(inFlight > 0 && repeatAfter > .zero, "an outbox of \(inFlight) places")
        places = Table(repeating: Place(record: .blank), count: inFlight)
        for place in (0..<UInt32(inFlight)).reversed() { free.append(place) }
        self.repeatAfter = repeatAfter
    }

    /// How many records the log has not acknowledged.
    var count: Int { places.count - free.count + queue.count }

    /// When the record that was sent longest ago is sent again; exact.
    var nextDeadline: Instant { repeats.first?.at ?? .distantFuture }

    /// Takes a record. Returns its ticket if it is to be sent now; else it waits for a place.
    mutating func post(_ record: AuditRecord, at now: Instant) -> AuditTicket? {
        guard free.count > 0 else {
            queue.append(record)
            return nil
        }
        let place = free.removeLast()
        places[Int(place)].record = record
        places[Int(place)].generation &+= 1
        let ticket = AuditTicket(place: place, generation: places[Int(place)].generation)
        repeats.append(Repeat(ticket: ticket, at: now + repeatAfter))
        return ticket
    }

    /// The log has the record. Returns the next one that is to be sent, if one waited for the place.
    mutating func acknowledge(_ ticket: AuditTicket, at now: Instant) -> (AuditRecord, AuditTicket)? {
        guard isInFlight(ticket) else { return nil }
        places[Int(ticket.place)].generation &+= 1
        free.append(ticket.place)
        dropAcknowledged()
        guard let next = queue.popFirst(), let place = post(next, at: now) else { return nil }
        return (next, place)
    }

    /// The record that is due to be sent again, if one is; it counts as sent.
    mutating func due(at now: Instant) -> (AuditRecord, AuditTicket)? {
        guard let first = repeats.first, first.at <= now else { return nil }
        _ = repeats.popFirst()
        repeats.append(Repeat(ticket: first.ticket, at: now + repeatAfter))
        dropAcknowledged()
        return (places[Int(first.ticket.place)].record, first.ticket)
    }

    /// Whether the log has not acknowledged the record that the ticket was given for.
    private func isInFlight(_ ticket: AuditTicket) -> Bool {
        places[Int(ticket.place)].generation == ticket.generation
    }

    /// Takes acknowledged entries from the head, so that the first deadline is never a stale one. Each entry is
    /// dropped once: amortised O(1).
    private mutating func dropAcknowledged() {
        while let first = repeats.first, !isInFlight(first.ticket) { _ = repeats.popFirst() }
    }
}
