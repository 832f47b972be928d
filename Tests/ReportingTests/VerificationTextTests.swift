import Primitives
import Testing

@testable import Reporting
@testable import Theory

@Suite struct VerificationTextTests {
    private func outcome(_ name: String, simulated: Double) -> VerificationOutcome {
        VerificationOutcome(
            name: name, parameters: "arrivals 0.5/s",
            figures: [
                .init(name: "wait", simulated: simulated, exact: 1, halfWidth: 0.0082, isTight: true),
                .init(name: "P(wait)", simulated: 0.0381234, exact: 0.038, halfWidth: 0.0003, isTight: true),
            ],
            events: 7_159_274, batches: 48, fingerprint: Fingerprint())
    }

    @Test func aCaseShowsSimulatedExactAndInterval() {
        let text = VerificationText.render(outcome("M/M/1 at 0.5", simulated: 0.995432))
        #expect(
            text == """
                M/M/1 at 0.5   arrivals 0.5/s   7,159,274 events, 48 batches, 2d358dccaa6c78a5
                ✓ wait                           0.995432     1.00000   0.820 %
                ✓ P(wait)                       0.0381234   0.0380000   0.789 %

                """)
    }

    @Test func whatIsOutsideIsSaidAndDecidesTheVerdict() {
        let good = outcome("good", simulated: 1.001), bad = outcome("bad", simulated: 1.01)
        let line = "✗ wait                            1.01000     1.00000   0.820 %  exact value outside the interval"
        #expect(VerificationText.render(bad).contains(line))
        let failed = VerificationText.verdict([good, bad]).split(separator: "\n")
        #expect(failed.last == "verdict: 1 of 2 cases failed (exit 107)" && failed.contains("✗ bad"))
        #expect(VerificationText.verdict([good]).hasSuffix("verdict: passed (exit 0)\n"))
        #expect(VerificationText.verdict([]).contains("failed"))
    }

    @Test func jsonHoldsEveryFigure() {
        let text = VerificationJSON.render([outcome("a \"quoted\" case", simulated: 1.01)], seed: 7)
        #expect(text.hasPrefix("{\n  \"seed\": 7,\n  \"fingerprint\": \""))
        #expect(text.contains("\"passed\": false") && text.contains("\"name\": \"a \\\"quoted\\\" case\""))
        let figure = #"{"name": "wait", "simulated": 1.01, "exact": 1, "half_width": 0.0082, "passed": false}"#
        #expect(text.contains(figure))
    }

    @Test(arguments: [
        (0.0381234, "0.0381234"), (12.34567, "12.3457"), (123_456.7, "123,457"), (1, "1.00000"), (-0.5, "-0.500000"),
        (0, "0"),
    ])
    func significantDigitsAreKept(value: Double, text: String) {
        #expect(NumberText.significant(value, digits: 6) == text)
    }

    @Test func anObservedVerificationReportsEachCaseAndCanBeStopped() {
        let cases = VerificationCase.all.filter { ["M/M/inf at 10", "Erlang B, M/M/1/1"].contains($0.name) }
        var reported: [String] = [], written: [String] = [], stops = false
        var observed = ObservedVerification(
            line: ProgressLine(style: .plain), elapsed: { 0 }, isInterrupted: { stops },
            write: { written.append($0) }, report: { reported.append($0.name) })
        var verification = Verification(seed: 1)
        verification.precision = 0.1
        guard case .finished(let outcomes) = observed.perform(verification, cases) else {
            Issue.record("interrupted")
            return
        }
        #expect(outcomes.map(\.name) == cases.map(\.name) && reported == cases.map(\.name))
        #expect(!written.isEmpty && written.allSatisfy { !$0.contains("\r") && $0.contains("M/M/") })
        stops = true
        guard case .interrupted(let line) = observed.perform(verification, cases) else {
            Issue.record("not interrupted")
            return
        }
        #expect(line == "interrupted in Erlang B, M/M/1/1, 0 of 2 cases done")
    }
}
