import Platform
import Primitives
import ScenarioFiles
import Testing
import Workload

/// The keys of retries, persons, journals and turns.
@Suite struct CoordinatorKeysTests {
    @Test func everyKeyIsReadInItsUnit() throws {
        let text = workload + """
            name: keys
            title: every key
            orders:
              retry:
                policy: exponential
                count-from: answer
                answer-within: 9min
                jitter: 20 %
                first: 3s
                factor: 1.5 x
                cap: 90s
                budget: {per-second: 7, share: 5 %, burst: 8}
              journal: {write: 3ms}
              restart-within: 12s
              lease: {length: 10s, renew-every: 3s, fencing: off}
              provider-fee: 0.4 %
            operators: {people: 4, minutes-per-order: 2min, from-age: 7min, action: mark-issued}
            faults:
              - {name: a, kind: hang, service: issuing, from: 1min, until: 2min}
              - {name: b, kind: coordinator-crash, from: 3min, until: 4min}
              - {name: c, kind: coordinator-pause, from: 5min, until: 6min}
            """
        let scenario = try readText(text).get().scenario
        var retry = RetryPolicy()
        retry.spacing = .exponential
        retry.countsFrom = .answer
        retry.answerWithin = .minutes(9)
        retry.jitterPermille = 200
        retry.first = .seconds(3)
        retry.factorPermille = 1_500
        retry.cap = .seconds(90)
        retry.budget = RetryBudget(perSecond: 7, sharePermille: 50, burst: 8)
        #expect(scenario.coordination.retry == retry)
        #expect(scenario.coordination.journal == JournalPlan(write: .milliseconds(3)))
        #expect(scenario.coordination.restartWithin == .seconds(12))
        #expect(scenario.coordination.lease?.fencing == false)
        #expect(scenario.coordination.providerFeePermille == 4)
        #expect(scenario.operators?.people == 4 && scenario.operators?.action == .markIssued)
        #expect(scenario.operators?.timePerOrder == .minutes(2) && scenario.operators?.fromAge == .minutes(7))
        #expect(scenario.faults.map(\.kind) == [.hang, .coordinatorCrash, .coordinatorPause])
    }
}
