import Platform
import Primitives

extension Scenario {
    /// What is wrong with kinds beside the standard ones, or with standard ones that are described anew.
    func validateKinds(_ check: inout ScenarioCheck) {
        let kinds = catalogue.kinds
        check.range(kinds.count, 0...60, "catalogue.kinds")
        guard kinds.count <= 60 else { return }
        check.names(kinds.map(\.kind.name), "catalogue.kinds")
        for (i, plan) in kinds.enumerated() {
            let path = "catalogue.kinds[\(i)]", name = plan.kind.name
            check.require(
                name.utf8.count <= 64 && name.utf8.allSatisfy(Self.isNameByte), "\(path).name",
                "'\(name)' is no name of a kind; allowed: 1 to 64 letters a-z, digits and hyphens")
            if plan.isStandard {
                check.require(
                    plan.weight == 0, "\(path).weight", related: ["\(path).name"],
                    "the share of \(name) is one of the four numbers of catalogue.mix; leave the weight out")
            } else {
                check.range(plan.weight, 1...10_000, "\(path).weight")
            }
            check.require(
                Service.ofProducts.contains(plan.pages), "\(path).pages",
                "\(plan.pages.name) has no pages of products; allowed: "
                    + Service.ofProducts.map(\.name).joined(separator: ", "))
            validate(regionsOf: plan, path, &check)
            validate(namesOf: plan.kind, path, &check)
            validate(articlesOf: plan.kind, path, &check)
        }
        validateNamesApart(&check)
    }

    private func validate(regionsOf plan: KindPlan, _ path: String, _ check: inout ScenarioCheck) {
        let known = population.regions.map(\.name)
        for (i, region) in plan.regions.enumerated() where !known.contains(region) {
            let meant = Problem.nearest(to: region, among: known).map { ", did you mean '\($0)'?" } ?? ""
            check.require(
                false, "\(path).regions[\(i)]", related: ["population.regions"],
                "there is no region '\(region)'\(meant); allowed: \(known.joined(separator: ", "))")
        }
    }

    private func validate(namesOf kind: ProductKind, _ path: String, _ check: inout ScenarioCheck) {
        let lists = [("brands", kind.brands), ("articles", kind.articles.map(\.name))]
        for (key, names) in lists {
            check.range(names.count, 1...64, "\(path).\(key)")
            guard names.count <= 64 else { continue }
            for (i, name) in names.enumerated() {
                check.require(
                    !name.english.isEmpty && !name.chinese.isEmpty, "\(path).\(key)[\(i)]",
                    "needs a name in both languages: english and chinese")
                if let first = names[..<i].firstIndex(where: name.clashes) {
                    check.require(
                        false, "\(path).\(key)[\(i)]", related: ["\(path).\(key)[\(first)]"],
                        "has a name of \(key)[\(first)]; products would be called the same")
                }
            }
        }
    }

    private func validate(articlesOf kind: ProductKind, _ path: String, _ check: inout ScenarioCheck) {
        judge("list-price", of: kind, path, \.listPrices, &check) { prices, path, check in
            check.require(prices.lowest > .zero, "\(path).lowest", "must be above 0 yuan")
            check.require(
                prices.lowest <= prices.highest, "\(path).highest", related: ["\(path).lowest"],
                "must not be below the lowest price")
            check.require(prices.highest <= .yuan(100_000), "\(path).highest", "allowed: up to 100000 yuan")
        }
        judge("permissions", of: kind, path, \.template.permissions, &check) { permissions, path, check in
            let all = EntitlementTemplate.Permissions.named.map(\.name).joined(separator: ", ")
            check.require(!permissions.isEmpty, path, "must be at least one of \(all)")
        }
        judge("uses", of: kind, path, \.template.uses, &check) { uses, path, check in
            if case .limited(let count) = uses { check.range(count, 1...EntitlementTemplate.Uses.most, path) }
        }
        judge("valid", of: kind, path, \.template.validity, &check, validate)
    }

    private func validate(
        _ validity: EntitlementTemplate.Validity, _ path: String, _ check: inout ScenarioCheck
    ) {
        switch validity {
        case .fromIssue(let span): check.term(span, "\(path).for")
        case .fromActivation(let span, let within):
            check.term(span, "\(path).for")
            check.term(within, "\(path).activate-within")
        case .window(let from, let until):
            check.require(from < until, "\(path).until", related: ["\(path).from"], "must be after 'from'")
            check.require(
                until > start, "\(path).until", related: ["window"],
                "what is sold would be over before the scenario's window begins")
        }
    }

    /// Judges what every article has. Where all have the same, the kind says it, and is told once.
    private func judge<Term: Equatable>(
        _ key: String, of kind: ProductKind, _ path: String, _ term: (ProductKind.Article) -> Term,
        _ check: inout ScenarioCheck, _ rule: (Term, String, inout ScenarioCheck) -> Void
    ) {
        let terms = kind.articles.map(term), place = "\(path).\(key)"
        guard let first = terms.first else { return }
        if terms.allSatisfy({ $0 == first }) { return rule(first, place, &check) }
        for (i, term) in terms.enumerated() {
            let known = check.problems.count
            rule(term, "\(path).articles[\(i)].\(key)", &check)
            // What an article does not say itself, it has from its kind.
            for new in known..<check.problems.count { check.problems[new].related.append(place) }
        }
    }

    /// Two kinds with a brand and an article in common would sell different products under one name.
    private func validateNamesApart(_ check: inout ScenarioCheck) {
        let kinds = catalogue.kinds
        for (i, plan) in kinds.enumerated() {
            // Of two kinds that are both written in the scenario, the second has the problem.
            let later = kinds[i...].map(\.kind.name)
            let others = catalogue.assortment.filter { !later.contains($0.kind.name) }
            for other in others {
                let brands = plan.kind.brands.contains { other.kind.brands.contains(where: $0.clashes) }
                let articles = plan.kind.articles.contains { article in
                    other.kind.articles.contains { article.name.clashes(with: $0.name) }
                }
                check.require(
                    !brands || !articles, "catalogue.kinds[\(i)].brands",
                    "has a brand and an article in common with the kind \(other.kind.name); "
                        + "their products would be called the same")
            }
        }
    }
}

extension BilingualName {
    /// Whether both are the same in one of the languages.
    fileprivate func clashes(with other: Self) -> Bool { english == other.english || chinese == other.chinese }
}

extension ScenarioCheck {
    /// How long an entitlement lasts, or may wait to be activated.
    fileprivate mutating func term(_ span: TimeSpan, _ path: String) {
        require(span > .zero && span <= .hours(24 * 3_660), path, "must be longer than 0 s; allowed: up to 3660d")
    }
}
