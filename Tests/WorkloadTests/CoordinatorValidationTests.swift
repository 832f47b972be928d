import Platform
import Primitives
import Testing
import Workload

/// Retries, persons, journals and turns that can't be simulated are named by path, and those that can are in words.
@Suite struct CoordinatorValidationTests {
    private func paths(_ change: (inout Scenario) -> Void) -> [String] { ValidationTests.paths(change) }

    private func fault(_ kind: Fault.Kind, _ service: Service? = nil, from: Int64 = 10, until: Int64 = 20) -> Fault {
        Fault(
            name: "\(service?.name ?? "c")\(from)", kind: kind, service: service, from: .origin + .seconds(from),
            until: .origin + .seconds(until))
    }

    @Test func retriesThatWouldNotWaitAreNamed() {
        #expect(paths { $0.coordination.retry.jitterPermille = 1_000 } == ["orders.retry.jitter"])
        #expect(paths { $0.coordination.retry.factorPermille = 1_000 } == ["orders.retry.factor"])
        #expect(paths { $0.coordination.retry.cap = .seconds(1) } == ["orders.retry.cap"])
        #expect(paths { $0.coordination.retry.first = .zero } == ["orders.retry.first"])
        #expect(paths { $0.coordination.retry.answerWithin = .zero } == ["orders.retry.answer-within"])
        #expect(
            paths {
                $0.coordination.retry.budget = RetryBudget(perSecond: 1)
                $0.coordination.retry.budget?.perSecond = 0
                $0.coordination.retry.budget?.burst = 0
                $0.coordination.retry.budget?.sharePermille = 1_001
            } == ["orders.retry.budget.per-second", "orders.retry.budget.share", "orders.retry.budget.burst"])
    }

    @Test func journalsLeasesAndPersonsAreChecked() {
        #expect(paths { $0.coordination.journal = JournalPlan(write: .seconds(11)) } == ["orders.journal.write"])
        #expect(
            paths { $0.coordination.lease = LeasePlan(length: .seconds(3), renewEvery: .seconds(3)) }
                == ["orders.lease.renew-every"])
        #expect(paths { $0.coordination.restartWithin = -.seconds(1) } == ["orders.restart-within"])
        #expect(paths { $0.coordination.providerFeePermille = 1_001 } == ["orders.provider-fee"])
        #expect(
            paths {
                $0.operators = OperatorPlan()
                $0.operators?.people = 256
                $0.operators?.timePerOrder = .zero
            } == ["operators.people", "operators.minutes-per-order"])
    }

    @Test func faultsOfTheCoordinatorNeedWhatItGoesOnFrom() {
        #expect(paths { $0.faults = [fault(.coordinatorCrash)] } == ["faults[0]"])
        #expect(paths { $0.faults = [fault(.coordinatorPause)] } == ["faults[0]", "faults[0]"])
        func journalled(_ faults: [Fault]) -> [String] {
            paths {
                $0.coordination.journal = JournalPlan(write: .zero)
                $0.coordination.lease = LeasePlan(length: .seconds(3), renewEvery: .seconds(1))
                $0.faults = faults
            }
        }
        #expect(journalled([fault(.coordinatorCrash), fault(.coordinatorPause, from: 30, until: 40)]).isEmpty)
        #expect(journalled([fault(.coordinatorCrash, .order)]) == ["faults[0].service"])
        #expect(journalled([fault(.coordinatorCrash), fault(.coordinatorPause, from: 20, until: 30)]) == ["faults[1]"])
        #expect(paths { $0.faults = [fault(.hang)] } == ["faults[0]"])
        #expect(paths { $0.faults = [fault(.hang, .issuing)] }.isEmpty)
    }

    @Test func whatIsComposedIsAmongTheAssumptions() {
        var scenario = ValidationTests.sound
        func retries() -> String? { scenario.assumptions.first { $0.name == "issuing retries" }?.text }
        #expect(retries() == "every 30s for at most 24h")
        scenario.coordination.retry.spacing = .sweep
        #expect(retries() == "in one sweep every 30s for at most 24h")
        scenario.coordination.retry.spacing = .jittered
        #expect(retries() == "every 30s +- 50 % after the latest attempt, for at most 24h")
        scenario.coordination.retry.budget = RetryBudget(perSecond: 9, sharePermille: 100, burst: 4)
        #expect(retries()?.contains("within 9 retries/s and 10 % of first attempts, 4 at once") == true)
        scenario.coordination.journal = JournalPlan(write: .milliseconds(2))
        scenario.coordination.lease = LeasePlan(length: .seconds(3), renewEvery: .seconds(1))
        scenario.operators = OperatorPlan()
        let names = scenario.assumptions.map(\.name)
        for name in ["coordinator's journal", "coordinator's lease", "people at the board"] {
            #expect(names.contains(name))
        }
    }
}
