import Platform
import Primitives
import ScenarioFiles
import Testing
import Workload

/// The keys of overload controls.
@Suite struct OverloadKeysTests {
    private func plan(_ keys: String) throws -> ServicePlan {
        let text = "name: keys\ntitle: keys\n" + workload.split(separator: "\n").map { line in
            line.hasPrefix("  game-card") ? "  game-card: {page-work: 1ms, \(keys)}" : String(line)
        }.joined(separator: "\n")
        return try readText(text).get().scenario[.gameCard]
    }

    private func line(_ keys: String) -> String {
        let card = "game-card: {page-work: 1ms"
        let text = "name: s\n" + workload.replacing(card, with: "\(card), \(keys)")
        let lines = errorLines(text)
        return lines.count == 1 ? lines[0] : "\(lines)"
    }

    @Test func aServiceHasNoControlUnlessItSaysSo() throws {
        let plan = try plan("queue: 9")
        #expect(plan.overload == nil && plan.deadline == nil && plan.clientThrottle == nil && plan.retryGate == nil)
        #expect(!plan.isControlled)
    }

    @Test func aNameAloneIsTheControlAsPublished() throws {
        #expect(try plan("overload: codel-lifo").overload == .queueTimeout(QueueTimeoutConfiguration()))
        #expect(try plan("overload: gradient2").overload == .gradient2(Gradient2Configuration()))
        #expect(try plan("overload: dagor").overload == .dagor(DagorConfiguration()))
        #expect(try plan("overload: none").overload == nil)
    }

    @Test func everyKeyIsReadInItsUnit() throws {
        var bucket = TokenBucketConfiguration()
        (bucket.rate, bucket.burst, bucket.isPerSlot) = (11.5, 3, true)
        #expect(
            try plan("overload: {token-bucket: {rate: 11.5/s, burst: 3, per: slot}}").overload == .tokenBucket(bucket))
        var rule = QueueTimeoutConfiguration()
        (rule.timeout, rule.interval, rule.isAdaptive) = (.milliseconds(7), .milliseconds(90), false)
        #expect(
            try plan("overload: {codel-lifo: {timeout: 7ms, interval: 90ms, order: fifo}}").overload
                == .queueTimeout(rule))
        var limit = Gradient2Configuration()
        (limit.minimum, limit.initial, limit.maximum, limit.queueSize) = (1, 2, 9, 0.5)
        (limit.smoothing, limit.tolerance, limit.longWindow, limit.isPerSlot) = (0.3, 2, 50, true)
        #expect(
            try plan(
                "overload: {gradient2: {per: slot, minimum: 1, initial: 2, maximum: 9, queue-size: 0.5, "
                    + "smoothing: 0.3, tolerance: 2, long-window: 50}}"
            ).overload == .gradient2(limit))
        var dagor = DagorConfiguration()
        (dagor.queuingTime, dagor.window, dagor.windowRequests) = (.milliseconds(30), .seconds(2), 99)
        (dagor.decreasePermille, dagor.increasePermille) = (100, 20)
        #expect(
            try plan(
                "overload: {dagor: {queuing-time: 30ms, window: 2s, window-requests: 99, decrease: 10 %, "
                    + "increase: 2 %}}"
            ).overload == .dagor(dagor))
        let plan = try plan(
            "deadline: 2s, client-throttle: {multiplier: 1.5, window: 1min}, "
                + "retry-budget: {share: 20 %, per-second: 5, burst: 6, attempts: 2}")
        #expect(plan.deadline == .seconds(2) && plan.isControlled)
        #expect(plan.clientThrottle?.multiplier == 1.5 && plan.clientThrottle?.window == .minutes(1))
        #expect(plan.retryGate?.budget == RetryBudget(perSecond: 5, sharePermille: 200, burst: 6))
        #expect(plan.retryGate?.attempts == 2)
    }

    @Test func mistakesAreSaidWithTheirPlace() {
        #expect(
            line("overload: codel").hasPrefix(
                "s.yaml:5:41: services.game-card.overload: 'codel' is unknown; write"))
        #expect(
            line("overload: {dagor: {}, gradient2: {}}").hasPrefix(
                "s.yaml:5:41: services.game-card.overload: 2 controls; a service has one, or 'none'"))
        #expect(
            line("overload: {token-bucket: {burst: 2}}").hasPrefix(
                "s.yaml:5:56: services.game-card.overload.token-bucket: the key 'rate' is missing"))
        #expect(
            line("overload: {codel-lifo: {timeout: 2s}}").hasPrefix(
                "s.yaml:5:64: services.game-card.overload.codel-lifo.timeout: is longer than the interval"))
        #expect(
            line("overload: {gradient2: {per: slots}}").hasPrefix(
                "s.yaml:5:59: services.game-card.overload.gradient2.per: 'slots' is unknown, did you mean 'slot'?"))
        #expect(
            line("deadline: 0s").hasPrefix(
                "s.yaml:5:41: services.game-card.deadline: must be longer than 0 s"))
    }
}
