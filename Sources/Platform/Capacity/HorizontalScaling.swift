import Primitives

/// The settings of the Kubernetes horizontal pod autoscaler; a pod is a server here.
///
/// Every default is that controller's own (Kubernetes documentation, "Horizontal Pod Autoscaling", and the
/// flags of `kube-controller-manager`).
public struct HorizontalScaling: Equatable, Sendable {
    /// The utilisation to hold, in permille of the counted servers' capacity.
    public var targetPermille: Int
    /// A utilisation this close to the target, in permille of the target, changes nothing.
    public var tolerancePermille: Int = 100
    /// How often to decide, at whole multiples of this since the origin.
    public var syncPeriod: TimeSpan = .seconds(15)
    /// For so long after its start a server counts only once it has served for a whole scrape.
    public var initialisation: TimeSpan = .minutes(5)
    /// After that, one that is not ready still counts unless it was never ready since so long after its start.
    public var readinessDelay: TimeSpan = .seconds(30)
    /// How fast to grow: by default at once, by the larger of 100 % and 4 servers in 15 s.
    public var scaleOut = ScalingBehaviour(
        stabilisation: .zero,
        limits: [
            .init(amount: .percent(100), period: .seconds(15)), .init(amount: .servers(4), period: .seconds(15)),
        ])
    /// How fast to shrink: by default to the largest size recommended within 300 s, then at once.
    public var scaleIn = ScalingBehaviour(
        stabilisation: .seconds(300), limits: [.init(amount: .percent(100), period: .seconds(15))])

    /// Scaling to the given utilisation with the defaults.
    public init(targetPermille: Int) { self.targetPermille = targetPermille }

    /// Whether a server's load is left out of a decision, as the controller groups pods.
    ///
    /// - Parameters:
    ///   - isReady: whether its probe has found it ready.
    ///   - started: when it was placed.
    ///   - changed: when its readiness last changed; for one that never was ready, when it started.
    ///   - sampled: when its load was measured.
    ///   - window: over how long it was measured.
    ///   - now: when the decision is made.
    public func leavesOut(
        isReady: Bool, started: Instant, changed: Instant, sampled: Instant, window: TimeSpan, now: Instant
    ) -> Bool {
        if started + initialisation > now { return !isReady || sampled < changed + window }
        return !isReady && started + readinessDelay > changed
    }
}

/// How fast an autoscaler may change a size in one direction.
public struct ScalingBehaviour: Equatable, Sendable {
    /// Of the sizes recommended within this time, the most cautious counts.
    public var stabilisation: TimeSpan
    /// How much may change in how much time.
    public var limits: [Limit]
    /// Which of the limits counts.
    public var selection: Selection

    /// A behaviour; growing takes the largest of the limits by default, and so does shrinking.
    public init(stabilisation: TimeSpan, limits: [Limit], selection: Selection = .most) {
        self.stabilisation = stabilisation
        self.limits = limits
        self.selection = selection
    }

    /// So much change within so much time.
    public struct Limit: Equatable, Sendable {
        /// How much.
        public var amount: Amount
        /// Within which time, counted back from each decision.
        public var period: TimeSpan

        public init(amount: Amount, period: TimeSpan) {
            self.amount = amount
            self.period = period
        }
    }

    /// How much may change.
    public enum Amount: Equatable, Sendable {
        /// So many servers.
        case servers(Int)
        /// This share, in percent, of the size at the period's beginning.
        case percent(Int)
    }

    /// Which of several limits counts.
    public enum Selection: String, CaseIterable, Sendable, BitwiseCopyable {
        /// The one that allows most change.
        case most = "max"
        /// The one that allows least.
        case least = "min"
        /// None: the size never changes in this direction.
        case disabled
    }
}
