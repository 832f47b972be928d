/// A named count.
public struct Count: Equatable, Sendable {
    /// What was counted.
    public var name: String
    /// How often.
    public var count: UInt64

    public init(name: String, count: UInt64) {
        self.name = name
        self.count = count
    }
}
