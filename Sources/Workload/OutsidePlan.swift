import Primitives

/// The parties outside the platform: a payment provider and a supplier of codes.
public struct OutsidePlan: Equatable, Sendable {
    /// The provider's mean time to answer (log-normal).
    public var paymentTime: TimeSpan = .milliseconds(250)
    /// The coefficient of variation of it.
    public var paymentVariation: Double = 0.5
    /// Charges that the provider declines, in permille.
    public var declinedPermille: Int = 10
    /// What goes wrong with its answers on their way to the platform.
    public var callbacks = CallbackPlan()
    /// The supplier's mean time to answer (log-normal).
    public var supplierTime: TimeSpan = .milliseconds(80)
    /// The coefficient of variation of it.
    public var supplierVariation: Double = 0.5
    /// When the supplier does not answer at all.
    public var supplierOutages: [SupplierOutage] = []

    public init() {}
}

/// A time in which the supplier of codes takes no requests.
public struct SupplierOutage: Equatable, Sendable {
    /// When it begins and when it is over.
    public var from: Instant
    public var until: Instant

    public init(from: Instant, until: Instant) {
        self.from = from
        self.until = until
    }
}

/// What goes wrong with a payment provider's answers: its callbacks are late, come twice, or never.
public struct CallbackPlan: Equatable, Sendable {
    /// Answers that come later than they would, in permille.
    public var latePermille: Int = 0
    /// How much later.
    public var lateBy: TimeSpan = .zero
    /// Answers that come a second time, in permille.
    public var doublePermille: Int = 0
    /// Answers that never come, in permille.
    public var lostPermille: Int = 0

    public init() {}
}
