import Primitives
import Testing

@testable import Reporting

@Suite struct BenchmarkRowTests {
    /// A row of runs that took so many seconds each and computed the same.
    static func row(_ name: String = "hold", seconds: [Double], events: UInt64 = 1_000_000) -> BenchmarkRow {
        var row = BenchmarkRow(name: name)
        for (number, wall) in seconds.enumerated() {
            row.add(.init(wall: wall, cpu: wall / 2), result(events: events), peakMemory: (9 - number) << 20)
        }
        return row
    }

    static func result(
        events: UInt64 = 1_000_000, check: Double = 200.460311, agrees: Bool = true
    ) -> BenchmarkRow.Result {
        .init(events: events, check: check, agrees: agrees, fingerprint: Fingerprint())
    }

    @Test(arguments: [
        ([0.030], 30.0, 30.0, 30.0), ([0.030, 0.010, 0.050], 10, 30, 50), ([0.040, 0.010, 0.020, 0.050], 10, 30, 50),
    ])
    func timePerEventIsTheMedianOfTheRuns(seconds: [Double], least: Double, median: Double, most: Double) {
        let time = Self.row(seconds: seconds).nanoseconds
        #expect((time.least - least).magnitude < 1e-9)
        #expect((time.median - median).magnitude < 1e-9)
        #expect((time.most - most).magnitude < 1e-9)
    }

    @Test func aRowThatRanNothingHasFailed() {
        let row = BenchmarkRow(name: "hold")
        #expect(!row.passed && row.nanoseconds == (0, 0, 0) && row.processorShare == 0)
    }

    @Test func memoryIsThatOfTheRunWithLeast() {
        #expect(Self.row(seconds: [1, 1, 1]).peakMemory == 7 << 20)
    }

    @Test func processorTimeIsAShareOfWallTime() {
        #expect(Self.row(seconds: [1, 3]).processorShare == 0.5)
    }

    @Test func aWrongValueFailsTheRow() {
        var row = BenchmarkRow(name: "hold")
        row.add(.init(wall: 1, cpu: 1), Self.result(check: 200, agrees: false), peakMemory: 1)
        #expect(!row.passed)
        row.add(.init(wall: 1, cpu: 1), Self.result(check: 200, agrees: false), peakMemory: 1)
        #expect(!row.passed)
    }

    @Test(arguments: [
        result(events: 999_999), result(check: 200.460312), result(agrees: false),
        .init(events: 1_000_000, check: 200.460311, agrees: true, fingerprint: other),
    ])
    func aRoundThatDiffersFailsTheRow(different: BenchmarkRow.Result) {
        var row = Self.row(seconds: [1, 1])
        #expect(row.passed)
        row.add(.init(wall: 1, cpu: 1), different, peakMemory: 1)
        #expect(!row.passed)
        row.add(.init(wall: 1, cpu: 1), Self.result(), peakMemory: 1)
        #expect(!row.passed, "a good round makes nothing good")
    }

    private static var other: Fingerprint {
        var fingerprint = Fingerprint()
        fingerprint.combine(1)
        return fingerprint
    }
}
