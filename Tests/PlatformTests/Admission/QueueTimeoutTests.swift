import Platform
import Primitives
import Testing

/// Facebook's numbers: 5 ms in a queue that has stood for 100 ms, else 100 ms.
@Suite struct QueueTimeoutTests {
    private func at(milliseconds: Int64) -> Instant { .origin + .milliseconds(milliseconds) }

    @Test func queueThatWasEmptyWithinTheIntervalIsWaitedInForTheInterval() {
        var rule = QueueTimeout(QueueTimeoutConfiguration())
        #expect(rule.joins(emptyQueue: true, at: at(milliseconds: 0)) == .milliseconds(100))
        #expect(rule.joins(emptyQueue: false, at: at(milliseconds: 50)) == .milliseconds(100))
        #expect(rule.joins(emptyQueue: false, at: at(milliseconds: 100)) == .milliseconds(100))
    }

    @Test func queueThatHasStoodForLongerIsWaitedInForTheTimeout() {
        var rule = QueueTimeout(QueueTimeoutConfiguration())
        _ = rule.joins(emptyQueue: true, at: at(milliseconds: 0))
        #expect(rule.joins(emptyQueue: false, at: at(milliseconds: 101)) == .milliseconds(5))
        #expect(rule.joins(emptyQueue: false, at: at(milliseconds: 500)) == .milliseconds(5))
    }

    @Test func queueThatWasEmptyAgainIsWaitedInForTheIntervalAgain() {
        var rule = QueueTimeout(QueueTimeoutConfiguration())
        _ = rule.joins(emptyQueue: true, at: at(milliseconds: 0))
        _ = rule.joins(emptyQueue: false, at: at(milliseconds: 101))
        #expect(rule.joins(emptyQueue: true, at: at(milliseconds: 110)) == .milliseconds(100))
        #expect(rule.joins(emptyQueue: false, at: at(milliseconds: 210)) == .milliseconds(100))
        #expect(rule.joins(emptyQueue: false, at: at(milliseconds: 211)) == .milliseconds(5))
    }

    @Test func oldestIsFirstUntilTheQueueHasStoodForTheIntervalThenTheNewest() {
        var rule = QueueTimeout(QueueTimeoutConfiguration())
        _ = rule.joins(emptyQueue: true, at: at(milliseconds: 0))
        #expect(!rule.servesNewestFirst(at: at(milliseconds: 100)))
        #expect(rule.servesNewestFirst(at: at(milliseconds: 101)))
        _ = rule.joins(emptyQueue: true, at: at(milliseconds: 150))
        #expect(!rule.servesNewestFirst(at: at(milliseconds: 250)))
    }

    @Test func withoutAdaptationTheOldestIsAlwaysFirst() {
        var configuration = QueueTimeoutConfiguration()
        configuration.isAdaptive = false
        var rule = QueueTimeout(configuration)
        _ = rule.joins(emptyQueue: true, at: at(milliseconds: 0))
        #expect(!rule.servesNewestFirst(at: at(milliseconds: 10_000)))
    }
}
