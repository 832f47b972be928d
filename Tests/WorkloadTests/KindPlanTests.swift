import Platform
import Primitives
import Testing
import Workload

@Suite struct KindPlanTests {
    private static let parking = KindPlan(
        kind: ProductKind(
            name: "parking", credentials: .supplierCodes, brands: [.init(english: "Left Bank", chinese: "左岸")],
            articles: [
                .init(
                    name: .init(english: "Hour", chinese: "小时"), listPrices: .init(lowest: .yuan(4), highest: .yuan(6)),
                    template: .init(
                        permissions: .redeem, validity: .fromIssue(.hours(1)), uses: .limited(1), isTransferable: true))
            ]),
        pages: .course, weight: 100, regions: ["east"])

    @Test func standardKindsHaveTheServicesOfTheirNames() {
        #expect(KindPlan.standard.map(\.kind.name) == KindPlan.standard.map(\.pages.name))
        #expect(ValidationTests.sound.catalogue.assortment.map(\.kind) == ProductKind.standard)
    }

    @Test func nominalResponseWeighsTheKindsByTheirPagesAndCodes() {
        var scenario = ValidationTests.sound
        scenario.catalogue.mix = [0, 100, 0, 0]
        scenario[.course].pageWork = .milliseconds(110)
        let pageBefore = scenario.nominalResponse(.product), payBefore = scenario.nominalResponse(.pay)
        scenario.catalogue.kinds = [Self.parking]
        // Half of the products now have pages that take 100 ms more, and codes that a supplier is asked for.
        #expect(scenario.nominalResponse(.product) - pageBefore == .milliseconds(50))
        let supplier = scenario.outside.supplierTime + scenario.fleet.networkLeg + scenario[.issuing].messageWork
        let more = (scenario.nominalResponse(.pay) - payBefore).inSeconds
        #expect(abs(more - 0.05 - supplier.inSeconds / 2) < 1e-6)
    }

    @Test func eachProductHasThePagesOfItsKind() {
        var scenario = ValidationTests.sound
        scenario.catalogue.kinds = [Self.parking]
        let catalogue = Catalogue(CatalogueTerms(scenario), seed: 1)
        let pages = scenario.catalogue.pages(of: catalogue)
        for (product, service) in zip(catalogue.products, pages) {
            #expect((product.kind.name == "parking" ? "course" : product.kind.name) == service.name)
        }
        let parking = catalogue.products.filter { $0.kind.name == "parking" }
        #expect(parking.count == 100)
        #expect(parking.allSatisfy { $0.template.regions == .init(rawValue: 1) })
    }

    @Test func kindIsDescribedAmongTheAssumptions() {
        var scenario = ValidationTests.sound
        scenario.catalogue.kinds = [Self.parking]
        #expect(
            scenario.assumptions.contains(
                Note(
                    name: "kind parking",
                    text: "100 products to every 100 of the standard kinds, pages at course, "
                        + "credentials are a supplier's codes, list prices 4.00 to 6.00 yuan; "
                        + "redeem for 1h from the issue, one use, transferable; "
                        + "in east")))
    }

    @Test func pagesAreOnlyWhereProductsHavePages() {
        let paths = ValidationTests.paths {
            $0.catalogue.kinds = [Self.parking]
            $0.catalogue.kinds[0].pages = .gateway
        }
        #expect(paths == ["catalogue.kinds[0].pages"])
    }

    @Test func tooManyKindsAreOneProblem() {
        #expect(
            ValidationTests.paths { $0.catalogue.kinds = Array(repeating: Self.parking, count: 61) }
                == ["catalogue.kinds"])
    }
}
