import Primitives

/// Something that happened to an order.
public struct OrderStep: Equatable, Sendable {
    /// When.
    public var at: Instant
    /// Where: a service, the shopper, or a machine whose deadline it was.
    public var place: String
    /// What, in plain words.
    public var text: String
}
