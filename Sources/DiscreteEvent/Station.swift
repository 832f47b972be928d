import Primitives
import Statistics

/// A service station: parallel servers behind one first-come-first-served queue with places to wait.
///
/// A station keeps no time of its own and schedules nothing. Its model tells it who arrives, who gives up
/// waiting and when a service ends, and schedules the end of every service that a call has started.
/// The counts and areas are exact integers, so that conservation, Little's law and the utilisation law
/// can be checked with `==`. All calls are O(1), amortised over the customers that gave up; the
/// queue's storage doubles at a new peak and is kept.
@frozen
public struct Station<Customer: BitwiseCopyable>: ~Copyable {
    /// What happens to a customer that arrives.
    @frozen
    public enum Arrival: Equatable, Sendable, BitwiseCopyable {
        /// A server was free: service starts now.
        case startsService
        /// All servers are busy: the customer waits, and may give up by this ticket.
        case queued(Ticket)
        /// All servers are busy and all places taken: the customer is turned away.
        case balked
    }

    /// Names one wait at one station; tickets are never reused.
    @frozen
    public struct Ticket: Hashable, Sendable, BitwiseCopyable {
        /// How many customers had queued at the station before.
        public var number: Int

        /// The ticket with this number, for example from a stored event.
        @inlinable public init(number: Int) { self.number = number }
    }

    /// A place in the queue; a customer that gave up leaves it empty until it comes to the front.
    @frozen
    @usableFromInline
    struct Place: BitwiseCopyable {
        @usableFromInline var customer: Customer
        @usableFromInline var isTaken: Bool

        @inlinable @inline(__always)
        init(customer: Customer) {
            self.customer = customer
            isTaken = true
        }
    }

    /// How many servers there are.
    public let servers: Int
    /// How many customers can wait; `.max` for an unbounded queue.
    public let places: Int

    @usableFromInline var queue: Ring<Place>
    /// The ticket of the first place of the queue.
    @usableFromInline var firstTicket: Int
    @usableFromInline var counts: StationCounts
    @usableFromInline var busyServers: TimeWeightedAverage
    @usableFromInline var waitingCustomers: TimeWeightedAverage

    /// An empty station with idle servers.
    ///
    /// - Parameters:
    ///   - servers: at least 1.
    ///   - places: how many customers can wait, besides those in service; at least 0.
    ///   - start: the instant from which the time averages count.
    @inlinable
    public init(servers: Int, places: Int = .max, from start: Instant = .origin) {
        precondition(servers >= 1 && places >= 0, "a station with \(servers) servers and \(places) places")
        self.servers = servers
        self.places = places
        queue = Ring()
        firstTicket = 0
        counts = StationCounts()
        busyServers = TimeWeightedAverage(from: start)
        waitingCustomers = TimeWeightedAverage(from: start)
    }

    /// A customer arrives. If service starts, the caller schedules its end.
    @inlinable @inline(__always)
    public mutating func arrive(_ customer: Customer, at now: Instant) -> Arrival {
        counts.arrivals &+= 1
        if busyServers.value < servers {
            busyServers.add(1, at: now)
            return .startsService
        }
        if waitingCustomers.value >= places {
            counts.balked &+= 1
            return .balked
        }
        let ticket = Ticket(number: firstTicket &+ queue.count)
        queue.append(Place(customer: customer))
        waitingCustomers.add(1, at: now)
        return .queued(ticket)
    }

    /// A service ends; traps if no server is busy.
    ///
    /// - Returns: the customer whose service starts now on the server that became free, and whose end of
    ///   service the caller schedules; nil if none waits and the server falls idle.
    @inlinable @inline(__always)
    public mutating func complete(at now: Instant) -> Customer? {
        if busyServers.value == 0 { trapNothingInService(at: now) }
        counts.completed &+= 1
        while let place = queue.popFirst() {
            firstTicket &+= 1
            if place.isTaken {
                waitingCustomers.add(-1, at: now)
                return place.customer
            }
        }
        busyServers.add(-1, at: now)
        return nil
    }

    /// A customer gives up waiting.
    ///
    /// - Returns: the customer; nil if it no longer waits, because its service has started or it gave up before.
    @inlinable @inline(__always)
    public mutating func renege(_ ticket: Ticket, at now: Instant) -> Customer? {
        let offset = ticket.number &- firstTicket
        guard offset >= 0 else { return nil }
        if offset >= queue.count { trapUnknownTicket(ticket.number, next: firstTicket &+ queue.count) }
        guard queue[offset].isTaken else { return nil }
        queue[offset].isTaken = false
        counts.reneged &+= 1
        waitingCustomers.add(-1, at: now)
        return queue[offset].customer
    }
}

@usableFromInline @inline(never)
func trapNothingInService(at now: Instant) -> Never {
    fatalError("station: a service ended at \(now.nanoseconds) ns, but no server is busy")
}

@usableFromInline @inline(never)
func trapUnknownTicket(_ number: Int, next: Int) -> Never {
    fatalError("station: ticket \(number) gave up, but the next to be given out is \(next)")
}

extension Station.Place: Sendable where Customer: Sendable {}
extension Station: Sendable where Customer: Sendable {}
