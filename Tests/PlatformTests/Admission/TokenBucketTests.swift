import Platform
import Primitives
import Testing

@Suite struct TokenBucketTests {
    private func at(milliseconds: Int64) -> Instant { .origin + .milliseconds(milliseconds) }

    private func bucket(rate: Double, burst: Int) -> TokenBucket {
        var configuration = TokenBucketConfiguration()
        configuration.rate = rate
        configuration.burst = burst
        return TokenBucket(configuration)
    }

    private func take(_ count: Int, of bucket: inout TokenBucket, units: Int = 1, at now: Instant) -> [Bool] {
        var taken: [Bool] = []
        for _ in 0..<count { taken.append(bucket.admits(units: units, at: now)) }
        return taken
    }

    /// Two tokens a second, three at most: three at once, then one every half second.
    @Test func aTraceWorkedOutByHandIsFollowedTokenByToken() {
        var bucket = bucket(rate: 2, burst: 3)
        let trace: [(Int64, Bool)] = [
            (0, true), (0, true), (0, true), (0, false), (499, false), (500, true), (501, false), (999, false),
            (1_000, true), (1_250, false), (1_500, true),
        ]
        for (time, admits) in trace { #expect(bucket.admits(at: at(milliseconds: time)) == admits, "\(time) ms") }
    }

    @Test func idleBucketFillsToItsBurstAndNoFurther() {
        var bucket = bucket(rate: 2, burst: 3)
        _ = bucket.admits(at: .origin)
        let later = Instant.origin + .hours(24 * 300)
        #expect(take(5, of: &bucket, at: later) == [true, true, true, false, false])
    }

    @Test func fractionsOfATokenAreKept() {
        var bucket = bucket(rate: 3, burst: 1)
        var accepted = 0
        for millisecond in 0..<10_000 where bucket.admits(at: at(milliseconds: Int64(millisecond))) { accepted += 1 }
        // One at once; a token is a third of a second, rounded to a nanosecond.
        #expect(accepted == 30)
    }

    @Test func unitsEarnAndSaveEachForItself() {
        var bucket = bucket(rate: 1, burst: 2)
        #expect(take(5, of: &bucket, units: 2, at: .origin) == [true, true, true, true, false])
        #expect(bucket.admits(units: 2, at: at(milliseconds: 499)) == false)
        #expect(bucket.admits(units: 2, at: at(milliseconds: 500)) == true)
    }

    @Test func fewerUnitsKeepNoMoreThanTheirOwnBurst() {
        var bucket = bucket(rate: 1, burst: 2)
        _ = bucket.admits(units: 3, at: .origin)
        #expect(take(3, of: &bucket, at: .origin) == [true, true, false])
    }

    /// A bucket that takes longer than a century to fill is as good as one that takes a century.
    @Test func aBucketMayBeLargerThanTimeIsLong() {
        var configuration = TokenBucketConfiguration()
        configuration.rate = 0.001
        configuration.burst = 1_000_000
        configuration.isPerSlot = true
        var bucket = TokenBucket(configuration)
        #expect((1...1_000).allSatisfy { _ in bucket.admits(units: 32_768, at: .origin) })
    }
}
