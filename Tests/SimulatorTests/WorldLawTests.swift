import DiscreteEvent
import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// The laws that hold for every queueing system, held against a world whose books a test has falsified.
@Suite struct WorldLawTests {
    /// Runs a small night to its end, changes one number, closes the books; returns the findings.
    private func findings(after falsify: (inout World) -> Void) -> Findings {
        var simulation = SmallShop.world(SmallShop.scenario(seconds: 10))
        simulation.runToCompletion()
        falsify(&simulation.model)
        simulation.model.close(simulation.model.present)
        return Findings(simulation.model.auditors.tally.results { _ in true })
    }

    @Test func honestBooksBreakNoLaw() {
        let findings = findings { _ in }
        #expect(findings.broken.isEmpty)
        // At every service, and the first two at the stock's stores, too.
        for rule in [Rule.jobsAccounted, .littlesLaw] {
            #expect(findings[rule].evaluations == UInt64(Service.count) + 1)
        }
        #expect(findings[.utilisationLaw].evaluations == UInt64(Service.count))
    }

    @Test func clickWithoutAnEndIsFound() {
        #expect(findings { $0.gauges.clicks += 1 }.broken == [.clicksAccounted])
        #expect(findings { $0.gauges.answered += 1 }.broken == [.clicksAccounted])
    }

    @Test func sessionWithoutAnEndIsFound() {
        #expect(findings { $0.live += 1 }.broken == [.sessionsOver])
    }

    @Test(arguments: Service.allCases) func jobThatIsLostOnTheWayIsFound(_ service: Service) {
        #expect(findings { $0.fleet.pools[service.index].offered += 1 }.broken == [.jobsAccounted])
    }

    @Test func nanosecondTooMuchInTheSystemIsFound() {
        #expect(findings { $0.fleet.pools[3].sojourns += 1 }.broken == [.littlesLaw])
    }

    @Test func nanosecondOfWorkThatNobodyDidIsFound() {
        #expect(findings { $0.fleet.pools[3].workDone += 1 }.broken == [.utilisationLaw])
    }

    @Test func jobThatStillRunsIsFound() {
        let findings = findings {
            $0.fleet.pools[5].busy.rise(at: $0.present - .seconds(1))
            $0.fleet.pools[5].inSystem.rise(at: $0.present - .seconds(1))
        }
        #expect(findings.broken == [.littlesLaw, .utilisationLaw])
    }

    @Test func letterThatIsLeftIsFound() {
        #expect(findings { _ = $0.mail.write(.stock(.release(OrderID(0))), chance: 1) }.broken == [.noLetterLeft])
    }
}
