import Primitives

/// What became of a service that had more work than it could do.
///
/// A service is full in a second in which its slots were busy for 99 % of the time, with jobs waiting at the end, or
/// in which it turned jobs away because queues were full, or by its overload control. It is saturated when that lasts
/// for five seconds on end, or from the first job turned away.
public struct SaturationResult: Equatable, Sendable {
    /// When it began for the first time, in seconds from day zero.
    public var at = 0.0
    /// Whether jobs were turned away then; else all slots were busy.
    public var beganWithRefusals = false
    /// How things stood then; with it, why.
    public var circumstances = SaturationCircumstances()
    /// For how many seconds it was saturated in all.
    public var seconds = 0
    /// Jobs turned away meanwhile.
    public var turnedAway: UInt64 = 0
    /// How much longer jobs waited than at other times, on average, in milliseconds.
    public var extraWait = 0.0
    /// Orders lost at it, what they were worth, and visits that ended at it before any order.
    public var lostOrders: UInt64 = 0
    public var lostSales = Money.zero
    public var lostVisits: UInt64 = 0

    public init() {}
}

extension RunResult {
    /// The services that were saturated, the first first; of those in the same second the one with more seconds.
    public var saturated: [ServiceResult] {
        services.filter { $0.saturation != nil }.sorted {
            guard let a = $0.saturation, let b = $1.saturation else { return false }
            return (a.at, b.seconds, $0.name) < (b.at, a.seconds, $1.name)
        }
    }
}
