import Platform
import Primitives
import Statistics
import Workload

/// What shoppers choose from, ready to be drawn: products, regions, users, think times, next pages.
struct Choices: ~Copyable {
    let products: AliasTable
    let regions: AliasTable
    let quantities: AliasTable
    let basketSizes: AliasTable
    /// By product, the bundle that its page offers, counted from 1; 0 for none.
    let offeredBundles: Table<UInt8>
    let bundles: Table<BundleTerms>
    /// Whether any order may have more than one line.
    let hasBaskets: Bool
    let unitThink: QuantileTable
    let unitExponential: QuantileTable
    let users: UInt64
    let latencies: [Double]
    let browseThink: Double
    let payThink: Double
    let refreshThink: Double
    let journey: Journey

    init(_ scenario: Scenario) {
        journey = scenario.journey
        products = AliasTable(
            weights: ZipfDistribution.weights(
                count: scenario.catalogue.products, exponent: scenario.population.popularityExponent))
        regions = AliasTable(weights: scenario.population.regions.map(\.share))
        quantities = AliasTable(weights: scenario.journey.quantityWeights)
        basketSizes = AliasTable(weights: scenario.journey.basketWeights)
        var offered = Table<UInt8>(repeating: 0, count: scenario.catalogue.products)
        var bundles = Table<BundleTerms>()
        for bundle in scenario.catalogue.bundles {
            bundles.append(BundleTerms(bundle))
            for rank in bundle.products where offered[rank - 1] == 0 { offered[rank - 1] = UInt8(bundles.count) }
        }
        offeredBundles = offered
        self.bundles = bundles
        hasBaskets = scenario.journey.basketWeights.count > 1 || !scenario.catalogue.bundles.isEmpty
        unitThink =
            journey.thinkVariation == 0
            ? .constant(1) : .logNormal(mean: 1, coefficientOfVariation: journey.thinkVariation)
        unitExponential = .exponential(mean: 1)
        users = UInt64(scenario.population.users)
        latencies = scenario.population.regions.map(\.latency.inSeconds)
        browseThink = journey.browseThink.inSeconds
        payThink = journey.payThink.inSeconds
        refreshThink = (scenario.traffic.rush?.refreshThink ?? journey.browseThink).inSeconds
    }

    /// One leg between a shopper and the gateway: the region's latency times 1 to 1.5.
    @inline(__always)
    func leg(_ region: UInt8, _ bits: UInt64) -> TimeSpan {
        let share = 1 + 0.5 * Double(bits & 0xFFFF) * 0x1p-16
        return TimeSpan(nanoseconds: Int64(latencies[Int(region)] * share * 1e9))
    }

    /// A think time with this mean in seconds.
    @inline(__always)
    func think(_ mean: Double, _ bits: UInt32) -> TimeSpan {
        TimeSpan(nanoseconds: Int64(Double(unitThink.sample(bits)) * mean))
    }

    /// An exponential time with this mean.
    @inline(__always)
    func exponential(_ mean: TimeSpan, _ bits: UInt32) -> TimeSpan {
        TimeSpan(nanoseconds: Int64(Double(unitExponential.sample(bits)) * mean.inSeconds))
    }
}

/// What is in a bundle, and for how much.
struct BundleTerms: BitwiseCopyable {
    let count: Int
    let pricePermille: Int64
    private var products = InlineArray<8, UInt16>(repeating: 0)

    init(_ plan: CataloguePlan.Bundle) {
        count = plan.products.count
        pricePermille = Int64(plan.pricePermille)
        for (place, rank) in plan.products.enumerated() { products[place] = UInt16(rank - 1) }
    }

    /// The number of the product at a place.
    subscript(place: Int) -> UInt16 { products[place] }
}

extension Shopper {
    /// Which chance is derived for a click. Raw values are part of the result.
    enum Chance: UInt64 {
        case legOut = 1, legBack, gateway, service, patience, throttle, fault, queuePatience, gatewayFault, order
        case clientThrottle = 11
    }

    /// 64 random bits for this click; other bits after a re-click, since that is another request.
    @inline(__always)
    func chance(_ chance: Chance) -> UInt64 {
        stream.substream(chance.rawValue << 8 | UInt64(reclicks)).state
    }
}
