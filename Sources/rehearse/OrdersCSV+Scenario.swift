import Platform
import Reporting
import Workload

extension OrdersCSV {
    /// Knows the names of a scenario's products and regions.
    init(_ scenario: Scenario) {
        // The same catalogue that the run sells: it depends on the scenario's seed, not on the run's.
        let products = Catalogue(CatalogueTerms(scenario), seed: scenario.seed).products
        self.init(
            products: products.map { (name: $0.name, category: $0.kind.name) },
            regions: scenario.population.regions.map(\.name))
    }
}
