import Primitives

/// Who the shoppers are.
public struct Population: Equatable, Sendable {
    /// How many users there are; each session is one of them, drawn evenly.
    public var users: Int = 5_000_000
    /// Where they are. Shares need not add up to anything.
    public var regions: [Region] = [Region(name: "east", share: 1, latency: .milliseconds(15))]
    /// How unevenly products are wanted: the exponent of Zipf's law over the catalogue's order.
    public var popularityExponent: Double = 1
    /// The shortest time for which anyone waits for a page.
    public var patienceMinimum: TimeSpan = .seconds(3)
    /// The mean of what is added to it, exponential.
    public var patienceMean: TimeSpan = .seconds(3)
    /// How often someone clicks again before giving up.
    public var reclicks: Int = 3

    public init() {}

    /// A region that shoppers come from.
    public struct Region: Equatable, Sendable {
        /// The name in reports.
        public var name: String
        /// Its weight among the regions.
        public var share: Double
        /// One way between a shopper there and the gateway; each leg is this, times 1 to 1.5.
        public var latency: TimeSpan

        public init(name: String, share: Double, latency: TimeSpan) {
            self.name = name
            self.share = share
            self.latency = latency
        }
    }
}
