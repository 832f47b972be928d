import Statistics
import Testing

/// The floor below which the greatest values do not lie.
@Suite struct HistogramFloorTests {
    @Test func floorIsTheLowerBoundOfTheLastBucketThatIsNeeded() {
        var histogram = Histogram()
        #expect(histogram.floor(ofGreatest: 1) == 0)
        for value in 1...100 { histogram.record(Int64(value)) }
        #expect(histogram.floor(ofGreatest: 1) == 100)
        #expect(histogram.floor(ofGreatest: 10) == 91)
        #expect(histogram.floor(ofGreatest: 100) == 1)
        // There are not so many: any value may be among them.
        #expect(histogram.floor(ofGreatest: 101) == 0)
    }

    @Test func wideBucketsCountWhole() {
        var histogram = Histogram()
        for value in 1_000_000..<1_000_050 { histogram.record(Int64(value)) }
        let floor = histogram.floor(ofGreatest: 3)
        #expect(floor <= 1_000_000 && floor > 990_000)
        #expect(histogram.count(above: floor - 1) == 50)
    }
}
