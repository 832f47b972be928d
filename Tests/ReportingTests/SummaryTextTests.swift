import Simulator
import Testing

@testable import Reporting

@Suite struct SummaryTextTests {
    private func lines(_ result: RunResult, _ palette: Palette = .none, width: Int = 100) -> [String] {
        SummaryText.render(result, palette: palette, width: width).split(
            separator: "\n", omittingEmptySubsequences: false
        ).map(String.init)
    }

    /// The lines of one section, without its title.
    private func section(_ title: String, of result: RunResult, width: Int = 100) -> [String] {
        let all = lines(result, width: width)
        guard let start = all.firstIndex(where: { $0.hasPrefix(title) }) else { return [] }
        return Array(all[(start + 1)...].prefix { $0.hasPrefix("  ") || $0.isEmpty })
    }

    @Test func wholeSummaryIsAsRecorded() {
        #expect(lines(Fixtures.night) == RecordedSummary.night.split(
            separator: "\n", omittingEmptySubsequences: false
        ).map(String.init))
    }

    @Test func verdictStandsOnTopAndAtTheEnd() {
        for (result, word, code) in [
            (Fixtures.night, "thresholds-missed", 99), (Fixtures.broken, "invariant-broken", 107),
        ] {
            let all = lines(result)
            #expect(all[0].hasPrefix("double11   seed 20261111   fingerprint "))
            #expect(all[3].hasPrefix("VERDICT  \(word.uppercased())"))
            #expect(all[all.count - 2] == "verdict: \(word) (exit \(code))")
            #expect(all[all.count - 1].isEmpty)
        }
    }

    @Test func emptyResultHasHeaderAndVerdictOnly() {
        var result = RunResult()
        result.scenario = "nothing"
        #expect(
            SummaryText.render(result) == """
                nothing   seed 0   fingerprint 2d358dccaa6c78a5

                VERDICT  PASSED   0 of 0 thresholds missed, 0 of 0 checks failed

                verdict: passed (exit 0)

                """)
    }

    @Test func noLineIsWiderThanTheTerminal() {
        for width in [80, 100, 120] {
            for result in [Fixtures.night, Fixtures.broken] {
                for line in lines(result, width: width) { #expect(line.columns <= width, "\(line)") }
            }
        }
    }

    @Test func widthIsBroughtIntoRange() {
        let night = Fixtures.night
        #expect(SummaryText.render(night, width: 10) == SummaryText.render(night, width: 80))
        #expect(SummaryText.render(night, width: 500) == SummaryText.render(night, width: 120))
    }

    @Test func colourAddsEscapesAndNothingElse() {
        let plain = SummaryText.render(Fixtures.broken)
        let colourful = SummaryText.render(Fixtures.broken, palette: .ansi)
        #expect(!plain.contains("\u{1B}"))
        #expect(colourful.contains("\u{1B}[1;31m✗\u{1B}[0m"))
        var stripped = ""
        var isEscape = false
        for character in colourful {
            if character == "\u{1B}" { isEscape = true }
            if !isEscape { stripped.append(character) }
            if character == "m" { isEscape = false }
        }
        #expect(stripped == plain)
    }

    @Test func failedChecksComeFirstWithTheirReason() {
        let checks = section("CHECKS", of: Fixtures.broken)
        #expect(checks[0].contains("✗ PAY-2"))
        #expect(checks[1].contains("failed 2 of 7; first: order 42 was charged"))
        #expect(checks[2].hasSuffix("00:00:03.120 payment: charge 10.00 yuan"))
        #expect(checks[3].hasSuffix("00:00:33.120 payment: charge 10.00 yuan"))
        #expect(checks[4].contains("✗ ISS-9"))
        #expect(checks[5].contains("evaluated nothing"))
        #expect(checks[6].contains("✓ STK-1"))
    }

    @Test func longRuleGoesOnBelowItself() {
        var result = RunResult()
        let rule = "units sold, held and available add up to the stock, and agree with what buyers were told, always"
        result.checks = [.init(id: "STK-2", rule: rule, evaluations: 200, failures: 0, firstFailure: "")]
        #expect(
            section("CHECKS", of: result, width: 80).prefix(2) == [
                "  ✓ STK-2     200  units sold, held and available add up to the stock, and agree",
                "                   with what buyers were told, always",
            ])
    }

    @Test func overloadControlsAreShownWhereTheyActed() {
        #expect(!SummaryText.render(Fixtures.night).contains("OVERLOAD CONTROL"))
        var result = RunResult()
        var service = ServiceResult()
        (service.name, service.offered, service.shed, service.shedByCallers) = ("course", 5_000, 1_200, 300)
        (service.dropped, service.goodput) = (40, 0.951)
        result.services = [ServiceResult(), service]
        let lines = section("OVERLOAD CONTROL", of: result)
        #expect(lines[0].split(separator: " ") == ["service", "offered", "shed", "by", "callers", "dropped", "goodput"])
        #expect(lines[1].split(separator: " ") == ["course", "5,000", "1,200", "300", "40", "95.1", "%"])
    }

    @Test func shareIsShownAsAPercentage() {
        var result = RunResult()
        result.thresholds = [
            Fixtures.threshold("availability_pay", .value, "value>=99.99%", 0.9999, observed: 0.99995, passed: true)
        ]
        #expect(section("THRESHOLDS", of: result)[0] == "  ✓ availability_pay  value>=99.99%   observed 99.995 %")
    }

    @Test func remarksBelowOutcomesDoNotChangeTheirShares() {
        var result = RunResult()
        result.outcomes = [
            .init(name: "issued", count: 3), .init(name: "soldOut", count: 1), .init(name: "with coupon", count: 2),
        ]
        let rows = section("ORDERS", of: result)
        #expect(rows.contains { $0.hasPrefix("  issued") && $0.hasSuffix(" 3  75.0 %") })
        #expect(rows.contains { $0.hasPrefix("  with coupon") && $0.hasSuffix(" 2  50.0 %") })
    }

    @Test func thresholdWithoutSamplesSaysSo() {
        var result = RunResult()
        result.thresholds = [
            Fixtures.threshold("issue_latency", .average, "avg<1s", 1_000, observed: nil, passed: false)
        ]
        #expect(section("THRESHOLDS", of: result)[0] == "  ✗ issue_latency  avg<1s   no samples")
    }

    @Test func percentileWithTooFewSamplesBeyondIsNotClaimed() {
        let rows = section("JOURNEYS", of: Fixtures.night)
        let outage = rows.first { $0.contains("coupon-outage") }
        #expect(outage?.hasSuffix("60.0  165    –      –") == true)
        #expect(rows.contains { $0.contains("fewer than 10 samples") })
    }

    @Test func figureWithoutAPlaceIsStillShown() {
        #expect(section("MORE FIGURES", of: Fixtures.night).contains("  scalper_share  0.042"))
    }
}
