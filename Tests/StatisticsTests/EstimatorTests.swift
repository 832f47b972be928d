import Primitives
import Statistics
import Testing

@Suite struct EstimatorTests {
    private func instant(_ nanoseconds: Int64) -> Instant { Instant(nanoseconds: nanoseconds) }

    @Test func timeWeightedAverageIsTheAreaUnderTheSteps() {
        var average = TimeWeightedAverage(2, from: instant(-10))
        average.set(5, at: instant(0))
        average.add(-6, at: instant(4))
        average.set(0, at: instant(5))
        #expect(average.integral(until: instant(20)) == 20 + 20 - 1)
        #expect(average.average(until: instant(20)) == 39.0 / 30)
        #expect(average.max == 5 && average.min == -1 && average.value == 0)
        #expect(average.lastChange == instant(5))
    }

    @Test func timeWeightedAverageOfNoTimeIsTheValue() {
        #expect(TimeWeightedAverage(7, from: .origin).average(until: .origin) == 7)
    }

    @Test func timeWeightedAverageStaysExactWhereDoublesWouldNot() {
        var average = TimeWeightedAverage(.max, from: .origin)
        average.set(1, at: instant(.max - 1))
        #expect(average.integral(until: instant(.max)) == Int128(Int.max) * Int128(Int64.max - 1) + 1)
        var negative = TimeWeightedAverage(-3, from: .origin)
        negative.set(-4, at: instant(1))
        #expect(negative.average(until: instant(2)) == -3.5)
    }

    @Test func stepsInAnyPartitionGiveTheSameArea() {
        var stream = RandomStream(seed: 31, purpose: .testing)
        var fine = TimeWeightedAverage(from: .origin)
        var coarse = TimeWeightedAverage(from: .origin)
        var area: Int128 = 0
        var now: Int64 = 0
        for _ in 0..<2_000 {
            let value = Int(stream.next(below: 1_000))
            let length = Int64(stream.next(below: 1_000_000_000))
            fine.set(value, at: instant(now))
            coarse.set(value, at: instant(now))
            fine.set(value, at: instant(now + length / 3))
            area += Int128(value) * Int128(length)
            now += length
        }
        #expect(fine.integral(until: instant(now)) == area)
        #expect(coarse.integral(until: instant(now)) == area)
    }

    @Test func varianceIsThatOfTheTwoPassFormula() {
        var stream = RandomStream(seed: 32, purpose: .testing)
        let numbers = (0..<5_000).map { _ in 1e9 + stream.nextUniform() }
        var moments = MeanVariance()
        for x in numbers { moments.add(x) }
        let mean = 1e9 + numbers.reduce(0) { $0 + ($1 - 1e9) } / 5_000
        let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 4_999
        #expect((moments.mean - mean).magnitude < 1e-5)
        #expect((moments.variance / variance - 1).magnitude < 1e-6)
        #expect((moments.halfWidth(z: 1.96) / (1.96 * (variance / 5_000).squareRoot()) - 1).magnitude < 1e-6)
    }

    @Test func mergedMomentsAreThoseOfTheWhole() {
        var stream = RandomStream(seed: 33, purpose: .testing)
        var whole = MeanVariance(), left = MeanVariance(), right = MeanVariance()
        for index in 0..<3_000 {
            let x = stream.nextUniform() * 100
            whole.add(x)
            if index < 700 { left.add(x) } else { right.add(x) }
        }
        var merged = MeanVariance()
        merged.merge(left)
        merged.merge(MeanVariance())
        merged.merge(right)
        #expect(merged.count == 3_000)
        #expect((merged.mean / whole.mean - 1).magnitude < 1e-13)
        #expect((merged.variance / whole.variance - 1).magnitude < 1e-12)
    }

    /// Of 400 intervals at 95 %, between 91 % and 99 % hold the true mean.
    @Test func confidenceIntervalsCoverTheMean() {
        var stream = RandomStream(seed: 34, purpose: .testing)
        var covered = 0
        for _ in 0..<400 {
            var moments = MeanVariance()
            for _ in 0..<200 { moments.add(stream.nextUniform()) }
            if (moments.mean - 0.5).magnitude <= moments.halfWidth(z: 1.96) { covered += 1 }
        }
        #expect(covered > 364 && covered < 396)
    }
}
