import Primitives
import Simulator
import Testing

@testable import Reporting

@Suite struct BaselineTests {
    private func result(_ seed: UInt64, paid: Double = 0.1, events: UInt64 = 1) -> RunResult {
        var result = RunResult()
        result.scenario = "smoke"
        result.seed = seed
        result.fingerprint.combine(events)
        result.figures = [
            Figure(name: "orders_placed", value: 12), Figure(name: "orders_paid", value: paid),
            Figure(name: "ratio", value: .nan),
        ]
        return result
    }

    private var known: Baseline { Baseline(scenario: "smoke", results: [result(1), result(.max)]) }

    @Test func baselineReadsBack() throws {
        let scratch = Scratch()
        let path = scratch.path + "/baselines/smoke.json"
        try AtomicFile.write(known.render(), to: path)
        let read = try #require(try Baseline(path: path))
        #expect(read == known)
        #expect(read.firstDifference(from: [result(1), result(.max)]) == nil)
    }

    @Test func missingBaselineIsNone() throws {
        #expect(try Baseline(path: "/nowhere/smoke.json") == nil)
    }

    @Test func whatIsNoBaselineIsNamed() throws {
        let scratch = Scratch()
        try AtomicFile.write("{", to: scratch.path + "/a.json")
        let problem = try #require(throws: FileProblem.self) { try Baseline(path: scratch.path + "/a.json") }
        #expect(problem.description.hasPrefix(scratch.path + "/a.json: is no baseline"))
    }

    @Test func firstDifferentFigureIsNamedWithBothValues() {
        let difference = known.firstDifference(from: [result(1), result(.max, paid: 0.2, events: 2)])
        #expect(difference?.description == "seed 18446744073709551615: orders_paid is 0.2, the baseline says 0.1")
        #expect(difference?.exitCode == 112)
    }

    @Test func figureOnOneSideOnlyIsADifference() {
        var more = result(1)
        more.figures.append(Figure(name: "new", value: 1))
        #expect(
            known.firstDifference(from: [more, result(.max)])?.description
                == "seed 1: new is 1, the baseline says nothing")
        var less = result(1)
        less.figures.removeAll { $0.name == "orders_placed" }
        #expect(
            known.firstDifference(from: [less, result(.max)])?.description
                == "seed 1: orders_placed is missing, the baseline says 12")
    }

    @Test func otherFingerprintWithEqualFiguresIsADifference() {
        let difference = known.firstDifference(from: [result(1, events: 2), result(.max)])
        #expect(difference?.exitCode == 115)
        #expect(difference?.description.contains("seed 1: fingerprint is ") == true)
    }

    @Test func otherSeedsOrScenarioAreNotComparable() {
        #expect(known.firstDifference(from: [result(1)])?.exitCode == 114)
        var other = result(1)
        other.scenario = "night"
        #expect(known.firstDifference(from: [other, result(.max)])?.exitCode == 114)
    }
}

@Suite struct SeedListTests {
    @Test func remarksAndBlankLinesAreSkipped() throws {
        let scratch = Scratch()
        try AtomicFile.write("# seeds for CI\n1\n\n 42 # the answer\n", to: scratch.path + "/ci.txt")
        #expect(try SeedList(path: scratch.path + "/ci.txt").seeds == [1, 42])
    }

    @Test func whatIsNoSeedIsNamedWithItsLine() throws {
        let scratch = Scratch()
        let path = scratch.path + "/ci.txt"
        try AtomicFile.write("1\ntwo\n", to: path)
        let problem = try #require(throws: FileProblem.self) { try SeedList(path: path) }
        #expect(problem.description == "\(path):2: no seed: two")
        try AtomicFile.write("# none\n", to: path)
        #expect(throws: FileProblem.self) { try SeedList(path: path) }
    }
}
