import Platform
import Primitives
import Testing
import Workload

/// The scenario's part about taking stock.
@Suite struct StockStoreTests {
    private func problems(_ change: (inout Scenario) -> Void) -> [String] {
        var scenario = Scenario()
        change(&scenario)
        let paths = ["stock-store", "oversell", "catalogue"]
        return scenario.validate().map(\.path).filter { path in paths.contains { path.hasPrefix($0) } }
    }

    @Test func defaultsAreSound() { #expect(problems { _ in } == []) }

    @Test func whatCannotBeSimulatedIsSaid() {
        #expect(problems { $0.stockStore.statement = .zero } == ["stock-store.statement"])
        #expect(problems { $0.stockStore.connections = 0 } == ["stock-store.connections"])
        #expect(problems { $0.stockStore.rounds = 256 } == ["stock-store.rounds"])
        #expect(problems { $0.stockStore.buckets = 65 } == ["stock-store.buckets"])
        #expect(problems { $0.stockStore.channels = 0 } == ["stock-store.channels"])
        #expect(problems { $0.stockStore.memoryOperation = .zero } == ["stock-store.memory-operation"])
        #expect(problems { $0.stockStore.consumer = .zero } == ["stock-store.consumer"])
        #expect(problems { $0.stockStore.synchroniseEvery = .zero } == ["stock-store.synchronise-every"])
        #expect(problems { $0.stockStore.failOver = .distantPast } == ["stock-store.fail-over"])
        #expect(problems { $0.oversell.people = 0 } == ["oversell.people"])
        #expect(problems { $0.oversell.compensation = .yuan(-1) } == ["oversell.compensation"])
        #expect(
            problems { $0.catalogue.limited = [.init(rank: 1, stock: 1, perUser: 300)] }
                == ["catalogue.limited[0].per-user"])
        #expect(
            problems { $0.catalogue.refills = [.init(rank: 201, at: $0.start, units: 0)] }
                == ["catalogue.refills[0].rank", "catalogue.refills[0].units"])
        #expect(
            problems { $0.catalogue.withdrawals = [.init(rank: 1, at: .distantFuture, units: 1)] }
                == ["catalogue.withdrawals[0].at"])
    }

    @Test(arguments: StockStrategy.allCases)
    func everyStrategySaysWhatItIsMadeOf(strategy: StockStrategy) {
        var scenario = Scenario()
        scenario.coordination.stockStrategy = strategy
        let note = scenario.assumptions.first { $0.name == "stock strategy" }
        #expect(note?.text.hasPrefix(strategy.rawValue + ": ") == true)
        #expect(note?.text.contains("us") == true, "no time is named in \(note?.text ?? "")")
    }

    @Test func limitsSuppliesAndDamageAreAssumptions() {
        var scenario = Scenario()
        scenario.catalogue.limited = [.init(rank: 2, stock: 5, perUser: 3)]
        scenario.catalogue.refills = [.init(rank: 2, at: .origin, units: 7)]
        scenario.oversell.compensation = .yuan(30)
        let texts = scenario.assumptions.map(\.text)
        #expect(texts.contains("at most 3 of rank 2"))
        #expect(texts.contains("7 of rank 2 at 0s"))
        #expect(texts.contains { $0.contains("30.00 yuan of compensation") })
        #expect(scenario.catalogue.unitsPerUser[1] == 3 && scenario.catalogue.unitsPerUser.count == 200)
    }
}
