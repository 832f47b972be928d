import Platform
import Primitives
import Testing

@Suite struct CatalogueTests {
    private static func terms(_ products: Int = 200, mix: [Int] = [40, 25, 20, 15]) -> CatalogueTerms {
        CatalogueTerms(products: products, mix: mix, pricePermille: 500, stock: 1_000_000, limited: [])
    }

    private let catalogue = Catalogue(terms(), seed: 1)

    @Test func namesAreUniqueInBothLanguages() {
        #expect(catalogue.count == 200)
        #expect(Set(catalogue.products.map(\.name)).count == 200)
        #expect(Set(catalogue.products.map(\.chineseName)).count == 200)
    }

    @Test func namesStayUniqueBeyondTheVocabulary() {
        let large = Catalogue(Self.terms(2_000), seed: 9)
        #expect(Set(large.products.map(\.name)).count == 2_000)
        #expect(Set(large.products.map(\.chineseName)).count == 2_000)
    }

    @Test func numbersFollowTheRanks() {
        #expect(catalogue.products.map(\.id.index) == Array(0..<200))
        #expect(catalogue[ProductID(17)] == catalogue.products[17])
    }

    @Test(arguments: [1, 2, 3]) func listPricesAreUsualForTheKind(seed: UInt64) {
        for product in Catalogue(Self.terms(1_000), seed: seed).products {
            let range: ClosedRange<Int64> =
                switch product.kind.name {
                case "game-card": 500...50_000
                case "membership": 900...40_000
                case "licence": 3_000...500_000
                default: 50...300_000
                }
            #expect(range.contains(product.listPrice.fen), "\(product.name) at \(product.listPrice)")
            #expect(product.listPrice.fen % 50 == 0)
        }
    }

    @Test func pricesSpreadOverTheWholeRange() {
        let prices = catalogue.products.map(\.listPrice)
        #expect(prices.min()! < .yuan(5))
        #expect(prices.max()! > .yuan(1_000))
    }

    @Test func salePriceIsTheAskedShareOfTheListPriceAndNeverNothing() {
        #expect(catalogue.products.allSatisfy { $0.salePrice == $0.listPrice.scaled(permille: 500) })
        var terms = Self.terms()
        terms.pricePermille = 0
        #expect(Catalogue(terms, seed: 1).products.allSatisfy { $0.salePrice == Money(fen: 1) })
    }

    @Test(arguments: [
        [40, 25, 20, 15], [1, 1, 1, 1], [97, 1, 1, 1], [0, 3, 0, 4], [5, 0, 0, 0], [7, 6, 5, 1], [31, 30, 30, 9],
    ])
    func everyPrefixHasTheMixToLessThanOne(mix: [Int]) {
        let total = mix.reduce(0, +)
        var made = [0, 0, 0, 0]
        var worst = 0
        for (index, product) in Catalogue(Self.terms(300, mix: mix), seed: 1).products.enumerated() {
            made[ProductKind.standard.firstIndex(of: product.kind)!] += 1
            for kind in 0..<4 { worst = max(worst, abs(made[kind] * total - mix[kind] * (index + 1))) }
        }
        #expect(worst < total)
    }

    @Test func equalTermsAndSeedsGiveEqualCatalogues() {
        #expect(Catalogue(Self.terms(), seed: 1) == catalogue)
        #expect(Catalogue(Self.terms(), seed: 2) != catalogue)
    }

    @Test func longerCatalogueBeginsWithTheShorterOne() {
        #expect(Array(Catalogue(Self.terms(400), seed: 1).products.prefix(200)) == catalogue.products)
    }

    @Test func limitedStockGoesToTheNamedRanks() {
        var terms = Self.terms()
        terms.limited = [StockLimit(rank: 1, stock: 500), StockLimit(rank: 200, stock: 0)]
        let stock = Catalogue(terms, seed: 1).products.map(\.stock)
        #expect(stock == [500] + Array(repeating: 1_000_000, count: 198) + [0])
    }

    @Test func gameCardsAndLicencesAreSupplierCoded() {
        for product in catalogue.products {
            #expect(product.isSupplierCoded == [.gameCard, .licence].contains(product.kind))
        }
    }

    @Test func templatesFollowTheKind() {
        let day = TimeSpan.hours(24)
        for product in catalogue.products {
            let template = product.template
            #expect(template.regions == .everywhere)
            switch product.kind.name {
            case "game-card":
                #expect(template.validity == .fromActivation(day * 365, activateWithin: day * 365))
                #expect(template.uses == .limited(1) && template.isTransferable)
            case "membership":
                let days: Int64 =
                    product.name.contains("Monthly") ? 30 : product.name.contains("Quarterly") ? 90 : 365
                #expect(template.validity == .fromIssue(day * days) && template.uses == .unlimited)
            case "licence":
                #expect(template.validity == .fromActivation(day * 365, activateWithin: day * 180))
                #expect(template.permissions == [.activate, .update])
            default:
                #expect(template.validity == .fromIssue(day * 730) && template.permissions.contains(.practise))
            }
        }
    }

    @Test func impossibleTermsTrap() async {
        await #expect(processExitsWith: .failure) { _ = Catalogue(Self.terms(mix: [0, 0, 0, 0]), seed: 1) }
        await #expect(processExitsWith: .failure) { _ = Catalogue(Self.terms(mix: [1, 1, 1]), seed: 1) }
        await #expect(processExitsWith: .failure) {
            var terms = Self.terms()
            terms.limited = [StockLimit(rank: 201, stock: 1)]
            _ = Catalogue(terms, seed: 1)
        }
    }
}
