import DiscreteEvent
import Testing
@testable import Theory

@Suite struct KernelBenchmarkTests {
    @Test(arguments: CalendarKind.allCases)
    func everyCalendarComputesWhatOtherEnginesCompute(kind: CalendarKind) {
        for benchmark in KernelBenchmark.small {
            let outcome = benchmark.run(kind: kind)
            #expect(benchmark.agrees(outcome.check), "\(benchmark.name): \(outcome.check), not \(benchmark.expected)")
            #expect(outcome.fingerprint == benchmark.run(kind: .radix).fingerprint)
        }
    }

    @Test func aValueThatDiffersInTheSeventhDigitDoesNotAgree() {
        let benchmark = KernelBenchmark.small[2]
        #expect(benchmark.agrees(200.460_311_2) && !benchmark.agrees(200.460_33) && !benchmark.agrees(.nan))
    }

    @Test func theClockIsReadAroundTheLoop() {
        var reading = 0.0
        let outcome = KernelBenchmark.small[2].run {
            reading += 1
            return reading
        }
        #expect(reading == 2 && outcome.seconds == 1 && outcome.events == 200_000)
    }
}
