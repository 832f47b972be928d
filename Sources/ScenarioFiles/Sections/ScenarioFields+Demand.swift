import Primitives
import Workload

extension ScenarioFields {
    static var traffic: [Field<Traffic>] {
        [
            Field("ordinary", \.ordinaryRate, .rate),
            Field("curve", \.curve, corner, each: Traffic.Corner(at: .origin, multiple: 0)),
            Field("rush", \.rush, rush, orNone: Traffic.Rush()),
        ]
    }

    private static var corner: [Field<Traffic.Corner>] {
        [
            Field("at", \.at, .instant, required: true),
            Field("rate", \.multiple, .multiple, required: true),
        ]
    }

    private static var rush: [Field<Traffic.Rush>] {
        [
            Field("from", \.from, .instant),
            Field("opening", \.opening, .instant),
            Field("base", \.baseMultiple, .multiple),
            Field("refresh-think", \.refreshThink, .duration),
            Field("reaction", \.reaction, .duration),
            Field("orders", \.orderPermille, .share),
        ]
    }

    static var population: [Field<Population>] {
        [
            Field("users", \.users, .count),
            Field("regions", \.regions, region, each: Population.Region(name: "", share: 0, latency: .zero)),
            Field("popularity-exponent", \.popularityExponent, .number),
            Field(
                "patience",
                group: [Field("minimum", \.patienceMinimum, .duration), Field("mean", \.patienceMean, .duration)]),
            Field("reclicks", \.reclicks, .count),
        ]
    }

    private static var region: [Field<Population.Region>] {
        [
            Field("name", \.name, .text, required: true),
            Field("share", \.share, .number, required: true),
            Field("latency", \.latency, .duration, required: true),
        ]
    }

    static var journey: [Field<Journey>] {
        [
            Field("opens-with-product", \.opensWithProduct, .share),
            Field(
                "after-list",
                group: [Field("product", \.listToProduct, .share), Field("list", \.listToList, .share)]),
            Field(
                "after-product",
                group: [
                    Field("order", \.productToOrder, .share),
                    Field("product", \.productToProduct, .share),
                    Field("list", \.productToList, .share),
                ]),
            Field("after-order", group: [Field("pay", \.orderToPay, .share), Field("list", \.orderToList, .share)]),
            Field(
                "think",
                group: [
                    Field("browse", \.browseThink, .duration),
                    Field("pay", \.payThink, .duration),
                    Field("variation", \.thinkVariation, .number),
                ]),
            Field("quantities", \.quantityWeights, listOf: .number),
            Field("basket-sizes", \.basketWeights, listOf: .number),
            Field("bundle-share", \.bundlePermille, .share),
            Field("coupon-use", \.couponPermille, .share),
        ]
    }
}
