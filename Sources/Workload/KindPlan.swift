import Platform

/// A kind of product in a catalogue: what it is, which service has its pages, and how much of it there is.
public struct KindPlan: Equatable, Sendable {
    /// What it is.
    public var kind: ProductKind
    /// The service that serves its product, order and payment pages; one of ``Service/ofProducts``.
    public var pages: Service
    /// How many products it has for every hundred of the standard kinds; zero for a standard kind, whose share
    /// the mix says.
    public var weight: Int
    /// The names of the regions in which its entitlements are valid; empty for everywhere.
    public var regions: [String]

    public init(kind: ProductKind, pages: Service, weight: Int, regions: [String] = []) {
        self.kind = kind
        self.pages = pages
        self.weight = weight
        self.regions = regions
    }

    /// The standard kinds, each with the service of its name.
    public static let standard = zip(ProductKind.standard, Service.ofProducts).map {
        KindPlan(kind: $0, pages: $1, weight: 0)
    }

    /// Whether this describes one of the standard kinds anew.
    public var isStandard: Bool { Self.standard.contains { $0.kind.name == kind.name } }
}

extension CataloguePlan {
    /// All kinds on sale with their weights: the standard ones in the order of the mix, then the others.
    public var assortment: [KindPlan] {
        let first = zip(KindPlan.standard, mix).map { standard, weight in
            var plan = kinds.first { $0.kind.name == standard.kind.name } ?? standard
            plan.weight = weight
            return plan
        }
        return first + kinds.filter { !$0.isStandard }
    }

    /// The service that has the pages of each product of a catalogue made after this plan.
    ///
    /// Traps on a product of a kind that the plan does not have.
    public func pages(of catalogue: Catalogue) -> [Service] {
        let assortment = assortment
        return catalogue.products.map { product in
            guard let plan = assortment.first(where: { $0.kind.name == product.kind.name }) else {
                preconditionFailure("product \(product.id.number) is a \(product.kind.name), which is not on sale")
            }
            return plan.pages
        }
    }
}

extension CatalogueTerms {
    /// The catalogue that a scenario plans.
    public init(_ scenario: Scenario) {
        let plan = scenario.catalogue
        let assortment = plan.assortment
        self.init(
            products: plan.products, kinds: assortment.map { $0.kind(among: scenario.population.regions) },
            mix: assortment.map(\.weight), pricePermille: plan.pricePermille, stock: plan.stock,
            limited: plan.limited.map { StockLimit(rank: $0.rank, stock: $0.stock) })
    }
}

extension KindPlan {
    /// The kind with its regions by number: the place of each in the scenario's list.
    fileprivate func kind(among all: [Population.Region]) -> ProductKind {
        guard !regions.isEmpty else { return kind }
        var bits: UInt64 = 0
        for (place, region) in all.enumerated() where regions.contains(region.name) { bits |= 1 << UInt64(place) }
        var kind = kind
        for place in kind.articles.indices {
            kind.articles[place].template.regions = EntitlementTemplate.Regions(rawValue: bits)
        }
        return kind
    }
}
