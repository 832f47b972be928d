/// What one region asked for and bought.
public struct RegionResult: Equatable, Sendable {
    /// The region's name.
    public var name: String
    /// Its planned share of sessions, 0 to 1.
    public var share: Double
    /// Sessions of shoppers there, scalpers among them.
    public var sessions: UInt64
    /// Orders that were paid.
    public var paid: UInt64
    /// What was paid for them, less what was paid back, in fen.
    public var salesFen: Int64

    public init(name: String, share: Double, sessions: UInt64, paid: UInt64, salesFen: Int64) {
        self.name = name
        self.share = share
        self.sessions = sessions
        self.paid = paid
        self.salesFen = salesFen
    }
}
