import Primitives

/// Simulates cases until their confidence intervals are tight, and says what came out.
public struct Verification: Sendable {
    /// The one seed; each case has streams of its own, keyed by its name.
    public var seed: UInt64
    /// An interval is tight when its half-width is below this share of the exact value.
    public var precision = 0.01
    /// The probability that an interval holds the true value.
    public var confidence = 0.999
    /// A run that has come to so many events ends at its next look, tight or not.
    public var eventLimit: UInt64 = 10_000_000_000

    /// A verification with 99.9 % intervals that are narrower than 1 % either way.
    public init(seed: UInt64) { self.seed = seed }

    /// Simulates a case.
    ///
    /// - Parameter goesOn: is asked every 200,000 events and after each batch, and told how much of the case is
    ///   done (0 to 1, estimated) and how many events have happened.
    /// - Returns: nil if `goesOn` said no.
    public func outcome(
        of subject: VerificationCase, while goesOn: (_ fraction: Double, _ events: UInt64) -> Bool = { _, _ in true }
    ) -> VerificationOutcome? {
        var key = Fingerprint()
        for byte in subject.name.utf8 { key.combine(UInt64(byte)) }
        let streams = RandomStream(seed: seed, purpose: .verification, entity: key.value)
        switch subject.system {
        case .station(let plan, let known):
            var run = BatchedRun(
                StationModel(plan, streams: streams), known, relaxationTime: subject.relaxationTime, self)
            return run.outcome(of: subject, while: goesOn)
        case .network(let plan, let known):
            var run = BatchedRun(
                NetworkModel(plan, streams: streams), known, relaxationTime: subject.relaxationTime, self)
            return run.outcome(of: subject, while: goesOn)
        }
    }
}
