import Primitives

/// What holders do with their entitlements once they have them.
///
/// Each share is of the entitlements that come into the state in which it can happen; what follows comes after an
/// exponential delay.
public struct EntitlementPlan: Equatable, Sendable {
    /// Of those that need activation, the share that is activated within the run, in permille.
    public var activatedPermille: Int = 0
    /// The mean time from the issue to the activation.
    public var activationDelay: TimeSpan = .minutes(10)
    /// Of activated ones with a limited number of uses, the share of which another use is taken, in permille.
    public var usedPermille: Int = 0
    /// Of active ones, and of those that have expired, the share that is renewed, in permille.
    public var renewedPermille: Int = 0
    /// Of active ones, the share that is upgraded to the next dearer product of the kind, in permille.
    public var upgradedPermille: Int = 0
    /// Of those that can be passed on and are not activated, the share that is, in permille.
    public var transferredPermille: Int = 0
    /// Of active ones, the share that is suspended on a suspicion, in permille.
    public var suspendedPermille: Int = 0
    /// Of suspended ones, the share that is then revoked, in permille; the others are resumed.
    public var revokedPermille: Int = 0
    /// The mean time until any of these but the activation.
    public var delay: TimeSpan = .hours(1)
    /// No entitlement lasts longer than this, for the study of ends; nil for what its template says.
    public var longest: TimeSpan?

    public init() {}
}

/// The content platforms that ask the verification gateway whether an entitlement is valid.
public struct ContentPlan: Equatable, Sendable {
    /// Checks of each active entitlement in a day: all of them in turn, at instants of one Poisson process.
    public var checksPerDay: Double = 0
    /// The share of checks that show a forged credential, in permille.
    public var forgedPermille: Int = 0
    /// The share of checks of any order's entitlement, activated or not, in permille.
    public var earlyPermille: Int = 0
    /// The share of checks from a region outside the country (number 63), in permille.
    public var abroadPermille: Int = 0
    /// By how much readers' clocks are off at most, either way (uniform).
    public var clockError: TimeSpan = .zero
    /// By how much the gateway lets them be off.
    public var allowedSkew: TimeSpan = .seconds(2)

    public init() {}
}
