import Primitives

/// What the fleet costs: each server from its creation, boot included, to its end, by the started second.
///
/// A base fleet is paid from the bill's beginning on. It covers as many servers as are reserved: a server that is
/// created while it has a place left takes it and costs nothing more; when a covered server ends, its place goes
/// to the one that has been on demand for longest, whose life on demand ends there (as with reserved instances
/// of cloud providers, which apply to whatever server of their kind runs). Above the base, the stated share of the
/// servers created is bought on the spot market, evenly spread over them.
///
/// Seconds are summed exactly and turned into money once, so no rounding adds up.
public struct Bill: Sendable {
    /// What a server costs.
    public let tariff: Tariff

    private enum Terms: UInt8 {
        case none, onDemand, spot, covered
    }

    private let beginning: Instant
    private var closed = BillStatement()
    /// When each server's present terms began, and what they are.
    private var since: [Instant] = []
    private var terms: [Terms] = []
    private var covered = 0
    /// How much of a spot server is owed to the stated share, in permille.
    private var spotShare = 0

    /// A bill without any server, whose base fleet is paid from `beginning` on.
    public init(_ tariff: Tariff, from beginning: Instant = .origin) {
        self.tariff = tariff
        self.beginning = beginning
    }

    /// A server was created. Traps if it exists already.
    public mutating func opened(_ server: ServerID, at now: Instant) {
        while terms.count <= server.index {
            since.append(.distantFuture)
            terms.append(.none)
        }
        precondition(terms[server.index] == .none, "server \(server.number) was created twice")
        since[server.index] = now
        terms[server.index] = nextTerms()
    }

    /// A server is gone. Traps if it did not exist.
    public mutating func closed(_ server: ServerID, at now: Instant) {
        precondition(
            server.index < terms.count && terms[server.index] != .none,
            "server \(server.number) ended without existing")
        let ended = terms[server.index]
        add(server.index, at: now, to: &closed)
        terms[server.index] = .none
        if ended == .covered { handOverPlace(now) }
    }

    /// Whether a server is there that was bought on the spot market.
    public func isSpot(_ server: ServerID) -> Bool { server.index < terms.count && terms[server.index] == .spot }

    /// What is to be paid if every server ended at `now`. O(servers ever created).
    public func statement(at now: Instant) -> BillStatement {
        var sum = closed
        for server in 0..<terms.count { add(server, at: now, to: &sum) }
        sum.reservedSeconds = Int64(tariff.reserved.servers) * Tariff.startedSeconds(of: max(.zero, now - beginning))
        sum.onDemand = tariff.price(ofSeconds: sum.onDemandSeconds)
        sum.spot = Tariff.price(ofSeconds: sum.spotSeconds, at: tariff.spot.fenPerHour)
        sum.reserved = Tariff.price(ofSeconds: sum.reservedSeconds, at: tariff.reserved.fenPerHour)
        return sum
    }

    /// The seconds billed for servers if every one ended at `now`. O(servers ever created).
    public func billedSeconds(at now: Instant) -> Int64 { statement(at: now).serverSeconds }

    /// The billed server-hours if every server ended at `now`, for reporting. O(servers ever created).
    public func serverHours(at now: Instant) -> Double { Double(billedSeconds(at: now)) / 3_600 }

    /// The total if every server ended at `now`. O(servers ever created).
    public func total(at now: Instant) -> Money { statement(at: now).total }

    private mutating func nextTerms() -> Terms {
        if covered < tariff.reserved.servers {
            covered += 1
            return .covered
        }
        spotShare += tariff.spot.permille
        guard spotShare >= 1_000 else { return .onDemand }
        spotShare -= 1_000
        return .spot
    }

    /// The oldest server on demand, of equals the first, takes the place in the base that is free now.
    private mutating func handOverPlace(_ now: Instant) {
        var oldest = -1
        for server in 0..<terms.count where terms[server] == .onDemand {
            if oldest < 0 || since[server] < since[oldest] { oldest = server }
        }
        guard oldest >= 0 else {
            covered -= 1
            return
        }
        add(oldest, at: now, to: &closed)
        since[oldest] = now
        terms[oldest] = .covered
    }

    /// Adds what a server has had on its present terms.
    private func add(_ server: Int, at now: Instant, to statement: inout BillStatement) {
        switch terms[server] {
        case .none: break
        case .onDemand: statement.onDemandSeconds += tariff.billedSeconds(for: now - since[server])
        case .spot: statement.spotSeconds += tariff.billedSeconds(for: now - since[server])
        case .covered: statement.reservedUsedSeconds += Tariff.startedSeconds(of: now - since[server])
        }
    }
}
