import Platform
import Primitives
import Testing
import Workload

/// Kinds of product as scenario files describe them.
@Suite struct KindsTests {
    /// A whole kind on one line of the file, but for what is put in its place.
    private static func kind(
        terms: String = "list-price: {lowest: 9 yuan, highest: 9.5 yuan}, permissions: [stream], "
            + "valid: {from: issue, for: 30d}, uses: unlimited, transferable: no",
        brands: String = "[{english: Leaf, chinese: 叶}]", articles: String = "[{english: Lease, chinese: 租}]",
        rest: String = "pages: course, credentials: generated, weight: 5", name: String = "phone"
    ) -> String {
        "{name: \(name), \(rest), \(terms), brands: \(brands), articles: \(articles)}"
    }

    private static func kinds(_ kinds: String...) -> String {
        ErrorLinesTests.good + "catalogue:\n  kinds: [\(kinds.joined(separator: ", "))]\n"
    }

    private func read(_ text: String) throws -> CataloguePlan { try readText(text).get().scenario.catalogue }

    @Test func furtherKindIsReadWhole() throws {
        let plan = try read(Self.kinds(Self.kind()))
        let kind = try #require(plan.kinds.first)
        #expect(plan.kinds.count == 1 && !kind.isStandard)
        #expect(kind.kind.name == "phone" && kind.kind.credentials == .generated)
        #expect(kind.pages == .course && kind.weight == 5 && kind.regions == [])
        #expect(kind.kind.brands == [BilingualName(english: "Leaf", chinese: "叶")])
        #expect(
            kind.kind.articles == [
                ProductKind.Article(
                    name: BilingualName(english: "Lease", chinese: "租"),
                    listPrices: PriceRange(lowest: .yuan(9), highest: Money(fen: 950)),
                    template: EntitlementTemplate(
                        permissions: .stream, validity: .fromIssue(.hours(24 * 30)), uses: .unlimited,
                        isTransferable: false))
            ])
        #expect(plan.assortment.map(\.weight) == [40, 25, 20, 15, 5])
    }

    @Test func articleSaysWhatIsOtherwiseThanItsKindSays() throws {
        let articles = """
            [{english: A, chinese: 甲}, {english: B, chinese: 乙, uses: 3, transferable: yes,
              list-price: {lowest: 1 yuan, highest: 2 yuan}, permissions: [redeem, update],
              valid: {from: activation, for: 1d, activate-within: 2d}},
              {english: C, chinese: 丙, valid: {from: -2h, until: 24h}}]
            """
        let all = try read(Self.kinds(Self.kind(articles: articles))).kinds[0].kind.articles
        let day = TimeSpan.hours(24)
        #expect(all.map(\.name.english) == ["A", "B", "C"])
        #expect(all[0].template.validity == .fromIssue(day * 30))
        #expect(all[1].listPrices == PriceRange(lowest: .yuan(1), highest: .yuan(2)))
        #expect(all[1].template.permissions == [.redeem, .update])
        #expect(all[1].template.uses == .limited(3) && all[1].template.isTransferable)
        #expect(all[1].template.validity == .fromActivation(day, activateWithin: day * 2))
        #expect(all[2].template.validity == .window(from: .origin + .hours(-2), until: .origin + day))
        #expect(all[2].listPrices == all[0].listPrices && all[2].template.uses == .unlimited)
    }

    /// Keys may come in any order: an article begins with what the whole kind says, before or after it.
    @Test func orderOfTheKeysIsOfNoAccount() throws {
        let turned = """
            {articles: [{english: Lease, chinese: 租}], brands: [{english: Leaf, chinese: 叶}], transferable: no,
             uses: unlimited, valid: {for: 30d, from: issue}, permissions: [stream],
             list-price: {highest: 9.5 yuan, lowest: 9 yuan}, weight: 5, credentials: generated, pages: course,
             name: phone}
            """
        #expect(try read(Self.kinds(turned)) == read(Self.kinds(Self.kind())))
    }

    @Test func everyArticleMayHaveItsOwnTermsInsteadOfTheKind() throws {
        let terms = "permissions: [stream], uses: 1, transferable: no"
        let articles = """
            [{english: A, chinese: 甲, valid: {from: issue, for: 1d}, list-price: {lowest: 1 yuan, highest: 2 yuan}},
             {english: B, chinese: 乙, valid: {from: issue, for: 2d}, list-price: {lowest: 3 yuan, highest: 4 yuan}}]
            """
        #expect(errorLines(Self.kinds(Self.kind(terms: terms, articles: articles))) == [])
    }

    @Test func standardKindKeepsWhatIsNotSaidAnew() throws {
        let plan = try read(Self.kinds("{name: membership, pages: course, transferable: yes, uses: 9}"))
        let was = ProductKind.membership, kind = plan.kinds[0]
        #expect(kind.isStandard && kind.pages == .course && kind.kind.credentials == .generated)
        #expect(kind.kind.brands == was.brands && kind.kind.articles.map(\.name) == was.articles.map(\.name))
        #expect(kind.kind.articles.map(\.template.validity) == was.articles.map(\.template.validity))
        #expect(kind.kind.articles.allSatisfy { $0.template.isTransferable && $0.template.uses == .limited(9) })
        #expect(plan.assortment.map(\.kind.name) == ["game-card", "membership", "licence", "course"])
        #expect(plan.assortment.map(\.weight) == [40, 25, 20, 15])
        #expect(plan.assortment.map(\.pages) == [.gameCard, .course, .licence, .course])
    }

    static let values: [BadInput] = [
        BadInput(
            kinds(kind(rest: "pages: course, credentials: generated")),
            "s.yaml:18:11: catalogue.kinds[0]: the key 'weight' is missing; a kind needs it that is none of game-card"),
        BadInput(
            kinds(kind(rest: "credentials: generated, weight: 5")),
            "s.yaml:18:11: catalogue.kinds[0]: the key 'pages' is missing; a kind needs it"),
        BadInput(
            kinds(kind(rest: "pages: order, credentials: generated, weight: 5")),
            "s.yaml:18:32: catalogue.kinds[0].pages: 'order' is unknown; write game-card, membership, licence "
                + "or course"),
        BadInput(
            kinds(kind(rest: "pages: course, credentials: printed, weight: 5")),
            "s.yaml:18:53: catalogue.kinds[0].credentials: 'printed' is unknown; write generated or supplier-codes"),
        BadInput(
            kinds(kind(rest: "pages: course, credentials: generated, weight: 0")),
            "s.yaml:18:72: catalogue.kinds[0].weight: 0 can't be simulated; allowed: 1 to 10000"),
        BadInput(
            kinds("{name: course, weight: 5}"),
            "s.yaml:18:34: catalogue.kinds[0].weight: the share of course is one of the four numbers of catalogue.mix"),
        BadInput(
            kinds(kind(name: "cloud phone")),
            "s.yaml:18:18: catalogue.kinds[0].name: 'cloud phone' is no name of a kind; allowed: 1 to 64 letters"),
        BadInput(
            kinds(kind(), kind(brands: "[{english: Root, chinese: 根}]")),
            "s.yaml:18:303: catalogue.kinds[1].name: 'phone' is also the name of catalogue.kinds[0]; names "
                + "must differ"),
        BadInput(
            kinds(kind(), kind(name: "tablet")),
            "s.yaml:18:508: catalogue.kinds[1].brands: has a brand and an article in common with the kind phone"),
        BadInput(
            kinds(kind(brands: "[]")),
            "s.yaml:18:222: catalogue.kinds[0].brands: 0 can't be simulated; allowed: 1 to 64"),
        BadInput(
            kinds(kind(brands: "[{english: Leaf}]")),
            "s.yaml:18:223: catalogue.kinds[0].brands[0]: the key 'chinese' is missing"),
        BadInput(
            kinds(kind(articles: "[{english: A, chinese: 甲}, {english: B, chinese: 甲}]")),
            "s.yaml:18:290: catalogue.kinds[0].articles[1]: has a name of articles[0]; products would be "
                + "called the same"),
        BadInput(
            kinds(kind(articles: "[]")),
            "s.yaml:18:263: catalogue.kinds[0].articles: 0 can't be simulated; allowed: 1 to 64"),
        BadInput(
            kinds("{name: course, regions: [esat]}"),
            "s.yaml:18:36: catalogue.kinds[0].regions[0]: there is no region 'esat', did you mean 'east'?; "
                + "allowed: east"),
        BadInput(
            kinds("{name: course, list-price: {lowest: 3 yuan, highest: 2 yuan}}"),
            "s.yaml:18:64: catalogue.kinds[0].list-price.highest: must not be below the lowest price"),
        BadInput(
            kinds("{name: course, list-price: {lowest: 0 yuan, highest: 2 yuan}}"),
            "s.yaml:18:47: catalogue.kinds[0].list-price.lowest: must be above 0 yuan"),
        BadInput(
            kinds("{name: course, permissions: []}"),
            "s.yaml:18:39: catalogue.kinds[0].permissions: must be at least one of redeem, stream, download, activate"),
        BadInput(
            kinds("{name: course, permissions: [watch]}"),
            "s.yaml:18:40: catalogue.kinds[0].permissions[0]: 'watch' is unknown; write redeem, stream, download,"),
        BadInput(
            kinds("{name: course, uses: 0}"),
            "s.yaml:18:32: catalogue.kinds[0].uses: 0 can't be simulated; allowed: 1 to 250"),
        BadInput(
            kinds("{name: course, uses: many}"),
            "s.yaml:18:32: catalogue.kinds[0].uses: 'many' is no whole number; write a whole number, or unlimited"),
        BadInput(
            kinds("{name: course, transferable: maybe}"),
            "s.yaml:18:40: catalogue.kinds[0].transferable: 'maybe' is unknown; write yes or no"),
        BadInput(
            kinds("{name: course, valid: {from: purchase, for: 30d}}"),
            "s.yaml:18:40: catalogue.kinds[0].valid.from: 'purchase' is no number with a unit; write issue, "
                + "activation, or"),
        BadInput(
            kinds("{name: course, valid: {for: 30d}}"),
            "s.yaml:18:33: catalogue.kinds[0].valid: the key 'from' is missing"),
        BadInput(
            kinds("{name: course, valid: {from: issue}}"),
            "s.yaml:18:33: catalogue.kinds[0].valid: the key 'for' is missing; a validity from the issue needs it"),
        BadInput(
            kinds("{name: course, valid: {from: activation, for: 30d}}"),
            "s.yaml:18:33: catalogue.kinds[0].valid: the key 'activate-within' is missing; a validity from activation"),
        BadInput(
            kinds("{name: course, valid: {from: issue, for: 30d, until: 2h}}"),
            "s.yaml:18:57: catalogue.kinds[0].valid: a validity from the issue has no 'until'; it takes 'for'"),
        BadInput(
            kinds("{name: course, valid: {from: 2h, until: 2h}}"),
            "s.yaml:18:51: catalogue.kinds[0].valid.until: must be after 'from'"),
        BadInput(
            kinds("{name: course, valid: {from: -9h, until: -3h}}"),
            "s.yaml:18:52: catalogue.kinds[0].valid.until: what is sold would be over before the scenario's window"),
        BadInput(
            kinds("{name: course, valid: {from: issue, for: 0s}}"),
            "s.yaml:18:52: catalogue.kinds[0].valid.for: must be longer than 0 s; allowed: up to 3660d"),
        BadInput(
            kinds("{name: course, colour: red}"),
            "s.yaml:18:26: catalogue.kinds[0]: unknown key 'colour'; allowed: name, weight, pages, "
                + "credentials, regions"),
        BadInput(kinds("{pages: course}"), "s.yaml:18:11: catalogue.kinds[0]: the key 'name' is missing"),
    ]

    @Test(arguments: values) func eachBadValueHasItsLine(_ bad: BadInput) {
        let lines = errorLines(bad.text)
        #expect(lines.first?.hasPrefix(bad.line) == true, "\(lines)")
    }

    @Test func whatNeitherTheKindNorEveryArticleSaysIsMissing() {
        let articles = """
            [{english: A, chinese: 甲, valid: {from: issue, for: 1d}}, {english: B, chinese: 乙}]
            """
        let lines = errorLines(Self.kinds(Self.kind(terms: "uses: 1", articles: articles)))
        let missing = ["list-price", "permissions", "valid", "transferable"]
        #expect(lines.count == missing.count)
        for (line, key) in zip(lines, missing) {
            #expect(line.contains("the key '\(key)' is missing; the kind needs it, or each of its articles"))
        }
    }

    @Test func wrongTermsOfAKindAreToldOnceHoweverManyArticlesItHas() {
        let lines = errorLines(Self.kinds("{name: membership, uses: few, list-price: {lowest: 3, highest: 2 yuan}}"))
        #expect(lines.count == 2, "\(lines)")
    }
}
