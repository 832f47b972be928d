import DiscreteEvent
import Primitives
import Workload

/// A world of which one order is watched. Everything happens as it does unwatched, event by event.
struct WatchedWorld: ~Copyable, Model {
    typealias Event = WorldEvent

    var world: World
    var watch: OrderWatch

    mutating func handle(_ event: WorldEvent, at now: Instant, calendar: inout EventCalendar<WorldEvent>) {
        let subject = watch.subject(of: event, in: world)
        let lost = answersLost
        world.handle(event, at: now, calendar: &calendar)
        watch.happened(subject, answersLost: answersLost - lost, in: world, now)
    }

    /// Answers to shoppers that faults have lost so far: at the gateway, and at the services that have the pages.
    private var answersLost: UInt64 {
        var sum: UInt64 = 0
        for service in Service.allCases where service.servesPages {
            sum += world.fleet.pools[service.index].repliesLost
        }
        return sum
    }
}
