import Primitives

/// How demand answers to the price: a law of constant elasticity.
///
/// Demand is proportional to the price to the power of minus the elasticity. The curve of ``Traffic`` is written for
/// one price and takes one elasticity for granted; at another price, or for another elasticity, all of it is offered
/// ``factor(atPermille:)`` times. What is the same for both, as the news of the event, is in the curve's own height.
public struct PriceResponse: Equatable, Sendable {
    /// By so many per cent demand grows when the price falls by one per cent, for small changes.
    public var elasticity: Double = 0
    /// The price that the curve is written for, in permille of the list price.
    public var curvePermille: Int = 1_000
    /// The elasticity that the curve takes for granted; nil for ``elasticity``.
    public var curveElasticity: Double?

    public init() {}

    /// Demand at a price, in multiples of that at the list price: the price ratio to the power of minus the elasticity.
    public func multiple(atPermille price: Int) -> Double {
        PortableMath.pow(Double(price) / 1_000, -elasticity)
    }

    /// How many times the curve is offered at a price; exactly 1 at the price and elasticity it is written for.
    public func factor(atPermille price: Int) -> Double {
        multiple(atPermille: price)
            / PortableMath.pow(Double(curvePermille) / 1_000, -(curveElasticity ?? elasticity))
    }
}

extension Scenario {
    func validatePriceResponse(_ check: inout ScenarioCheck) {
        guard let response = traffic.priceResponse else { return }
        let path = "traffic.price-response"
        check.require((0...10).contains(response.elasticity), "\(path).elasticity", "allowed: 0 to 10")
        check.require(
            (0...10).contains(response.curveElasticity ?? 0), "\(path).curve-elasticity", "allowed: 0 to 10")
        check.permille(response.curvePermille, "\(path).curve-at", least: 1)
    }

    /// How many times the curve is offered at the catalogue's price.
    ///
    /// A trace has the demand that there was, at the price that there was.
    public var demandFactor: Double {
        if traffic.trace != nil { return 1 }
        return traffic.priceResponse?.factor(atPermille: catalogue.pricePermille) ?? 1
    }

    /// The offered rate at an instant, in requests per second: the curve's, as far as the price brings it.
    public func offeredRate(at instant: Instant) -> Double { traffic.rate(at: instant) * demandFactor }

    /// The offered rate's mean over the window from the origin on, or over all of it if it ends before, in multiples
    /// of the ordinary mean; nil without any.
    public var meanMultiple: Double? {
        let from = end > .origin ? max(start, .origin) : start
        let ordinary = traffic.ordinaryRate * (end - from).inSeconds
        return traffic.trace == nil && ordinary > 0 ? plannedRequests(from: from, to: end) / ordinary : nil
    }
}
