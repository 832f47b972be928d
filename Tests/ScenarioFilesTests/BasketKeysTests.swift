import Primitives
import Testing
import Workload

@testable import ScenarioFiles

/// The keys of baskets, bundles and outside troubles, as they are written.
@Suite struct BasketKeysTests {
    @Test func keysReadIntoThePlan() throws {
        let text =
            """
            name: baskets
            title: Baskets
            journey: {basket-sizes: [2, 1], bundle-share: 30 %}
            catalogue:
              bundles:
                - {name: evening, products: [2, 7, 1], price: 80 %}
            outside:
              payment: {late: {share: 5 %, by: 5s}, duplicates: 4 %, lost: 3 %}
              supplier: {outages: [{from: 1min, until: 3min}]}

            """ + workload
        let scenario = try readText(text).get().scenario
        #expect(scenario.journey.basketWeights == [2, 1])
        #expect(scenario.journey.bundlePermille == 300)
        #expect(scenario.catalogue.bundles == [.init(name: "evening", products: [2, 7, 1], pricePermille: 800)])
        #expect(scenario.outside.callbacks.latePermille == 50 && scenario.outside.callbacks.lateBy == .seconds(5))
        #expect(scenario.outside.callbacks.doublePermille == 40 && scenario.outside.callbacks.lostPermille == 30)
        let outage = SupplierOutage(from: .origin + .minutes(1), until: .origin + .minutes(3))
        #expect(scenario.outside.supplierOutages == [outage])
    }

    @Test func mistakesAreFoundWhereTheyAre() {
        let text =
            """
            name: baskets
            title: Baskets
            catalogue:
              bundles: [{name: one, products: [1], price: 80 %}]
            outside:
              payment: {late: {share: 5 %}}

            """ + workload
        let lines = errorLines(text)
        #expect(lines.contains { $0.hasPrefix("s.yaml:4:") && $0.contains("bundles[0].products") })
        #expect(lines.contains { $0.hasPrefix("s.yaml:6:") && $0.contains("by") })
    }
}
