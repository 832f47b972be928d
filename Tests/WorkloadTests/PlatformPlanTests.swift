import Platform
import Primitives
import Testing
import Workload

@Suite struct PlatformPlanTests {
    private func scenario(_ change: (inout Scenario) -> Void) -> Scenario {
        var scenario = Scenario()
        scenario.start = .origin
        scenario.end = .origin + .hours(24)
        scenario.platform.composition = .migration
        scenario.platform.migration.day = .hours(8)
        for service in Service.allCases {
            scenario[service].pageWork = service.servesPages ? .milliseconds(5) : .zero
            scenario[service].messageWork = .milliseconds(5)
        }
        change(&scenario)
        return scenario
    }

    private func problems(_ change: (inout Scenario) -> Void) -> [String] {
        scenario(change).validate().filter { $0.path.hasPrefix("platform") || $0.path.hasPrefix("services") }
            .map(\.path)
    }

    @Test func planWithoutFaultHasNoProblems() {
        #expect(
            problems {
                $0.platform.migration.shares = [.init(category: .course, days: [.off, .shadow, .share(1_000)])]
            } == [])
    }

    @Test(arguments: [PlatformPlan.Composition.core, .legacy, .migration])
    func basketsAndBundlesAreTheCoresAlone(composition: PlatformPlan.Composition) {
        let found = scenario {
            $0.platform.composition = composition
            $0.journey.basketWeights = [3, 1]
            $0.catalogue.bundles = [.init(name: "both", products: [1, 2], pricePermille: 900)]
            $0.journey.bundlePermille = 10
        }.validate().map(\.path).filter { $0.hasPrefix("journey") }
        #expect(found == (composition == .core ? [] : ["journey.basket-sizes", "journey.bundle-share"]))
    }

    @Test func whatCanNotBeSimulatedIsSaid() {
        #expect(
            problems { $0.platform.migration.shares = [.init(category: .course, days: [.share(10)])] }
                == ["platform.migration.shares[0].days[0]"])
        #expect(
            problems { $0.platform.migration.shares = [.init(category: .course, days: [.shadow, .share(10), .off])] }
                == ["platform.migration.shares[0].days[2]"])
        #expect(
            problems {
                $0.platform.migration.shares = [
                    .init(category: .course, days: []), .init(category: .course, days: []),
                ]
            } == ["platform.migration.shares[1].category"])
        #expect(
            problems { $0.platform.migration.shares = [.init(category: .order, days: [])] }
                == ["platform.migration.shares[0].category"])
        #expect(
            problems {
                $0.platform.migration.shares = [
                    .init(category: .course, days: Array(repeating: .shadow, count: 4))
                ]
            } == ["platform.migration.shares[0].days"])
        #expect(
            problems {
                $0.platform.migration.actions = [
                    .init(at: .origin + .hours(25), category: .course, action: .rollBack)
                ]
            } == ["platform.migration.actions[0].at"])
        #expect(problems { $0.platform.people.count = 0 } == ["platform.people.count"])
        #expect(problems { $0.platform.legacy.channels = 0 } == ["platform.legacy.channels"])
        #expect(problems { $0[.licence].messageWork = .zero } == ["services.licence.message-work"])
    }

    @Test func coreAloneNeedsNoSilos() {
        #expect(
            problems {
                $0.platform.composition = .core
                $0[.licence].messageWork = .zero
            } == [])
    }

    @Test func timetableNamesChangesOnly() {
        var plan = MigrationPlan()
        plan.day = .hours(1)
        plan.shares = [.init(category: .course, days: [.shadow, .shadow, .share(50), .share(50), .share(1_000)])]
        plan.actions = [.init(at: .origin + .hours(2), category: .course, action: .rollBack)]
        let course = CategoryID(3)
        #expect(
            plan.steps(from: .origin) == [
                MigrationStep(at: .origin, command: .shadow(course)),
                MigrationStep(at: .origin + .hours(2), command: .route(course, permille: 50)),
                MigrationStep(at: .origin + .hours(2), command: .rollBack(course)),
                MigrationStep(at: .origin + .hours(4), command: .route(course, permille: 1_000)),
            ])
    }

    @Test func curveThatRepeatsIsTheSameEveryDay() {
        var traffic = Traffic()
        traffic.ordinaryRate = 1
        traffic.curve = [
            .init(at: .origin, multiple: 1), .init(at: .origin + .hours(12), multiple: 3),
            .init(at: .origin + .hours(24), multiple: 1),
        ]
        traffic.repeatEvery = .hours(24)
        #expect(traffic.rate(at: .origin + .hours(12)) == 3)
        #expect(traffic.rate(at: .origin + .hours(36)) == 3)
        #expect(traffic.rate(at: .origin + .hours(30)) == 2)
        traffic.repeatEvery = .zero
        #expect(traffic.rate(at: .origin + .hours(36)) == 1)
    }
}
