import Platform
import Primitives
import Workload

extension ScenarioFields {
    /// Which platform the shop runs on.
    static var platform: [Field<PlatformPlan>] {
        [
            Field("composition", \.composition, .word),
            Field("legacy", \.legacy, legacy),
            Field("people", \.people, people),
            Field("migration", \.migration, migration),
        ]
    }

    private static var legacy: [Field<LegacyConfiguration>] {
        [
            Field("channels", \.channels, .count),
            Field("synchronise-every", \.synchroniseEvery, .duration),
            Field("call-timeout", \.callTimeout, .duration),
            Field("attempts", \.attempts, .smallCount),
            Field("unpaid-expiry", \.unpaidExpiry, .duration),
            Field("report-after", \.reportAfter, .duration),
        ]
    }

    private static var people: [Field<PeoplePlan>] {
        [
            Field("count", \.count, .count),
            Field("time-per-order", \.timePerOrder, .duration),
            Field("attention-after", \.attentionAfter, .duration),
        ]
    }

    private static var migration: [Field<MigrationPlan>] {
        [
            Field("day", \.day, .duration),
            Field("judge-every", \.limits.judgeEvery, .duration),
            Field("minimum-attempts", \.limits.minimum, .count),
            Field("failure-limit", \.limits.failurePermille, .share),
            Field("mismatch-limit", \.limits.mismatchPermille, .share),
            Field("shares", \.shares, shares, each: .init(category: .gateway, days: [])),
            Field("actions", \.actions, action, each: .init(at: .origin, category: .gateway, action: .enable)),
        ]
    }

    private static var shares: [Field<MigrationPlan.CategoryShares>] {
        [
            Field("category", \.category, .category, required: true),
            Field("days", \.days, listOf: .dayShare),
        ]
    }

    private static var action: [Field<MigrationPlan.MigrationAction>] {
        [
            Field("at", \.at, .instant, required: true),
            Field("category", \.category, .category, required: true),
            Field("action", \.action, .word, required: true),
        ]
    }
}

extension Form where Value == Service {
    /// The name of a category of products.
    static var category: Self { Form.word(of: Service.ofProducts, \.name) }
}

extension Form where Value == MigrationPlan.DayShare {
    /// What is routed on a day.
    static var dayShare: Self {
        Form(expected: "off, shadow or a share such as 20 %") { text, quoted in
            switch text {
            case "off": .success(.off)
            case "shadow": .success(.shadow)
            default: Form<Int>.share.parse(text, quoted).map { $0 == 0 ? .shadow : .share($0) }
            }
        }
    }
}
