import Platform
import Primitives
import Testing

@Suite struct ProductKindTests {
    private static func terms(_ kinds: [ProductKind], mix: [Int]) -> CatalogueTerms {
        CatalogueTerms(
            products: 120, kinds: kinds, mix: mix, pricePermille: 1_000, stock: 10, limited: [])
    }

    private static func name(_ text: String) -> BilingualName { .init(english: text, chinese: text) }

    private static let parking = ProductKind(
        name: "parking", credentials: .generated, brands: [name("Left Bank"), name("Right Bank")],
        articles: [
            .init(
                name: name("Hour"), listPrices: .init(lowest: .yuan(4), highest: .yuan(4)),
                template: .init(
                    permissions: .redeem, validity: .fromIssue(.hours(1)), uses: .limited(1), isTransferable: true)),
            .init(
                name: name("Year"), listPrices: .init(lowest: .yuan(900), highest: .yuan(1_900)),
                template: .init(
                    permissions: .redeem, validity: .fromIssue(.hours(24 * 365)), uses: .unlimited,
                    isTransferable: false, regions: .init(rawValue: 2))),
        ])

    /// What a scenario of the standard kinds sells must not change: its results would.
    @Test func standardCatalogueIsTheOneItAlwaysWas() {
        var print = Fingerprint()
        let terms = CatalogueTerms(
            products: 500, mix: [40, 25, 20, 15], pricePermille: 500, stock: 1_000_000, limited: [])
        for product in Catalogue(terms, seed: 20_261_111).products {
            for byte in (product.name + product.chineseName).utf8 { print.combine(UInt64(byte)) }
            print.combine(UInt64(product.listPrice.fen))
            print.combine(UInt64(product.salePrice.fen))
            print.combine(product.isSupplierCoded ? 1 : 0 as UInt64)
        }
        #expect(print.value == 17_761_654_518_805_829_865)
    }

    @Test func furtherKindTakesItsShareAndIsNamedPricedAndTermedByItself() {
        let kinds = ProductKind.standard + [Self.parking]
        let products = Catalogue(Self.terms(kinds, mix: [40, 25, 20, 15, 20]), seed: 3).products
        let parking = products.filter { $0.kind == Self.parking }
        #expect(parking.count == 20)
        #expect(Set(products.map(\.name)).count == products.count)
        for product in parking {
            #expect(!product.isSupplierCoded)
            #expect(product.name.contains(" Bank "))
            let article = Self.parking.articles[product.name.contains("Hour") ? 0 : 1]
            #expect(product.template == article.template)
            #expect(article.listPrices.lowest <= product.listPrice && product.listPrice <= article.listPrices.highest)
        }
        #expect(parking.contains { $0.name.hasSuffix("Edition 5") && $0.chineseName.hasSuffix("（第5版）") })
    }

    @Test func kindWithoutShareChangesNothing() {
        let with = Catalogue(Self.terms(ProductKind.standard + [Self.parking], mix: [40, 25, 20, 15, 0]), seed: 3)
        #expect(with == Catalogue(Self.terms(ProductKind.standard, mix: [40, 25, 20, 15]), seed: 3))
    }

    @Test func kindThatCannotBeNamedOrPricedTraps() async {
        await #expect(processExitsWith: .failure) {
            var kind = Self.parking
            kind.brands = []
            _ = Catalogue(Self.terms([kind], mix: [1]), seed: 1)
        }
        await #expect(processExitsWith: .failure) {
            var kind = Self.parking
            kind.articles[0].listPrices.lowest = .yuan(5)
            _ = Catalogue(Self.terms([kind], mix: [1]), seed: 1)
        }
    }
}

@Suite struct EntitlementTemplateTests {
    @Test func templateThatAllowsNothingTraps() async {
        await #expect(processExitsWith: .failure) {
            _ = EntitlementTemplate(
                permissions: .redeem, validity: .fromIssue(.zero), uses: .unlimited, isTransferable: false)
        }
        await #expect(processExitsWith: .failure) {
            _ = EntitlementTemplate(
                permissions: .redeem, validity: .fromIssue(.hours(1)), uses: .limited(0), isTransferable: false)
        }
    }

    @Test func everyPermissionHasANameOfItsOwn() {
        let named = EntitlementTemplate.Permissions.named
        #expect(Set(named.map(\.name)).count == named.count)
        #expect(Set(named.map(\.permission)).count == named.count)
        #expect(EntitlementTemplate.Permissions([.stream, .redeem]).names == ["redeem", "stream"])
    }
}
