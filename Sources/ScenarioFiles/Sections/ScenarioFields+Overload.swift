import Platform
import Primitives
import Workload

extension ScenarioFields {
    /// What a service does about too much work: part of each service.
    static var overload: [Field<ServicePlan>] {
        [
            Field("overload", read: readOverload),
            Field("deadline") { value, path, plan, reading in
                if case .scalar("none", _) = value.content {
                    plan.deadline = nil
                } else if let span = reading.read(value, as: Form<TimeSpan>.duration, at: path) {
                    plan.deadline = span
                }
            },
            Field("client-throttle", \.clientThrottle, clientThrottle, orNone: ClientThrottleConfiguration()),
            Field("retry-budget", \.retryGate, retryGate, orNone: RetryGateConfiguration()),
        ]
    }

    /// One kind of control; of several keys the one that is there.
    private static var control: [Field<OverloadControl?>] {
        [
            kind("token-bucket", TokenBucketConfiguration(), tokenBucket) { .tokenBucket($0) },
            kind("codel-lifo", QueueTimeoutConfiguration(), queueTimeout) { .queueTimeout($0) },
            kind("gradient2", Gradient2Configuration(), gradient2) { .gradient2($0) },
            kind("dagor", DagorConfiguration(), dagor) { .dagor($0) },
        ]
    }

    /// A kind of control with numbers of its own, each as published unless it is written.
    private static func kind<Rule>(
        _ key: String, _ published: Rule, _ fields: [Field<Rule>], _ make: @escaping (Rule) -> OverloadControl
    ) -> Field<OverloadControl?> {
        Field(key) { value, path, control, reading in
            var rule = published
            reading.read(value, fields: fields, into: &rule, at: path)
            control = make(rule)
        }
    }

    /// Either the name of a control, which is then as published, or a mapping with its numbers.
    private static func readOverload(
        _ value: SourceValue, _ path: String, _ plan: inout ServicePlan, _ reading: inout SectionReading
    ) {
        if case .scalar(let text, _) = value.content {
            switch text {
            case "none": plan.overload = nil
            case "codel-lifo": plan.overload = .queueTimeout(QueueTimeoutConfiguration())
            case "gradient2": plan.overload = .gradient2(Gradient2Configuration())
            case "dagor": plan.overload = .dagor(DagorConfiguration())
            default:
                reading.fail(
                    path, value.position,
                    "\(path): '\(shortened(text))' is unknown; write none, codel-lifo, gradient2, dagor, or one of "
                        + "{token-bucket: {...}}, {codel-lifo: {...}}, {gradient2: {...}} and {dagor: {...}}")
            }
            return
        }
        if case .mapping(let entries) = value.content, entries.count != 1 {
            return reading.fail(
                path, value.position, "\(path): \(entries.count) controls; a service has one, or 'none'")
        }
        reading.read(value, fields: control, into: &plan.overload, at: path)
    }

    private static var tokenBucket: [Field<TokenBucketConfiguration>] {
        [
            Field("rate", \.rate, .rate, required: true),
            Field("burst", \.burst, .count),
            Field("per", \.isPerSlot, .word(of: [false, true]) { $0 ? "slot" : "pool" }),
        ]
    }

    private static var queueTimeout: [Field<QueueTimeoutConfiguration>] {
        [
            Field("timeout", \.timeout, .duration),
            Field("interval", \.interval, .duration),
            Field("order", \.isAdaptive, .word(of: [true, false]) { $0 ? "adaptive" : "fifo" }),
        ]
    }

    private static var gradient2: [Field<Gradient2Configuration>] {
        [
            Field("per", \.isPerSlot, .word(of: [false, true]) { $0 ? "slot" : "server" }),
            Field("minimum", \.minimum, .number),
            Field("initial", \.initial, .number),
            Field("maximum", \.maximum, .number),
            Field("queue-size", \.queueSize, .number),
            Field("smoothing", \.smoothing, .number),
            Field("tolerance", \.tolerance, .number),
            Field("long-window", \.longWindow, .count),
        ]
    }

    private static var dagor: [Field<DagorConfiguration>] {
        [
            Field("queuing-time", \.queuingTime, .duration),
            Field("window", \.window, .duration),
            Field("window-requests", \.windowRequests, .count),
            Field("decrease", \.decreasePermille, .share),
            Field("increase", \.increasePermille, .share),
        ]
    }

    private static var clientThrottle: [Field<ClientThrottleConfiguration>] {
        [Field("multiplier", \.multiplier, .number), Field("window", \.window, .duration)]
    }

    private static var retryGate: [Field<RetryGateConfiguration>] {
        [
            Field("share", \.budget.sharePermille, .share),
            Field("per-second", \.budget.perSecond, .count),
            Field("burst", \.budget.burst, .count),
            Field("attempts", \.attempts, .count),
        ]
    }
}
