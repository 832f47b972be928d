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
        ]
    }

    private static var limit: [Field<CataloguePlan.Limit>] {
        [
            Field("rank", \.rank, .count, required: true),
            Field("stock", \.stock, .count, required: true),
            Field("on-sale", \.onSale, .instant),
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

    static var outside: [Field<OutsidePlan>] {
        [
            Field(
                "payment",
                group: [
                    Field("time", \.paymentTime, .duration),
                    Field("variation", \.paymentVariation, .number),
                    Field("declined", \.declinedPermille, .share),
                ]),
            Field("supplier", group: supplier),
        ]
    }
}
