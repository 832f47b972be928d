/// The loss system M/G/c/c: who finds all servers busy is turned away.
///
/// A. K. Erlang, "Solution of some problems in the theory of probabilities of significance in automatic
/// telephone exchanges", Elektroteknikeren 13, 1917 (his first formula, B). It depends on the law
/// of the service time only by its mean.
public struct ErlangLoss: Sendable {
    /// How many servers, at least 1.
    public let servers: Int
    /// The offered load in erlangs: arrival rate x mean service time.
    public let load: Double

    /// A group of `servers` >= 1 that is offered a load >= 0.
    public init(servers: Int, load: Double) {
        precondition(servers >= 1 && load >= 0 && load < .infinity, "\(servers) servers for a load of \(load)")
        self.servers = servers
        self.load = load
    }

    /// The probability that an arrival is turned away, B = (a^c / c!) / (1 + a + ... + a^c / c!).
    ///
    /// By the recursion B(n) = a B(n - 1) / (n + a B(n - 1)), which is stable upwards.
    public var lossProbability: Double {
        (1...servers).reduce(1.0) { blocking, n in load * blocking / (Double(n) + load * blocking) }
    }

    /// The mean number of busy servers: the load that is carried, in erlangs.
    public var meanBusy: Double { load * (1 - lossProbability) }
}
