import Platform
import Reporting
import Workload

extension OrdersCSV {
    /// Knows the names of a scenario's products and regions.
    init(_ scenario: Scenario) {
        let plan = scenario.catalogue
        // The same catalogue that the run sells: it depends on the scenario's seed, not on the run's.
        let terms = CatalogueTerms(
            products: plan.products, mix: plan.mix, pricePermille: plan.pricePermille, stock: plan.stock,
            limited: plan.limited.map { StockLimit(rank: $0.rank, stock: $0.stock) })
        let products = Catalogue(terms, seed: scenario.seed).products
        self.init(
            products: products.map { (name: $0.name, category: $0.kind.rawValue) },
            regions: scenario.population.regions.map(\.name))
    }
}
