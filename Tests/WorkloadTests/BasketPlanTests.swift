import Platform
import Primitives
import Testing
import Workload

/// Baskets, bundles and the troubles of the parties outside, as a scenario plans them.
@Suite struct BasketPlanTests {
    private func bundle(_ products: [Int], price: Int = 800) -> CataloguePlan.Bundle {
        CataloguePlan.Bundle(name: "b", products: products, pricePermille: price)
    }

    @Test func whatCannotBeSimulatedIsNamedByPath() {
        let paths = ValidationTests.paths
        #expect(paths { $0.journey.basketWeights = [] } == ["journey.basket-sizes"])
        #expect(paths { $0.journey.basketWeights = [0, 0] } == ["journey.basket-sizes"])
        #expect(paths { $0.journey.basketWeights = Array(repeating: 1, count: 9) } == ["journey.basket-sizes"])
        #expect(paths { $0.journey.bundlePermille = 10 } == ["journey.bundle-share"])
        #expect(paths { $0.catalogue.bundles = [bundle([1])] } == ["catalogue.bundles[0].products"])
        #expect(paths { $0.catalogue.bundles = [bundle([1, 1])] } == ["catalogue.bundles[0].products"])
        #expect(paths { $0.catalogue.bundles = [bundle([1, 201])] } == ["catalogue.bundles[0].products"])
        #expect(paths { $0.catalogue.bundles = [bundle([1, 2], price: 0)] } == ["catalogue.bundles[0].price"])
        #expect(paths { $0.catalogue.bundles = [bundle([1, 2]), bundle([3, 4])] } == ["catalogue.bundles[1].name"])
        #expect(paths { $0.outside.callbacks.latePermille = 10 } == ["outside.payment.late.by"])
        #expect(paths { $0.outside.callbacks.lostPermille = 1_000 } == ["outside.payment.lost"])
        #expect(paths { $0.outside.callbacks.doublePermille = 1_001 } == ["outside.payment.duplicates"])
        let backwards = SupplierOutage(from: .origin + .seconds(2), until: .origin + .seconds(1))
        #expect(paths { $0.outside.supplierOutages = [backwards] } == ["outside.supplier.outages[0].until"])
    }

    @Test func everyQuantityIsAmongTheAssumptions() {
        var scenario = ValidationTests.sound
        let plain = scenario.assumptions
        scenario.journey.basketWeights = [3, 1]
        scenario.journey.bundlePermille = 250
        scenario.catalogue.bundles = [bundle([1, 2, 7])]
        scenario.outside.callbacks.latePermille = 50
        scenario.outside.callbacks.lateBy = .seconds(5)
        scenario.outside.callbacks.lostPermille = 20
        scenario.outside.supplierOutages = [SupplierOutage(from: .origin, until: .origin + .minutes(2))]
        #expect(scenario.validate().isEmpty)
        let new = scenario.assumptions.filter { note in !plain.contains { $0.name == note.name } }
        #expect(
            new.map { "\($0.name): \($0.text)" } == [
                "lines of a basket: 1: 75 %, 2: 25 %",
                "bundle b: ranks 1, 2, 7 for 80 % of their prices; 25 % of orders from their pages",
                "payment callbacks: 5 % late by 5s, 0 % twice, 2 % lost",
                "code supplier's outage: 0s to 2min",
            ])
    }
}
