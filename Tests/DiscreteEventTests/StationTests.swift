import DiscreteEvent
import Primitives
import Testing

@Suite struct StationTests {
    private func at(_ nanoseconds: Int64) -> Instant { Instant(nanoseconds: nanoseconds) }

    @Test func customersAreServedInTheOrderOfArrival() {
        var station = Station<Int>(servers: 2)
        #expect(station.arrive(1, at: at(0)) == .startsService)
        #expect(station.arrive(2, at: at(1)) == .startsService)
        for customer in 3...100 {
            #expect(station.arrive(customer, at: at(2)) == .queued(.init(number: customer - 3)))
        }
        for customer in 3...100 { #expect(station.complete(at: at(10)) == customer) }
        #expect(station.complete(at: at(11)) == nil && station.busy.value == 1)
        #expect(station.complete(at: at(12)) == nil && station.busy.value == 0)
        #expect(station.waiting.integral(until: at(12)) == 98 * 8)
        #expect(station.busy.integral(until: at(12)) == 11 + 11)
        #expect(abs(station.utilisation(until: at(12)) - 22.0 / 24) < 1e-15)
    }

    @Test func aFullQueueTurnsCustomersAway() {
        var station = Station<Int>(servers: 1, places: 1)
        #expect(station.arrive(1, at: at(0)) == .startsService)
        #expect(station.arrive(2, at: at(0)) == .queued(.init(number: 0)))
        #expect(station.arrive(3, at: at(0)) == .balked)
        #expect(station.renege(.init(number: 0), at: at(1)) == 2)
        #expect(station.arrive(4, at: at(2)) == .queued(.init(number: 1)))
        #expect(station.complete(at: at(3)) == 4)
        #expect(station.figures.balked == 1 && station.figures.reneged == 1 && station.conservesCustomers)
    }

    @Test func whoGaveUpIsNeverServedAndGivesUpOnce() {
        var station = Station<Int>(servers: 1)
        for customer in 0...5 { _ = station.arrive(customer, at: at(0)) }
        #expect(station.renege(.init(number: 0), at: at(1)) == 1)
        #expect(station.renege(.init(number: 2), at: at(1)) == 3)
        #expect(station.renege(.init(number: 2), at: at(2)) == nil)
        #expect(station.complete(at: at(3)) == 2)
        #expect(station.renege(.init(number: 1), at: at(3)) == nil)
        #expect(station.complete(at: at(4)) == 4)
        #expect(station.renege(.init(number: 4), at: at(5)) == 5)
        #expect(station.complete(at: at(6)) == nil)
        #expect(station.figures.completed == 3 && station.figures.reneged == 3 && station.conservesCustomers)
    }

    @Test func aServiceThatNeverStartedCannotEnd() async {
        await #expect(processExitsWith: .failure) {
            var station = Station<Int>(servers: 1)
            _ = station.complete(at: .origin)
        }
    }

    @Test func aTicketNeverGivenOutTraps() async {
        await #expect(processExitsWith: .failure) {
            var station = Station<Int>(servers: 1)
            _ = station.renege(.init(number: 0), at: .origin)
        }
    }
}
