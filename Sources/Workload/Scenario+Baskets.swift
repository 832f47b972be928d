import Platform
import Primitives

// Orders of several lines, and what goes wrong with the provider's answers about them.
extension Scenario {
    func validateBaskets(_ check: inout ScenarioCheck) {
        let weights = journey.basketWeights, most = Purchase.mostLines
        check.require(
            (1...most).contains(weights.count) && weights.allSatisfy { $0 >= 0 && $0.isFinite }
                && weights.contains { $0 > 0 },
            "journey.basket-sizes",
            "must be 1 to \(most) weights, for 1, 2, 3 ... lines, none negative and not all zero")
        check.permille(journey.bundlePermille, "journey.bundle-share")
        check.require(
            journey.bundlePermille == 0 || !catalogue.bundles.isEmpty, "journey.bundle-share",
            related: ["catalogue.bundles"], "there are no bundles to order; add some to catalogue.bundles")
        check.names(catalogue.bundles.map(\.name), "catalogue.bundles")
        check.range(catalogue.bundles.count, 0...255, "catalogue.bundles")
        for (i, bundle) in catalogue.bundles.enumerated() {
            let path = "catalogue.bundles[\(i)]"
            check.require(
                (2...most).contains(bundle.products.count), "\(path).products",
                "a bundle of \(bundle.products.count); allowed: 2 to \(most) products")
            check.require(
                Set(bundle.products).count == bundle.products.count, "\(path).products",
                "a product is in the bundle twice")
            for rank in bundle.products where rank < 1 || rank > catalogue.products {
                check.require(
                    false, "\(path).products", related: ["catalogue.products"],
                    "there is no rank \(rank); allowed: 1 to \(catalogue.products), the number of products")
            }
            check.permille(bundle.pricePermille, "\(path).price", least: 1)
        }
    }

    func validateOutsideTroubles(_ check: inout ScenarioCheck) {
        let plan = outside.callbacks
        check.permille(plan.latePermille, "outside.payment.late.share")
        check.notNegative(plan.lateBy, "outside.payment.late.by")
        check.permille(plan.doublePermille, "outside.payment.duplicates")
        check.permille(plan.lostPermille, "outside.payment.lost")
        check.require(
            plan.latePermille == 0 || plan.lateBy > .zero, "outside.payment.late.by",
            related: ["outside.payment.late.share"], "must be above 0s, or nothing is late")
        for (i, outage) in outside.supplierOutages.enumerated() {
            check.require(
                outage.from < outage.until, "outside.supplier.outages[\(i)].until",
                related: ["outside.supplier.outages[\(i)].from"], "must be after 'from'")
        }
        check.range(outside.supplierOutages.count, 0...255, "outside.supplier.outages")
        check.require(
            plan.lostPermille < 1_000, "outside.payment.lost", "must be below 100 %, or no charge is ever known")
    }

    /// What is worth reading of them beside the results; nothing where every order has one line.
    var basketNotes: [Note] {
        var lines: [Note] = []
        let weights = journey.basketWeights, sum = weights.reduce(0, +)
        if weights.count > 1 {
            let shares = weights.enumerated().map { "\($0 + 1): \(Note.percent(Int(($1 / sum * 1_000).rounded())))" }
            lines.append(Note(name: "lines of a basket", text: shares.joined(separator: ", ")))
        }
        for bundle in catalogue.bundles {
            lines.append(
                Note(
                    name: "bundle \(bundle.name)",
                    text: "ranks \(bundle.products.map(String.init).joined(separator: ", ")) for "
                        + "\(Note.percent(bundle.pricePermille)) of their prices; "
                        + "\(Note.percent(journey.bundlePermille)) of orders from their pages"))
        }
        let plan = outside.callbacks
        if plan != CallbackPlan() {
            lines.append(
                Note(
                    name: "payment callbacks",
                    text: "\(Note.percent(plan.latePermille)) late by \(Note.span(plan.lateBy)), "
                        + "\(Note.percent(plan.doublePermille)) twice, \(Note.percent(plan.lostPermille)) lost"))
        }
        for outage in outside.supplierOutages {
            lines.append(
                Note(
                    name: "code supplier's outage",
                    text: "\(Note.span(outage.from.sinceOrigin)) to \(Note.span(outage.until.sinceOrigin))"))
        }
        return lines
    }
}
