import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// Why a pool broke, from how things stood.
@Suite struct SaturationCauseTests {
    /// Ten servers of two slots, with so many slots' work coming.
    private func circumstances(load: Double, _ change: (inout SaturationCircumstances) -> Void = { _ in })
        -> SaturationCircumstances
    {
        var found = SaturationCircumstances()
        found.slotsPerServer = 2
        found.serving = 10
        found.capacity = 20
        found.load = load
        change(&found)
        return found
    }

    @Test func moreWorkThanAllServersCanDoIsTooFew() {
        #expect(circumstances(load: 30).cause == .tooFewServers)
        #expect(
            circumstances(load: 30) {
                $0.booting = 2
                $0.down = 1
            }.cause == .tooFewServers)
    }

    @Test func whatWouldHaveBeenEnoughNamesTheCause() {
        #expect(circumstances(load: 22) { $0.down = 1 }.cause == .serversDown)
        #expect(circumstances(load: 22) { $0.booting = 1 }.cause == .booting)
        #expect(circumstances(load: 22) { $0.repeatedShare = 0.2 }.cause == .repeatedClicks)
        #expect(
            circumstances(load: 15) {
                $0.slowdown = 2
                $0.capacity = 10
            }.cause == .slowService)
        #expect(
            circumstances(load: 19) {
                $0.warmingUp = 4
                $0.lostToWarmUp = 4
                $0.capacity = 16
            }.cause == .warmingUp)
        #expect(
            circumstances(load: 19) {
                $0.gray = 2
                $0.lostToGray = 3.6
                $0.capacity = 16.4
            }.cause == .grayServers)
    }

    @Test func severalThatOnlyTogetherWouldDoAreNamedTogether() {
        let found = circumstances(load: 23) {
            $0.down = 1
            $0.booting = 1
        }
        #expect(found.cause == .severalAtOnce)
    }

    @Test func roomOnTheWholeIsUneven() { #expect(circumstances(load: 12).cause == .uneven) }

    @Test func runNamesItsOwnFault() {
        let result = SmallShop.run(
            SmallShop.scenario(rate: 60) {
                $0.catalogue.mix = [100, 0, 0, 0]
                $0.faults = [SmallShop.fault(.slow(permille: 40_000), .gameCard, from: 20, until: 50)]
            })
        let how = result.saturated.first { $0.name == "game-card" }?.saturation?.circumstances
        #expect(how?.cause == .slowService)
        #expect(how.map { ($0.slowdown - 40).magnitude < 1e-9 } == true)
        #expect(how.map { $0.load < 4 && $0.jobsPerSecond > 10 } == true)
    }

    @Test func runNamesTooFewServers() {
        let result = SmallShop.run(
            SmallShop.scenario(rate: 60) {
                $0.catalogue.mix = [100, 0, 0, 0]
                $0[.gameCard].pageWork = .milliseconds(200)
            })
        #expect(result.saturated.first?.saturation?.circumstances.cause == .tooFewServers)
    }
}
