import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// A tape of messages, on which the right machines break no rule.
struct Trial {
    /// What the scenario is.
    var scenario: (inout Scenario) -> Void = { _ in }
    /// How long it takes, in seconds.
    var lasts = 600.0
    /// The messages, and what becomes of which.
    let tape: (AuditedTape) -> Void

    init(
        lasts: Double = 600, scenario: @escaping (inout Scenario) -> Void = { _ in },
        _ tape: @escaping (AuditedTape) -> Void
    ) {
        self.lasts = lasts
        self.scenario = scenario
        self.tape = tape
    }

    /// Plays the tape with one machine replaced, or with none.
    func findings(wrong: (AuditedTape) -> Void = { _ in }) -> Findings {
        let tape = AuditedTape(scenario)
        self.tape(tape)
        wrong(tape)
        tape.play(until: lasts)
        return tape.close()
    }

    /// The wrong machine breaks the rule, and the finding quotes what happened to the order; on the same tape the
    /// right ones break nothing.
    func expect(
        _ rule: Rule, quoting words: String? = nil, sourceLocation: SourceLocation = #_sourceLocation,
        wrong: (AuditedTape) -> Void
    ) {
        let right = findings()
        let said = right.broken.map { "\($0): \(right[$0].firstFailure)" }
        #expect(said.isEmpty, "the right machines", sourceLocation: sourceLocation)
        #expect(right[rule].evaluations > 0, "the right machines are not judged", sourceLocation: sourceLocation)
        let found = findings(wrong: wrong)[rule]
        #expect(found.failures > 0, "\(rule.id) is not found broken", sourceLocation: sourceLocation)
        guard let words else { return }
        #expect(
            found.history.contains { $0.contains(words) }, "\(found.firstFailure): \(found.history)",
            sourceLocation: sourceLocation)
    }
}
