import Primitives

/// The parties outside the platform: a payment provider and a supplier of codes.
public struct OutsidePlan: Equatable, Sendable {
    /// The provider's mean time to answer (log-normal).
    public var paymentTime: TimeSpan = .milliseconds(250)
    /// The coefficient of variation of it.
    public var paymentVariation: Double = 0.5
    /// Charges that the provider declines, in permille.
    public var declinedPermille: Int = 10
    /// The supplier's mean time to answer (log-normal).
    public var supplierTime: TimeSpan = .milliseconds(80)
    /// The coefficient of variation of it.
    public var supplierVariation: Double = 0.5

    public init() {}
}
