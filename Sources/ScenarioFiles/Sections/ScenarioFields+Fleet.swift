import Platform
import Primitives
import Workload

extension ScenarioFields {
    static var fleet: [Field<FleetPlan>] {
        [
            Field("slots", \.slotsPerServer, .count),
            Field("balancing", \.balancing, .word),
            Field("servers", \.initialServers, .count),
            Field("policy", read: readPolicy),
            Field("boot", \.boot, .duration),
            Field("warm-up", \.warmUp, .duration),
            Field("warm-up-slowdown", \.warmUpSlowdown, .factor),
            Field("scrape", \.scrapeInterval, .duration),
            Field("network-leg", \.networkLeg, .duration),
            Field("tariff", \.tariff, tariff),
        ]
    }

    /// A timetable, a reaction, or both.
    private struct Policy {
        var schedule: [FleetTarget]?
        var reactive: ReactionPlan?
    }

    private static var policy: [Field<Policy>] {
        [
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
            Field("reactive", \.reactive, reactive, orNone: ReactionPlan()),
        ]
    }

    private static var step: [Field<FleetTarget>] {
        [
            Field("at", \.at, .instant, required: true),
            Field("servers", \.servers, .count, required: true),
        ]
    }

    private static var reactive: [Field<ReactionPlan>] {
        [
            Field("target", \.targetPermille, .share),
            Field("tolerance", \.tolerancePermille, .share),
            Field("decide-every", \.decideEvery, .duration),
            Field("scale-in-cooldown", \.scaleInCooldown, .duration),
            Field("minimum", \.minimum, .count),
            Field("quota", \.quota, .count),
        ]
    }

    /// Either the word `fixed`, or a mapping with a timetable, a reaction or both.
    private static func readPolicy(
        _ value: SourceValue, _ path: String, _ fleet: inout FleetPlan, _ reading: inout SectionReading
    ) {
        if case .scalar(let text, _) = value.content {
            if text == "fixed" {
                fleet.policy = .fixed
            } else {
                reading.fail(
                    path, value.position,
                    "\(path): '\(shortened(text))' is unknown; "
                        + "write fixed, {schedule: [{at, servers}]} or {reactive: {...}}")
            }
            return
        }
        var policy = Policy()
        reading.read(value, fields: Self.policy, into: &policy, at: path)
        switch (policy.schedule, policy.reactive) {
        case (nil, nil): fleet.policy = .fixed
        case (let steps?, nil): fleet.policy = .scheduled(steps)
        case (nil, let reaction?): fleet.policy = .reactive(reaction)
        case (let steps?, let reaction?): fleet.policy = .scheduledAndReactive(steps, reaction)
        }
    }
}
