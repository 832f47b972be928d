import Platform
import Primitives
import Testing
import Workload

/// Overload controls that can't be simulated are named by path, and those that can are in words.
@Suite struct OverloadPlanTests {
    private func paths(_ change: (inout Scenario) -> Void) -> [String] { ValidationTests.paths(change) }

    private func texts(_ change: (inout ServicePlan) -> Void) -> [String] {
        var scenario = ValidationTests.sound
        change(&scenario[.course])
        #expect(scenario.validate().isEmpty)
        return scenario.assumptions.filter { $0.name == "overload of course" }.map(\.text)
    }

    @Test func bucketsAndTimeoutsAreChecked() {
        func bucket(_ change: (inout TokenBucketConfiguration) -> Void) -> [String] {
            var bucket = TokenBucketConfiguration()
            change(&bucket)
            return paths { $0[.course].overload = .tokenBucket(bucket) }
        }
        #expect(bucket { _ in } == [])
        #expect(bucket { $0.rate = 0 } == ["services.course.overload.token-bucket.rate"])
        #expect(bucket { $0.burst = 0 } == ["services.course.overload.token-bucket.burst"])
        var rule = QueueTimeoutConfiguration()
        rule.timeout = .seconds(1)
        #expect(
            paths { $0[.course].overload = .queueTimeout(rule) } == ["services.course.overload.codel-lifo.timeout"])
        rule.timeout = .zero
        rule.interval = .zero
        #expect(
            paths { $0[.course].overload = .queueTimeout(rule) } == ["services.course.overload.codel-lifo.interval"])
    }

    @Test func limitsAreChecked() {
        func limit(_ change: (inout Gradient2Configuration) -> Void) -> [String] {
            var limit = Gradient2Configuration()
            change(&limit)
            return paths { $0[.course].overload = .gradient2(limit) }
        }
        let path = "services.course.overload.gradient2"
        #expect(limit { _ in } == [])
        #expect(limit { $0.minimum = 0 } == ["\(path).minimum"])
        #expect(limit { $0.initial = 201 } == ["\(path).initial"])
        #expect(limit { $0.maximum = 1e5 } == ["\(path).maximum"])
        #expect(limit { $0.queueSize = -1 } == ["\(path).queue-size"])
        #expect(limit { $0.smoothing = 0 } == ["\(path).smoothing"])
        #expect(limit { $0.tolerance = 0.5 } == ["\(path).tolerance"])
        #expect(limit { $0.longWindow = 0 } == ["\(path).long-window"])
        // Half a job for each of two slots is one at a server.
        #expect(limit { ($0.minimum, $0.isPerSlot) = (0.5, true) } == [])
    }

    @Test func admissionDeadlineThrottleAndBudgetAreChecked() {
        func dagor(_ change: (inout DagorConfiguration) -> Void) -> [String] {
            var rule = DagorConfiguration()
            change(&rule)
            return paths { $0[.course].overload = .dagor(rule) }
        }
        let path = "services.course.overload.dagor"
        #expect(dagor { _ in } == [])
        #expect(dagor { $0.queuingTime = -.seconds(1) } == ["\(path).queuing-time"])
        #expect(dagor { $0.window = .zero } == ["\(path).window"])
        #expect(dagor { $0.windowRequests = 0 } == ["\(path).window-requests"])
        #expect(dagor { $0.decreasePermille = 1_001 } == ["\(path).decrease"])
        #expect(dagor { $0.increasePermille = -1 } == ["\(path).increase"])
        #expect(paths { $0[.course].deadline = .zero } == ["services.course.deadline"])
        #expect(paths { $0[.stock].deadline = .seconds(1) } == ["services.stock.deadline"])
        #expect(
            paths {
                $0[.course].clientThrottle = ClientThrottleConfiguration()
                $0[.course].clientThrottle?.multiplier = 0.5
                $0[.course].clientThrottle?.window = .zero
            } == ["services.course.client-throttle.multiplier", "services.course.client-throttle.window"])
        #expect(
            paths {
                $0[.course].retryGate = RetryGateConfiguration()
                $0[.course].retryGate?.attempts = 0
            } == ["services.course.retry-budget.attempts"])
    }

    @Test func checksOfEntitlementsAndPagelessServicesHaveNoneOfIt() {
        #expect(paths { $0[.verification].overload = .dagor(DagorConfiguration()) } == ["services.verification"])
        #expect(
            paths { $0[.stock].clientThrottle = ClientThrottleConfiguration() } == ["services.stock.client-throttle"])
        #expect(paths { $0[.stock].retryGate = RetryGateConfiguration() } == ["services.stock.retry-budget"])
        #expect(paths { $0[.stock].overload = .dagor(DagorConfiguration()) } == [])
    }

    @Test func controlsAreInWords() {
        #expect(texts { _ in } == [])
        #expect(
            texts { $0.overload = .queueTimeout(QueueTimeoutConfiguration()) }
                == [
                    "a job waits at most 5ms in a queue that has stood for 100ms, else as long as that; newest first "
                        + "while it stands"
                ])
        #expect(
            texts {
                $0.overload = .gradient2(Gradient2Configuration())
                $0.deadline = .seconds(2)
            } == [
                "Gradient2 with 20 to 200 jobs at a server of 2 slots, from 20; queue size 4, tolerance 1.5, "
                    + "600 samples",
                "pages older than 2s are not begun",
            ])
        #expect(
            texts { $0.overload = .dagor(DagorConfiguration()) }
                == [
                    "DAGOR: above a mean queuing time of 20ms over 1s or 2000 requests 5 % less, else 1 % more"
                ])
        #expect(
            texts {
                $0.overload = .tokenBucket(TokenBucketConfiguration())
                $0.clientThrottle = ClientThrottleConfiguration()
                $0.retryGate = RetryGateConfiguration()
            } == [
                "a token bucket of 100 requests/s and 10 saved up, for the pool",
                "callers send 2 x what is accepted over 2min",
                "3 attempts at most, and repeated clicks for 10 % of first ones and 10 a second",
            ])
    }
}
