import AllocationCounter
import Testing
import Workload

@testable import Simulator

@Suite struct PlatformAllocationTests {
    /// Stores double when they have never been so full, paged ones add a page, and the scaling decision and the
    /// closing of a minute build a few arrays. On the miniature of the night that is one allocation in a hundred
    /// events in debug (3,130 in 314,732 events), one in a thousand in release. An allocation by any event
    /// on the way of a request would be more than the bound of one in fifty.
    @Test func eventsAllocateOnlyToLetStoresGrow() {
        let scenario = SmallShop.shipped("fast/smoke.yaml")
        var run = Run(scenario, seed: scenario.seed, keepOrders: false)
        let before = allocations_of_this_thread()
        while !run.isFinished { run.advance(events: 1 << 20) }
        let allocations = allocations_of_this_thread() - before
        #expect(allocations <= run.dispatched / 50, "\(allocations) allocations during \(run.dispatched) events")
        #expect(allocations > 0, "a world whose stores never grow is not counted at all")
    }

    /// The old platform beside the core has more stores to grow, and builds an array when stock is taken over or
    /// copies are synchronised, a few times a run; an entitlement ledger that learns of old orders late opens its
    /// pages anew: little, and nothing that grows with the events.
    @Test func oldPlatformAllocatesNoMoreThanItsStoresNeed() {
        func count(_ composition: PlatformPlan.Composition) -> (allocations: Int, events: Int) {
            let scenario = MigrationRunTests.scenario { $0.platform.composition = composition }
            var run = Run(scenario, seed: 1, keepOrders: false)
            let before = allocations_of_this_thread()
            while !run.isFinished { run.advance(events: 1 << 20) }
            return (Int(allocations_of_this_thread() - before), Int(run.dispatched))
        }
        let core = count(.core), both = count(.migration)
        let more = both.allocations - core.allocations
        #expect(more < both.events / 40, "\(more) allocations more in \(both.events) events")
    }
}
