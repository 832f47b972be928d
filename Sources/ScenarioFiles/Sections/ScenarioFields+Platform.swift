import Platform
import Primitives
import Workload

extension ScenarioFields {
    /// One key for each service.
    static var services: [Field<Scenario>] {
        Service.allCases.map { Field($0.name, \Scenario[$0], service) }
    }

    private static var service: [Field<ServicePlan>] {
        [
            Field("page-work", \.pageWork, .duration),
            Field("message-work", \.messageWork, .duration),
            Field("variation", \.workVariation, .number),
            Field("weight", \.fleetWeight, .count),
            Field("queue", \.queueLimit, .count),
            Field("throttle", \.throttle, throttle, orNone: ThrottlePlan()),
            Field("breaker", \.breaker, breaker, orNone: .standard),
            Field("bulkhead", \.bulkhead, [Field("calls", \.calls, .count)], orNone: BulkheadConfiguration()),
            Field("connections", \.connections, Form<Int>.count.map { $0 }),
        ] + overload
    }

    private static var throttle: [Field<ThrottlePlan>] {
        [
            Field("window", \.rule.window, .duration),
            Field("judge-every", \.rule.judgeEvery, .duration),
            Field("engage-above", \.rule.engageAbove, .duration),
            Field("release-below", \.rule.releaseBelow, .duration),
            Field("release-after", \.rule.releaseAfter, .duration),
            Field("divert", \.rule.stepPermille, .share),
            Field("steps", \.rule.maximumSteps, .count),
            Field("release-rate", \.releasePerSecond, .rate),
            Field("patience", \.patience, .duration),
        ]
    }

    static var orders: [Field<Scenario>] {
        [
            Field("stock-strategy", \.coordination.stockStrategy, .word),
            Field("coupon-call", read: readCouponCall),
            Field("coupon-breaker", \.coordination.couponBreaker, breaker),
            Field("call-timeout", \.coordination.callTimeout, .duration),
            Field("stock-attempts", \.coordination.stockAttempts, .smallCount),
            Field("retry-every", \.coordination.retryInterval, .duration),
            Field("give-up-after", \.coordination.giveUpAfter, .duration),
            Field("unpaid-expiry", \.coordination.unpaidExpiry, .duration),
            Field("hold-time", \.holdTime, .duration),
        ] + coordinators
    }

    private static var breaker: [Field<CircuitBreakerConfiguration>] {
        [
            Field("window-calls", \.windowCalls, .count),
            Field("minimum-calls", \.minimumCalls, .count),
            Field("failures", \.failurePermille, .share),
            Field("slow-above", \.slowAbove, .duration),
            Field("slow", \.slowPermille, .share),
            Field("open-for", \.openFor, .duration),
            Field("trial-calls", \.trialCalls, .count),
            Field("mode", \.mode, .word),
        ]
    }

    /// Either the word `synchronous`, or how long a charge waits.
    private static func readCouponCall(
        _ value: SourceValue, _ path: String, _ scenario: inout Scenario, _ reading: inout SectionReading
    ) {
        if case .scalar(let text, _) = value.content {
            if text == "synchronous" {
                scenario.coordination.couponCalling = .synchronous
            } else {
                reading.fail(
                    path, value.position,
                    "\(path): '\(shortened(text))' is unknown; write synchronous or {wait: 150ms}")
            }
            return
        }
        var wait = TimeSpan.zero
        reading.read(value, fields: [Field("wait", \TimeSpan.self, .duration, required: true)], into: &wait, at: path)
        scenario.coordination.couponCalling = .bounded(wait: wait)
    }
}
