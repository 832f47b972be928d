import Experiments
import Simulator
import Testing
import Workload

@Suite struct ClaimTests {
    private static func claim(_ figure: String, told: Double? = nil, within permille: Int = 0) -> Claim {
        var claim = Claim()
        claim.run = "night"
        claim.figure = figure
        claim.told = told
        claim.withinPermille = permille
        return claim
    }

    private static func result(_ figures: [(String, Double)]) -> RunResult {
        var result = RunResult()
        result.figures = figures.map { Figure(name: $0.0, value: $0.1) }
        return result
    }

    @Test func aChangeIsOfTheFigurePerHourOfTheWindow() throws {
        var claim = Self.claim("sales_fen")
        claim.against = "day"
        let runs = [
            "night": Self.result([("sales_fen", 5200), ("window_hours", 26)]),
            "day": Self.result([("sales_fen", 960), ("window_hours", 24)]),
        ]
        // 200 an hour against 40.
        #expect(try abs(#require(claim.value(in: runs)) - 4) < 1e-12)
    }

    @Test func aChangeAgainstNothingHasNoValue() {
        var claim = Self.claim("sales_fen")
        claim.against = "day"
        let night = Self.result([("sales_fen", 5200), ("window_hours", 26)])
        #expect(claim.value(in: ["night": night]) == nil)
        #expect(claim.value(in: ["night": night, "day": Self.result([("sales_fen", 0), ("window_hours", 24)])]) == nil)
    }

    @Test func aToleranceIsOfWhatIsTold() {
        let claim = Self.claim("servers_peak", told: 420, within: 100)
        #expect(claim.holds(462) && claim.holds(378))
        #expect(!claim.holds(463) && !claim.holds(377))
    }

    @Test func theToleranceOfAnAvailabilityIsOfWhatItLacks() {
        let claim = Self.claim("availability_pay", told: 0.995, within: 100)
        #expect(claim.holds(0.9954) && claim.holds(0.9946))
        #expect(!claim.holds(0.9956) && !claim.holds(0.9944) && !claim.holds(1))
    }

    @Test func zeroIsToldExactly() {
        let claim = Self.claim("oversold_units", told: 0)
        #expect(claim.holds(0) && !claim.holds(1))
    }

    @Test func boundsHoldAtTheirOwnValue() {
        var claim = Self.claim("availability")
        claim.least = 0.9999
        claim.most = 0.99995
        #expect(claim.holds(0.9999) && claim.holds(0.99995) && !claim.holds(0.9998) && !claim.holds(1))
    }

    /// The mean of 1, 2 and 3 is 2, its standard error 1 / sqrt 3, and Student's t with 2 degrees 4.30265.
    @Test func theIntervalIsStudents() throws {
        let result = Self.claim("servers_peak", told: 2).result(of: [1, 2, 3])
        #expect(result.simulated == 2 && result.holds)
        #expect(try abs(#require(result.halfWidth) - 4.302_653 / 3.0.squareRoot()) < 1e-4)
    }

    @Test func oneSeedHasNoIntervalAndAMissingFigureNoValue() {
        #expect(Self.claim("servers_peak", told: 2).result(of: [2]).halfWidth == nil)
        let missing = Self.claim("servers_peak", told: 2).result(of: [2, nil])
        #expect(missing.simulated == nil && !missing.holds)
        #expect(Self.claim("servers_peak").result(of: [nil]).holds)
    }
}
