import Primitives
import Workload

extension ScenarioFields {
    static var catalogue: [Field<CataloguePlan>] {
        [
            Field("products", \.products, .count),
            Field("mix", \.mix, listOf: .count),
            Field("kinds", read: readKinds),
            Field("price", \.pricePermille, .share),
            Field("stock", \.stock, .count),
            Field("limited", \.limited, limit, each: CataloguePlan.Limit(rank: 0, stock: 0)),
            Field("refills", \.refills, supply, each: SupplyPlan(rank: 0, at: .origin, units: 0)),
            Field("withdrawals", \.withdrawals, supply, each: SupplyPlan(rank: 0, at: .origin, units: 0)),
            Field(
                "bundles", \.bundles, bundle,
                each: CataloguePlan.Bundle(name: "", products: [], pricePermille: 1_000)),
        ]
    }

    private static var bundle: [Field<CataloguePlan.Bundle>] {
        [
            Field("name", \.name, .text, required: true),
            Field("products", \.products, listOf: .count),
            Field("price", \.pricePermille, .share, required: true),
        ]
    }

    private static var limit: [Field<CataloguePlan.Limit>] {
        [
            Field("rank", \.rank, .count, required: true),
            Field("stock", \.stock, .count, required: true),
            Field("on-sale", \.onSale, .instant),
            Field("per-user", \.perUser, .count),
        ]
    }

    static var coupon: [Field<CouponPlan>] {
        [
            Field("name", \.name, .text, required: true),
            Field("count", \.count, .count, required: true),
            Field("discount", \.discount, .money, required: true),
            Field("minimum-price", \.minimumPrice, .money, required: true),
        ]
    }

    static var blankCoupon: CouponPlan { CouponPlan(name: "", count: 0, discount: .zero, minimumPrice: .zero) }

    static var outage: [Field<SupplierOutage>] {
        [
            Field("from", \.from, .instant, required: true),
            Field("until", \.until, .instant, required: true),
        ]
    }

    static var outside: [Field<OutsidePlan>] {
        [
            Field(
                "payment",
                group: [
                    Field("time", \.paymentTime, .duration),
                    Field("variation", \.paymentVariation, .number),
                    Field("declined", \.declinedPermille, .share),
                    Field(
                        "late",
                        group: [
                            Field("share", \.callbacks.latePermille, .share, required: true),
                            Field("by", \.callbacks.lateBy, .duration, required: true),
                        ]),
                    Field("duplicates", \.callbacks.doublePermille, .share),
                    Field("lost", \.callbacks.lostPermille, .share),
                ]),
            Field("supplier", group: supplier),
        ]
    }
}
