import DiscreteEvent
import Platform
import Primitives
import ScenarioFiles
import Statistics
import Workload

@testable import Simulator

/// Scenarios small enough for a test: one region, short pages, buyers who are quick to order.
enum SmallShop {
    /// A minute from midnight with 20 requests per second, about every fourth of them an order or a payment,
    /// on two servers per service that hardly ever queue.
    static func scenario(
        seconds: Int64 = 60, rate: Double = 20, _ change: (inout Scenario) -> Void = { _ in }
    ) -> Scenario {
        var scenario = Scenario()
        scenario.name = "small"
        scenario.start = .origin
        scenario.end = .origin + .seconds(seconds)
        scenario.traffic.ordinaryRate = rate
        scenario.population.users = 1_000
        scenario.catalogue.products = 20
        scenario.journey.opensWithProduct = 1_000
        scenario.journey.productToOrder = 400
        scenario.journey.productToProduct = 200
        scenario.journey.productToList = 100
        scenario.journey.browseThink = .seconds(2)
        scenario.journey.payThink = .seconds(1)
        for service in Service.allCases {
            scenario[service].pageWork = service.servesPages ? .milliseconds(5) : .zero
            scenario[service].messageWork = service.servesPages ? .zero : .milliseconds(2)
        }
        scenario.fleet.initialServers = 2 * Service.count
        scenario.coordination.unpaidExpiry = .minutes(1)
        scenario.holdTime = .seconds(90)
        change(&scenario)
        let problems = scenario.validate()
        precondition(problems.isEmpty, "\(problems)")
        return scenario
    }

    /// A scenario that ships with the project, by its path among the scenarios.
    static func shipped(_ path: String) -> Scenario {
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        switch ScenarioReader.read(path: "/\(root)/scenarios/\(path)") {
        case .success(let loaded): return loaded.scenario
        case .failure(let errors): preconditionFailure("\(path) does not read: \(errors)")
        }
    }

    /// A fault between two seconds after midnight.
    static func fault(_ kind: Fault.Kind, _ service: Service?, from: Int64, until: Int64) -> Fault {
        Fault(
            name: "fault", kind: kind, service: service, from: .origin + .seconds(from),
            until: .origin + .seconds(until))
    }

    /// Holders who do within seconds whatever can be done.
    static func liveliness(_ scenario: inout Scenario) {
        scenario.entitlements.activatedPermille = 700
        scenario.entitlements.activationDelay = .seconds(2)
        scenario.entitlements.usedPermille = 800
        scenario.entitlements.renewedPermille = 250
        scenario.entitlements.upgradedPermille = 250
        scenario.entitlements.transferredPermille = 200
        scenario.entitlements.suspendedPermille = 250
        scenario.entitlements.revokedPermille = 400
        scenario.entitlements.delay = .seconds(2)
    }

    /// Runs a scenario to its end, in slices of so many events.
    static func run(
        _ scenario: Scenario, seed: UInt64 = 1, keepOrders: Bool = false, slice: Int = 100_000,
        watching: [OrderID] = []
    ) -> RunResult {
        var run = Run(scenario, seed: seed, keepOrders: keepOrders, watching: watching)
        while !run.isFinished { run.advance(events: slice) }
        return run.finish()
    }

    /// A scenario's world before its first event, for tests that look inside.
    static func world(_ scenario: Scenario, seed: UInt64 = 1) -> Simulation<World> {
        var simulation = Simulation(
            World(scenario, plan: TrafficPlan(scenario), seed: seed, keeps: KeptRecords()),
            startingAt: scenario.start)
        simulation.model.begin(&simulation.calendar)
        return simulation
    }
}

extension RunResult {
    /// The check of a rule; traps when the run had none.
    func check(_ rule: Rule) -> CheckResult {
        guard let check = checks.first(where: { $0.id == rule.id }) else {
            preconditionFailure("the run did not check \(rule)")
        }
        return check
    }

    /// The checks that did not pass, with what they say.
    var brokenChecks: [String] {
        checks.filter { !$0.passed }.map { "\($0.id): \($0.failures)/\($0.evaluations) \($0.firstFailure)" }
    }

    /// A named figure; traps when there is none of this name.
    func value(_ name: String) -> Double {
        guard let value = figure(name) else { preconditionFailure("no figure \(name)") }
        return value
    }

    subscript(service: Service) -> ServiceResult { services[service.index] }

    /// How many orders ended like this.
    func orders(_ outcome: OrderOutcome) -> UInt64 { outcomes.first { $0.name == "\(outcome)" }?.count ?? 0 }
}

extension WindowResult {
    subscript(attempt: Attempt) -> JourneyResult { journeys[attempt.rawValue] }
}
