import Theory

/// A verification that is shown while it goes on and that can be stopped.
public struct ObservedVerification {
    /// How the verification ended.
    public enum End: Sendable {
        /// To its end.
        case finished([VerificationOutcome])
        /// Stopped before, with a line that says how far it came.
        case interrupted(String)
    }

    /// The progress line.
    public var line: ProgressLine
    /// Wall time since the start, in seconds.
    public var elapsed: () -> Double
    /// Whether someone asked the verification to stop.
    public var isInterrupted: () -> Bool
    /// Where progress is written.
    public var write: (String) -> Void
    /// Is told of each case when it is done.
    public var report: (VerificationOutcome) -> Void

    /// Observes verifications through these.
    public init(
        line: ProgressLine, elapsed: @escaping () -> Double, isInterrupted: @escaping () -> Bool,
        write: @escaping (String) -> Void, report: @escaping (VerificationOutcome) -> Void
    ) {
        self.line = line
        self.elapsed = elapsed
        self.isInterrupted = isInterrupted
        self.write = write
        self.report = report
    }

    /// Simulates the cases one after the other.
    public mutating func perform(_ verification: Verification, _ cases: [VerificationCase]) -> End {
        var outcomes: [VerificationOutcome] = []
        var events: UInt64 = 0
        for (index, subject) in cases.enumerated() {
            let outcome = verification.outcome(of: subject) { fraction, ownEvents in
                let whole = (Double(index) + fraction) / Double(cases.count)
                let text = line.update(
                    fraction: whole, place: subject.name, events: events + ownEvents, elapsed: elapsed())
                if let text { write(text) }
                return !isInterrupted()
            }
            guard let outcome else {
                if let text = line.finish() { write(text) }
                return .interrupted("interrupted in \(subject.name), \(index) of \(cases.count) cases done")
            }
            events += outcome.events
            outcomes.append(outcome)
            // Where progress is drawn the line must give way to the result.
            if let text = line.finish() { write(text) }
            report(outcome)
        }
        return .finished(outcomes)
    }
}
