import Platform
import Primitives
import Workload

extension ScenarioFields {
    static var business: [Field<BusinessPlan>] {
        [
            Field("traditional-fleet", \.traditionalServers, .count),
            Field("margin", \.marginPermille, .share),
            Field("issue-promise", \.issuePromise, .duration),
            Field("delay-compensation", \.delayCompensation, .money),
        ]
    }

    static var tariff: [Field<Tariff>] {
        [
            Field("per-hour", \.fenPerServerHour, .fen),
            Field("minimum", \.minimumBilledSeconds, .wholeSeconds),
            Field("reserved", \.reserved, reserved),
            Field("spot", \.spot, spot),
        ]
    }

    private static var reserved: [Field<Tariff.Reserved>] {
        [Field("servers", \.servers, .count), Field("per-hour", \.fenPerHour, .fen)]
    }

    private static var spot: [Field<Tariff.Spot>] {
        [
            Field("share", \.permille, .share),
            Field("per-hour", \.fenPerHour, .fen),
            Field("interruptions", \.interruptionPermille, .share),
        ]
    }
}
