import Primitives
import Workload

extension ScenarioFields {
    static var stockStore: [Field<StockStorePlan>] {
        [
            Field("statement", \.statement, .duration),
            Field("commit", \.commit, .duration),
            Field("connections", \.connections, .count),
            Field("rounds", \.rounds, .count),
            Field("buckets", \.buckets, .count),
            Field("memory-operation", \.memoryOperation, .duration),
            Field("flush", \.flush, .duration),
            Field("standby-lag", \.standbyLag, .duration),
            Field("fail-over", read: readFailOver),
            Field("queue-hop", \.queueHop, .duration),
            Field("consumer", \.consumer, .duration),
            Field("replica-lag", \.replicaLag, .duration),
            Field("channels", \.channels, .count),
            Field("synchronise-every", \.synchroniseEvery, .duration),
        ]
    }

    static var oversell: [Field<OversellPlan>] {
        [
            Field("compensation", \.compensation, .money),
            Field("per-order", \.perOrder, .duration),
            Field("people", \.people, .count),
        ]
    }

    static var supply: [Field<SupplyPlan>] {
        [
            Field("rank", \.rank, .count, required: true),
            Field("at", \.at, .instant, required: true),
            Field("units", \.units, .count, required: true),
        ]
    }

    /// An instant, or the word `none`.
    private static func readFailOver(
        _ value: SourceValue, _ path: String, _ plan: inout StockStorePlan, _ reading: inout SectionReading
    ) {
        if case .scalar("none", _) = value.content {
            plan.failOver = nil
        } else if let instant = reading.read(value, as: .instant, at: path) {
            plan.failOver = instant
        }
    }
}
