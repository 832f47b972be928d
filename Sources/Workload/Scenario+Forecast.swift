import Platform
import Primitives
import Statistics

extension Scenario {
    /// How much work one page request brings to each service's pages, in seconds, as load tests of the journey
    /// would find it: pages by the expected visits of the Markov chain, products by their popularity.
    ///
    /// Messages behind the pages are left out: pools that only they load are sized for the rush, and follow by
    /// their weights. O(products).
    public var pageWorkPerRequest: [Double] {
        var work = [Double](repeating: 0, count: Service.count)
        guard let expected = journey.expectation, expected.pages > 0 else { return work }
        let products = Catalogue(CatalogueTerms(self), seed: seed)
        let weights = ZipfDistribution.weights(
            count: catalogue.products, exponent: population.popularityExponent)
        let total = weights.reduce(0, +)
        let onProducts = 1 - expected.lists / expected.pages
        work[Service.gateway.index] = self[.gateway].pageWork.inSeconds
        work[Service.catalogue.index] = self[.catalogue].pageWork.inSeconds * (1 - onProducts)
        for (service, weight) in zip(catalogue.pages(of: products), weights) {
            work[service.index] += self[service].pageWork.inSeconds * onProducts * weight / total
        }
        return work
    }

    /// How many servers, of a fleet divided by the services' weights, one request per second takes: so many that
    /// the busiest pool is at the target.
    public func serversPerRequest(targetPermille: Int) -> Double {
        let weights = services.reduce(0) { $0 + $1.fleetWeight }
        let work = pageWorkPerRequest
        let capacity = Double(fleet.slotsPerServer) * Double(targetPermille) / 1_000
        return Service.allCases.reduce(0) { most, service in
            let share = Double(self[service].fleetWeight) / Double(weights)
            return max(most, work[service.index] / (share * capacity))
        }
    }

    /// The fleet that the forecast asks for, hour by hour from the window's first to two days after its last, so
    /// that there is always an hour to come; nil without a forecast or a policy that heeds it.
    public func fleetForecast(seed: UInt64) -> FleetForecast? {
        guard let history = forecast, case .forecast(let lead) = fleet.policy.ahead else { return nil }
        let hour = TimeSpan.hours(1).nanoseconds
        let first = (start.nanoseconds - (start.nanoseconds % hour + hour) % hour) / hour
        let last = end.nanoseconds / hour + 48
        return FleetForecast(
            start: Instant(nanoseconds: first * hour),
            requestsPerSecond: (first...last).map { history.rate(hour: Int($0), seed: seed) },
            serversPerRequest: serversPerRequest(targetPermille: fleet.policy.targetPermille), lead: lead)
    }
}
