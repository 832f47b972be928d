import Primitives

/// What there was in one minute of a run, from one region for one product.
public struct TrafficRow: Equatable, Sendable, BitwiseCopyable {
    /// The minute, counted from the window's beginning.
    public var minute: Int32
    /// The product's number; -1 for lists of products.
    public var product: Int16
    /// The region's place in the scenario.
    public var region: UInt8
    /// Whether the sessions are those of people who wait for the opening.
    public var isEarly: Bool
    /// Sessions that started, scalpers' not counted.
    public var sessions: UInt32
    /// Clicks of everyone, scalpers' among them.
    public var requests: UInt32

    public init(minute: Int32, product: Int16, region: UInt8, isEarly: Bool, sessions: UInt32, requests: UInt32) {
        self.minute = minute
        self.product = product
        self.region = region
        self.isEarly = isEarly
        self.sessions = sessions
        self.requests = requests
    }
}
