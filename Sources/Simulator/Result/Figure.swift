/// A named number; the unit is at the end of the name where there is one.
public struct Figure: Equatable, Sendable {
    /// In snake_case.
    public var name: String
    /// Integers are exact up to 2^53.
    public var value: Double

    public init(name: String, value: Double) {
        self.name = name
        self.value = value
    }
}
