import Primitives

/// What a case's simulation gave, beside what theory says.
public struct VerificationOutcome: Sendable, Equatable {
    /// One figure of the case.
    public struct Figure: Sendable, Equatable {
        /// What was measured.
        public var name: String
        /// The estimate of the simulation.
        public var simulated: Double
        /// The value of theory.
        public var exact: Double
        /// How far the truth may be from the estimate, either way, with the verification's confidence.
        public var halfWidth: Double
        /// The half-width as a share of the exact value.
        public var relativeHalfWidth: Double { halfWidth / exact.magnitude }
        /// Whether the interval is as narrow as asked for.
        public var isTight: Bool
        /// Whether the exact value is inside the interval.
        public var isCovered: Bool { (simulated - exact).magnitude <= halfWidth }
        /// Whether the interval is tight and holds the exact value.
        public var passed: Bool { isTight && isCovered }
    }

    /// The case's name.
    public var name: String
    /// Its parameters in words.
    public var parameters: String
    /// Its figures.
    public var figures: [Figure]
    /// How many events happened.
    public var events: UInt64
    /// How many batches the intervals come from.
    public var batches: Int
    /// The fingerprint of the whole run.
    public var fingerprint: Fingerprint
    /// Whether the run went on until its intervals could be trusted; else it came to its limit of events before.
    public var isDecided = true

    /// Whether every figure passed in a run that went on for long enough; a case without figures has not.
    public var passed: Bool { isDecided && !figures.isEmpty && figures.allSatisfy(\.passed) }
}

extension VerificationOutcome {
    /// One fingerprint over several outcomes, in their order.
    public static func fingerprint(of outcomes: [VerificationOutcome]) -> Fingerprint {
        var whole = Fingerprint()
        for outcome in outcomes { whole.combine(outcome.fingerprint.value) }
        return whole
    }
}
