import Platform
import Primitives
import Workload

// Kinds of product. What an article may say, its kind may say for all of them.
extension ScenarioFields {
    private typealias Article = ProductKind.Article

    /// Reads the list of kinds: those beside the standard ones, and standard ones described anew.
    static func readKinds(
        _ value: SourceValue, _ path: String, _ catalogue: inout CataloguePlan, _ reading: inout SectionReading
    ) {
        let expected = "mappings with the keys \(kind.map(\.key).joined(separator: ", "))"
        guard let items = reading.list(value, at: path, expected: expected) else { return }
        catalogue.kinds = items.enumerated().map { i, item in readKind(item, "\(path)[\(i)]", &reading) }
    }

    /// A kind begins as the standard one of its name; one of another name says everything itself.
    private static func readKind(
        _ item: SourceValue, _ path: String, _ reading: inout SectionReading
    ) -> KindPlan {
        let standard = KindPlan.standard.first { $0.kind.name == text(of: "name", in: item) }
        var plan = standard ?? blankKind
        reading.read(item, fields: kind, into: &plan, at: path)
        guard case .mapping(let entries) = item.content else { return plan }
        let articles = entries.first { $0.key == "articles" }?.value
        if let articles {
            let field = Field("articles", \KindPlan.kind.articles, article, each: plan.kind.articles[0])
            field.read(articles, "\(path).articles", &plan, &reading)
        }
        if standard == nil { requireWhole(item, entries, articles, path, &reading) }
        return plan
    }

    /// Nobody else says what a further kind is: it needs every key, those of articles there or here.
    private static func requireWhole(
        _ item: SourceValue, _ entries: [SourceEntry], _ articles: SourceValue?, _ path: String,
        _ reading: inout SectionReading
    ) {
        let written = entries.map(\.key)
        func fail(_ key: String, _ reason: String) {
            reading.fail("\(path).\(key)", item.position, "\(path): the key '\(key)' is missing; \(reason)")
        }
        for key in ["pages", "credentials", "weight", "brands", "articles"] where !written.contains(key) {
            let standard = KindPlan.standard.map(\.kind.name).joined(separator: ", ")
            fail(key, "a kind needs it that is none of \(standard)")
        }
        var items: [SourceValue] = []
        if case .list(let list)? = articles?.content { items = list }
        for key in terms.map(\.key) where !written.contains(key) {
            let isInEach = !items.isEmpty && items.allSatisfy { Self.keys(of: $0).contains(key) }
            if !isInEach { fail(key, "the kind needs it, or each of its articles") }
        }
    }

    private static func keys(of value: SourceValue) -> [String] {
        guard case .mapping(let entries) = value.content else { return [] }
        return entries.map(\.key)
    }

    private static func text(of key: String, in value: SourceValue) -> String? {
        guard case .mapping(let entries) = value.content, let entry = entries.first(where: { $0.key == key }),
            case .scalar(let text, _) = entry.value.content
        else { return nil }
        return text
    }

    private static var blankKind: KindPlan {
        let article = Article(
            name: BilingualName(english: "", chinese: ""), listPrices: PriceRange(lowest: .zero, highest: .zero),
            template: EntitlementTemplate(
                permissions: [], validity: .fromIssue(.hours(24)), uses: .unlimited, isTransferable: false))
        return KindPlan(
            kind: ProductKind(name: "", credentials: .generated, brands: [], articles: [article]),
            pages: .membership, weight: 0)
    }

    private static var kind: [Field<KindPlan>] {
        [
            Field("name", \.kind.name, .text, required: true),
            Field("weight", \.weight, .count),
            Field("pages", \.pages, .word(of: Service.ofProducts, \.name)),
            Field("credentials", \.kind.credentials, .word),
            Field("regions", \.regions, listOf: .text),
            Field("brands", \.kind.brands, name, each: BilingualName(english: "", chinese: "")),
            // Read when all else is known: an article begins with what its kind says.
            Field("articles") { _, _, _, _ in },
        ]
            + terms.map { field in
                Field(field.key) { value, path, plan, reading in
                    for place in plan.kind.articles.indices {
                        field.read(value, path, &plan.kind.articles[place], &reading)
                    }
                }
            }
    }

    private static var name: [Field<BilingualName>] {
        [Field("english", \.english, .text, required: true), Field("chinese", \.chinese, .text, required: true)]
    }

    private static var article: [Field<Article>] {
        [
            Field("english", \.name.english, .text, required: true),
            Field("chinese", \.name.chinese, .text, required: true),
        ] + terms
    }

    /// What an article costs and entitles to.
    private static var terms: [Field<Article>] {
        [
            Field(
                "list-price", \.listPrices,
                [
                    Field("lowest", \.lowest, .money, required: true),
                    Field("highest", \.highest, .money, required: true),
                ]),
            Field("permissions") { value, path, article, reading in
                var sets: [EntitlementTemplate.Permissions] = []
                let list = Field("permissions", \[EntitlementTemplate.Permissions].self, listOf: .permission)
                list.read(value, path, &sets, &reading)
                article.template.permissions = sets.reduce([]) { $0.union($1) }
            },
            Field("valid") { value, path, article, reading in
                if let validity = readValidity(value, path, &reading) { article.template.validity = validity }
            },
            Field("uses", \.template.uses, .uses),
            Field("transferable", \.template.isTransferable, .yesOrNo),
        ]
    }
}

extension Form where Value == EntitlementTemplate.Permissions {
    /// One permission by name.
    fileprivate static var permission: Self {
        Form<(name: String, permission: Value)>.word(of: Value.named, \.name).map(\.permission)
    }
}

extension Form where Value == EntitlementTemplate.Uses {
    /// A number of uses, or the word `unlimited`.
    fileprivate static var uses: Self {
        Form(expected: "a whole number, or unlimited") { text, quoted in
            text == "unlimited" ? .success(.unlimited) : Form<Int>.count.parse(text, quoted).map { .limited($0) }
        }
    }
}

extension Form where Value == Bool {
    /// The word `yes` or the word `no`.
    static var yesOrNo: Self { .word(of: [true, false]) { $0 ? "yes" : "no" } }
}
