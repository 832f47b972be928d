import Primitives
import Statistics
import Testing

@Suite struct HistogramTests {
    /// Values over all magnitudes: uniform bits, cut to a uniform number of them.
    private func values(_ count: Int, seed: UInt64) -> [Int64] {
        var stream = RandomStream(seed: seed, purpose: .testing)
        return (0..<count).map { _ in
            let length = stream.next(below: 64)
            return length == 0 ? 0 : Int64(stream.next() >> (64 - length))
        }
    }

    @Test(arguments: [1, 2, 3]) func quantilesAreWithinOnePercentOfTheOrderStatistics(seed: UInt64) {
        let values = values(2_000, seed: seed)
        let sorted = values.sorted()
        var histogram = Histogram()
        for value in values { histogram.record(value) }
        var worst = 0.0
        for step in 0...1_000 {
            let rank = max(1, (step * sorted.count + 999) / 1_000)
            let exact = sorted[rank - 1]
            let found = histogram.quantile(Double(step) / 1_000)
            #expect(found >= sorted[0] && found <= sorted[sorted.count - 1])
            let error = exact == found ? 0 : Double((found - exact).magnitude) / Double(exact)
            worst = max(worst, error)
        }
        #expect(worst < 0.0040)
        #expect(histogram.min == sorted.first && histogram.max == sorted.last)
        #expect(histogram.quantile(0) == sorted.first && histogram.quantile(1) == sorted.last)
    }

    @Test func smallValuesAreExact() {
        var histogram = Histogram()
        for value in Int64(0)..<256 { histogram.record(value, count: Int(value) + 1) }
        #expect(histogram.buckets.count == 256)
        #expect(histogram.buckets.allSatisfy { $0.lower == $0.upper && $0.count == Int($0.lower) + 1 })
    }

    @Test func bucketsTileTheWholeRange() {
        var histogram = Histogram()
        // Both ends of each bucket fall into it, so every value in between does.
        histogram.record(0)
        histogram.record(.max)
        for exponent in 0..<63 {
            for step in Int64(0)..<128 {
                let width = Int64(1) << Int64(max(0, exponent - 7))
                if exponent >= 7 { histogram.record(Int64(1) << Int64(exponent) + step * width) }
            }
        }
        let buckets = histogram.buckets
        var gaps = 0
        for (bucket, next) in zip(buckets, buckets.dropFirst()) where bucket.lower >= 128 {
            if bucket.upper + 1 != next.lower { gaps += 1 }
            if Double(bucket.upper - bucket.lower) / Double(bucket.lower) > 1 / 128 { gaps += 1 }
        }
        #expect(gaps == 0)
        #expect(buckets[buckets.count - 1].upper == .max)
    }

    @Test func mergeOfPartsIsTheWholeInAnyOrder() {
        let values = values(6_000, seed: 9)
        var whole = Histogram()
        var a = Histogram()
        var b = Histogram()
        var c = Histogram()
        for (index, value) in values.enumerated() {
            whole.record(value)
            if index % 7 == 0 { a.record(value) } else if index % 2 == 0 { b.record(value) } else { c.record(value) }
        }
        var forward = Histogram()
        forward.merge(a)
        forward.merge(b)
        forward.merge(c)
        var backward = Histogram(copying: c)
        backward.merge(Histogram())
        backward.merge(b)
        backward.merge(a)
        #expect(forward.buckets == whole.buckets && backward.buckets == whole.buckets)
        #expect(forward.mean == whole.mean && backward.mean == whole.mean)
        #expect(forward.min == whole.min && forward.max == whole.max && forward.count == whole.count)
        #expect(backward.min == whole.min && backward.max == whole.max && backward.count == whole.count)
    }

    @Test func meanIsExactBeyondSixtyFourBits() {
        var histogram = Histogram()
        histogram.record(.max, count: 3)
        histogram.record(.max - 2)
        histogram.record(.max, count: 0)
        #expect(histogram.count == 4)
        #expect(histogram.mean == Double(Int64.max))
        var small = Histogram()
        small.record(1_000_003, count: 2)
        small.record(1_000_004)
        #expect(small.mean == 1_000_003 + 1.0 / 3)
    }

    @Test func ranksDoNotSufferFromRoundedShares() {
        var histogram = Histogram()
        for value in Int64(1)...100 { histogram.record(value) }
        var wrong = 0
        for percent in Int64(1)...100 where histogram.quantile(Double(percent) / 100) != percent { wrong += 1 }
        #expect(wrong == 0)
        #expect(histogram.quantile(0.071) == 8)
    }

    @Test func countAboveIsExactAtBucketBounds() {
        var histogram = Histogram()
        #expect(histogram.count(above: 5) == 0)
        for value in Int64(0)..<200 { histogram.record(value) }
        #expect(histogram.count(above: 149) == 50)
        #expect(histogram.count(above: -1) == 200 && histogram.count(above: 199) == 0)
    }

    @Test func removeAllForgetsEverything() {
        var histogram = Histogram()
        for value in values(500, seed: 4) { histogram.record(value) }
        histogram.removeAll()
        #expect(histogram.isEmpty && histogram.buckets.isEmpty)
        histogram.record(77)
        #expect(histogram.min == 77 && histogram.max == 77 && histogram.mean == 77)
        #expect(histogram.quantile(0.5) == 77 && histogram.buckets.count == 1)
    }
}
