import Primitives
import Workload

extension ScenarioFields {
    static var traffic: [Field<Traffic>] {
        [
            Field("ordinary", \.ordinaryRate, .rate),
            Field("curve", \.curve, corner, each: Traffic.Corner(at: .origin, multiple: 0)),
            Field("repeat-every", \.repeatEvery, .duration),
            Field("rush", \.rush, rush, orNone: Traffic.Rush()),
            Field("trace", read: readTrace),
            Field("price-response", \.priceResponse, priceResponse, orNone: PriceResponse()),
        ]
    }

    /// The name of the file; what is in it is read when the scenario around it is known.
    private static func readTrace(
        _ value: SourceValue, _ path: String, _ traffic: inout Traffic, _ reading: inout SectionReading
    ) {
        guard let name = reading.read(value, as: Form<String>.text, at: path) else { return }
        traffic.trace = name == "none" ? nil : TrafficTrace(file: name)
    }

    private static var priceResponse: [Field<PriceResponse>] {
        [
            Field("elasticity", \.elasticity, .number, required: true),
            Field("curve-at", \.curvePermille, .share, required: true),
            Field("curve-elasticity", \.curveElasticity, Form<Double>.number.map { $0 }),
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

    static var scalpers: [Field<ScalperPlan>] {
        [
            Field("name", \.name, .text, required: true),
            Field("share", \.sharePermille, .share, required: true),
            Field("from", \.from, .instant),
            Field("until", \.until, .instant),
            Field("products", \.products, listOf: .count),
            Field("attempts", \.attemptsPerSecond, .rate, required: true),
            Field("units", \.units, .count, required: true),
            Field("quantity", \.quantity, .count),
            Field("gives-up-after", \.patience, .count),
            Field("respects-limits", \.respectsLimits, .yesOrNo, required: true),
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
            Field("opens-with-order", \.opensWithOrder, .share),
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
