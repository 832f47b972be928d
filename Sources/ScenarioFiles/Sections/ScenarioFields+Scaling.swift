import Platform
import Primitives
import Workload

extension ScenarioFields {
    /// What is ordered ahead, what reacts, and their common bounds.
    private struct Policy {
        var plan = ScalingPlan()
        var schedule: [FleetTarget]?
        var lead: TimeSpan?
        var horizontal: HorizontalScaling?
        var tracking: TargetTracking?
    }

    private static var policy: [Field<Policy>] {
        [
            Field("target", \.plan.targetPermille, .share),
            Field("quota", \.plan.quota, .count),
            Field("minimum", \.plan.minimum, .count),
            Field("per", \.plan.scope, .word),
            Field("hold-until") { value, path, policy, reading in
                if case .scalar("none", _) = value.content {
                    policy.plan.holdUntil = nil
                } else if let instant = reading.read(value, as: Form<Instant>.instant, at: path) {
                    policy.plan.holdUntil = instant
                }
            },
            Field("schedule") { value, path, policy, reading in
                if case .scalar("none", _) = value.content {
                    policy.schedule = nil
                    return
                }
                var steps: [FleetTarget] = []
                let list = Field("schedule", \[FleetTarget].self, step, each: FleetTarget(at: .origin, servers: 0))
                list.read(value, path, &steps, &reading)
                policy.schedule = steps
            },
            Field(
                "predictive", \.lead, [Field("lead", \TimeSpan.self, .duration, required: true)], orNone: .hours(2)),
            Field("hpa", \.horizontal, horizontal, orNone: HorizontalScaling(targetPermille: 490)),
            Field("target-tracking", \.tracking, tracking, orNone: TargetTracking(targetPermille: 490)),
        ]
    }

    private static var step: [Field<FleetTarget>] {
        [
            Field("at", \.at, .instant, required: true),
            Field("servers", \.servers, .count, required: true),
        ]
    }

    /// Keys in the words of Kubernetes.
    private static var horizontal: [Field<HorizontalScaling>] {
        [
            Field("tolerance", \.tolerancePermille, .share),
            Field("sync", \.syncPeriod, .duration),
            Field("cpu-initialization-period", \.initialisation, .duration),
            Field("initial-readiness-delay", \.readinessDelay, .duration),
            Field("scale-up", \.scaleOut, behaviour),
            Field("scale-down", \.scaleIn, behaviour),
        ]
    }

    private static var behaviour: [Field<ScalingBehaviour>] {
        [
            Field("stabilization", \.stabilisation, .duration),
            Field("select", \.selection, .word),
            Field("policies", \.limits, limit, each: .init(amount: .servers(0), period: .zero)),
        ]
    }

    private static var limit: [Field<ScalingBehaviour.Limit>] {
        [
            Field("pods") { value, path, limit, reading in
                if let count = reading.read(value, as: Form<Int>.count, at: path) { limit.amount = .servers(count) }
            },
            Field("percent") { value, path, limit, reading in
                if let share = reading.read(value, as: Form<Int>.count, at: path) { limit.amount = .percent(share) }
            },
            Field("period", \.period, .duration, required: true),
        ]
    }

    private static var tracking: [Field<TargetTracking>] {
        [
            Field("period", \.period, .duration),
            Field("points-out", \.pointsOut, .count),
            Field("points-in", \.pointsIn, .count),
            Field("margin", \.marginPermille, .share),
            Field("cooldown-out", \.cooldownOut, .duration),
            Field("cooldown-in", \.cooldownIn, .duration),
            Field("warm-up", \.warmUp, .duration),
            Field("step-in", \.stepInPermille, .share),
        ]
    }

    /// Either the word `fixed`, or a mapping.
    static func readPolicy(
        _ value: SourceValue, _ path: String, _ fleet: inout FleetPlan, _ reading: inout SectionReading
    ) {
        if case .scalar(let text, _) = value.content {
            if text == "fixed" {
                fleet.policy = .fixed
            } else {
                reading.fail(
                    path, value.position,
                    "\(path): '\(shortened(text))' is unknown; write fixed, {schedule: [{at, servers}]}, "
                        + "{predictive: {lead}}, {hpa: {...}} or {target-tracking: {...}}")
            }
            return
        }
        var policy = Policy()
        reading.read(value, fields: Self.policy, into: &policy, at: path)
        if policy.schedule != nil, policy.lead != nil {
            reading.fail(path, value.position, "\(path): schedule and predictive exclude each other; make one 'none'")
        }
        if policy.horizontal != nil, policy.tracking != nil {
            reading.fail(
                path, value.position, "\(path): hpa and target-tracking exclude each other; make one 'none'")
        }
        fleet.policy = policy.plan
        fleet.policy.reaction = policy.horizontal.map { .horizontal($0) } ?? policy.tracking.map { .tracking($0) }
        if let steps = policy.schedule {
            fleet.policy.ahead = .schedule(steps)
        } else if let lead = policy.lead {
            fleet.policy.ahead = .forecast(lead: lead)
        } else {
            fleet.policy.ahead = fleet.policy.reaction == nil ? .initial : .nothing
        }
    }

    /// What is known of earlier traffic.
    static var forecast: [Field<TrafficHistory>] {
        [
            Field("ordinary", \.ordinaryRate, .rate),
            Field("day", \.day, listOf: .number),
            Field("weekdays", \.weekdays, listOf: .number),
            Field("day-zero", \.dayZero, .word),
            Field("promotion", \.promotion, listOf: .number),
            Field("growth", \.growth, .multiple),
            Field("error", \.errorPermille, .share),
        ]
    }
}
