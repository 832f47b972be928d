import Primitives
import Testing
import Workload

@Suite struct PriceResponseTests {
    static func response(
        _ elasticity: Double, curveAt: Int = 1_000, _ curveElasticity: Double? = nil
    ) -> PriceResponse {
        var response = PriceResponse()
        response.elasticity = elasticity
        response.curvePermille = curveAt
        response.curveElasticity = curveElasticity
        return response
    }

    @Test func demandGoesWithThePriceToThePowerOfMinusTheElasticity() {
        // By hand: 1/2 to the power of -1, -2 and -3; 4/5 squared is 16/25; a quarter to the power of -1/2.
        #expect(Self.response(1).multiple(atPermille: 500) == 2)
        #expect(Self.response(2).multiple(atPermille: 500) == 4)
        #expect(Self.response(3).multiple(atPermille: 500) == 8)
        #expect((Self.response(2).multiple(atPermille: 800) - 1.5625).magnitude < 1e-12)
        #expect(Self.response(0.5).multiple(atPermille: 250) == 2)
        #expect(Self.response(0).multiple(atPermille: 1) == 1)
    }

    @Test func halfPriceBringsSixTimesTheDemandAtThePublishedElasticity() {
        // 2^2.62 = 4 x 2^0.62, and log10 2 = 0.30103, so that it is 10^0.78870 = 6.1475.
        #expect((Self.response(2.62).multiple(atPermille: 500) - 6.1475).magnitude < 1e-4)
    }

    @Test func theCurveIsOfferedAsItIsAtItsOwnPriceAndElasticity() {
        #expect(Self.response(2.62, curveAt: 500).factor(atPermille: 500) == 1)
        #expect(Self.response(2.62, curveAt: 500, 2.62).factor(atPermille: 500) == 1)
        #expect(Self.response(2.62, curveAt: 700, 2.62).factor(atPermille: 700) == 1)
    }

    @Test func anotherPriceOrElasticityOffersAnotherMultipleOfTheCurve() {
        // (0.7 / 0.5)^-2 = 25/49.
        #expect((Self.response(2, curveAt: 500).factor(atPermille: 700) - 25.0 / 49).magnitude < 1e-12)
        // At half price an elasticity of 3 in place of 2 doubles what the curve takes for granted.
        #expect(Self.response(3, curveAt: 500, 2).factor(atPermille: 500) == 2)
        #expect(Self.response(3, curveAt: 1_000, 2).factor(atPermille: 1_000) == 1)
    }

    @Test func thePriceMovesPlannedRequestsAndThoseWhoWaitForTheOpening() {
        var scenario = TrafficPlanTests.night()
        scenario.traffic.priceResponse = Self.response(2, curveAt: 500)
        scenario.catalogue.pricePermille = 500
        let half = TrafficPlan(scenario)
        scenario.catalogue.pricePermille = 1_000
        let full = TrafficPlan(scenario)
        #expect((full.plannedRequests * 4 - half.plannedRequests).magnitude < 1e-6 * half.plannedRequests)
        #expect((full.derivedRequests * 4 - half.derivedRequests).magnitude < 1e-6 * half.derivedRequests)
        let waitAtFull = full.rushRate.reduce(0, +), waitAtHalf = half.rushRate.reduce(0, +)
        #expect((waitAtFull * 4 - waitAtHalf).magnitude < 1e-3)
        #expect(scenario.offeredRate(at: .origin + .minutes(1)) * 4 == 90 * scenario.traffic.ordinaryRate)
    }

    @Test func withoutAResponseThePriceMovesNothing() {
        var scenario = TrafficPlanTests.night()
        scenario.catalogue.pricePermille = 300
        #expect(scenario.demandFactor == 1)
    }

    @Test func theAssumptionsSayWhatIsThePricesDoing() {
        var scenario = TrafficPlanTests.night()
        scenario.traffic.curve = [.init(at: .origin, multiple: 12)]
        scenario.traffic.rush = nil
        scenario.traffic.priceResponse = Self.response(2, curveAt: 500)
        scenario.catalogue.pricePermille = 500
        let note = scenario.assumptions.first { $0.name == "price elasticity" }
        #expect(
            note?.text
                == "2: demand goes with the price to the power of -2, 4 x at 50 % of the list price; "
                + "12 x is offered from the opening on, so that 3 x is not the price's doing")
    }

    @Test func whatCannotBeAnElasticityIsRefused() {
        var scenario = TrafficPlanTests.night()
        scenario.traffic.priceResponse = Self.response(11, curveAt: 0, .nan)
        let paths = scenario.validate().map(\.path)
        for key in ["elasticity", "curve-elasticity", "curve-at"] {
            #expect(paths.contains("traffic.price-response.\(key)"), "\(key)")
        }
    }
}
