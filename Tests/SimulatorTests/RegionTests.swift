import Primitives
import Testing
import Workload

@testable import Simulator

/// Where shoppers come from, and what each region buys.
@Suite struct RegionTests {
    static let scenario = SmallShop.scenario(seconds: 300, rate: 60) {
        $0.population.regions = [
            .init(name: "a", share: 1, latency: .milliseconds(5)),
            .init(name: "b", share: 3, latency: .milliseconds(9)),
            .init(name: "c", share: 6, latency: .milliseconds(20)), .init(name: "nobody", share: 0, latency: .zero),
        ]
        $0.fleet.initialServers = 10 * Service.count
    }
    static let result = SmallShop.run(scenario)

    @Test func sessionsAreSharedAsPlannedWithinTheBoundsOfChance() {
        let regions = Self.result.regions
        #expect(regions.map(\.name) == ["a", "b", "c", "nobody"])
        #expect(regions.map(\.share) == [0.1, 0.3, 0.6, 0])
        let total = Double(regions.reduce(0) { $0 + $1.sessions })
        #expect(total == Self.result.value("sessions"))
        // Pearson's statistic with two degrees of freedom: above 13.8 once in a thousand times.
        let statistic = regions.prefix(3).reduce(0.0) { sum, region in
            let expected = region.share * total
            return sum + (Double(region.sessions) - expected) * (Double(region.sessions) - expected) / expected
        }
        #expect(statistic < 13.8, "\(statistic) for \(regions.map(\.sessions))")
        #expect(regions[3].sessions == 0 && regions[3].paid == 0)
    }

    @Test func whatRegionsBuyAddsUpToWhatIsSold() {
        #expect(Double(Self.result.regions.reduce(0) { $0 + $1.paid }) == Self.result.value("orders_paid"))
        #expect(Double(Self.result.regions.reduce(0) { $0 + $1.salesFen }) == Self.result.value("sales_fen"))
        #expect(Self.result.regions[2].salesFen > Self.result.regions[0].salesFen)
    }
}
