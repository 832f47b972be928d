import Platform
import Primitives
import Workload

extension ScenarioFields {
    /// Retries, the journal and the turns of coordinators: part of the section `orders`.
    static var coordinators: [Field<Scenario>] {
        [
            Field("retry", \.coordination.retry, retry),
            Field("journal", \.coordination.journal, journal, orNone: JournalPlan(write: .zero)),
            Field("restart-within", \.coordination.restartWithin, .duration),
            Field("lease", \.coordination.lease, lease, orNone: LeasePlan(length: .zero, renewEvery: .zero)),
            Field("provider-fee", \.coordination.providerFeePermille, .share),
        ]
    }

    private static var retry: [Field<RetryPolicy>] {
        [
            Field("policy", \.spacing, .word),
            Field("count-from", \.countsFrom, .word),
            Field("answer-within", \.answerWithin, .duration),
            Field("jitter", \.jitterPermille, .share),
            Field("first", \.first, .duration),
            Field("factor", \.factorPermille, .factor),
            Field("cap", \.cap, .duration),
            Field("budget", \.budget, budget, orNone: RetryBudget(perSecond: 1)),
        ]
    }

    private static var budget: [Field<RetryBudget>] {
        [
            Field("per-second", \.perSecond, .count, required: true),
            Field("share", \.sharePermille, .share),
            Field("burst", \.burst, .count),
        ]
    }

    private static var journal: [Field<JournalPlan>] { [Field("write", \.write, .duration, required: true)] }

    private static var lease: [Field<LeasePlan>] {
        [
            Field("length", \.length, .duration, required: true),
            Field("renew-every", \.renewEvery, .duration, required: true),
            Field("fencing", \.fencing, .word(of: [true, false]) { $0 ? "on" : "off" }),
        ]
    }

    static var operators: [Field<OperatorPlan>] {
        [
            Field("people", \.people, .count, required: true),
            Field("minutes-per-order", \.timePerOrder, .duration),
            Field("from-age", \.fromAge, .duration),
            Field("action", \.action, .word(of: PersonAction.allCases) { $0.name }),
        ]
    }
}
