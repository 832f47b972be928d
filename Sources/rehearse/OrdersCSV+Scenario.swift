import Reporting
import Workload

extension OrdersCSV {
    /// Knows the names of a scenario's products and regions.
    init(_ scenario: Scenario) {
        let products = (0..<scenario.catalogue.products).map { (name: "product-\($0 + 1)", category: "") }
        self.init(products: products, regions: scenario.population.regions.map(\.name))
    }
}
