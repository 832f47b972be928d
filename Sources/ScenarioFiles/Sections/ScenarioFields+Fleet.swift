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
            Field("placement", \.placement, .duration),
            Field("image", \.imagePull, .duration),
            Field("boot", \.boot, .duration),
            Field("probe", \.probeEvery, .duration),
            Field("registration", \.registration, .duration),
            Field("warm-up", \.warmUp, .duration),
            Field("warm-up-slowdown", \.warmUpSlowdown, .factor),
            Field("scrape", \.scrapeInterval, .duration),
            Field("zones", \.zones, .count),
            Field("replace-after", \.replaceAfter, .duration),
            Field("network-leg", \.networkLeg, .duration),
            Field("tariff", \.tariff, tariff),
        ]
    }
}
