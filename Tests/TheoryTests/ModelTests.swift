import DiscreteEvent
import Primitives
import Testing

@testable import Theory

@Suite struct ModelTests {
    /// The stations of all cases, each for 5,000 events: whoever came is lost, has been served or has given up, is in
    /// service, waits, or will try again.
    @Test func stationsLoseNobody() {
        var checked = 0
        for subject in VerificationCase.all {
            guard case .station(let plan, _) = subject.system else { continue }
            var simulation = Simulation(StationModel(plan, streams: RandomStream(seed: 3, purpose: .testing)))
            simulation.model.begin(&simulation.calendar)
            _ = simulation.run(until: .distantFuture, atMost: 5_000)
            let books = simulation.model.books
            let waiting = simulation.model.station.waiting.value + simulation.model.orbit.value
            let conserves = simulation.model.station.conservesCustomers
            #expect(books.arrivals == books.lost + books.waits + waiting, "\(subject.name)")
            #expect(books.waits == books.services + books.gaveUp && conserves, "\(subject.name)")
            checked += 1
        }
        #expect(checked > 40)
    }

    @Test func closedNetworksKeepTheirPopulation() {
        for subject in VerificationCase.closedNetworks {
            guard case .network(let plan, _) = subject.system else { continue }
            var simulation = Simulation(NetworkModel(plan, streams: RandomStream(seed: 3, purpose: .testing)))
            simulation.model.begin(&simulation.calendar)
            for _ in 0..<50 {
                _ = simulation.run(until: .distantFuture, atMost: 100)
                let present = plan.stations.indices.reduce(0) { sum, index in
                    let busy = simulation.model.stations[index].busy.value
                    return sum + busy + simulation.model.stations[index].waiting.value
                }
                let left = simulation.model.left
                #expect(present == plan.population && left == 0, "\(subject.name)")
            }
        }
    }

    @Test func openNetworksCountWhoLeaves() {
        for subject in VerificationCase.openNetworks {
            guard case .network(let plan, _) = subject.system else { continue }
            var simulation = Simulation(NetworkModel(plan, streams: RandomStream(seed: 3, purpose: .testing)))
            simulation.model.begin(&simulation.calendar)
            _ = simulation.run(until: .distantFuture, atMost: 5_000)
            var arrived = 0, completed = 0, present = 0
            for index in plan.stations.indices {
                let counts = simulation.model.stations[index].figures
                arrived += counts.arrivals
                completed += counts.completed
                present += simulation.model.stations[index].busy.value + simulation.model.stations[index].waiting.value
            }
            // A visit begins at each arrival; those that ended led on, or out.
            let left = simulation.model.left
            #expect(arrived == completed + present && left > 0 && left < completed, "\(subject.name)")
        }
    }

    /// Service times drawn from each law have its first two moments.
    @Test(arguments: [
        ServiceLaw.exponential(mean: 0.7), .constant(0.7), .erlang(stages: 3, mean: 0.7), VerificationCase.uneven,
    ])
    func drawsHaveTheMomentsOfTheirLaw(law: ServiceLaw) {
        var stream = RandomStream(seed: 5, purpose: .testing)
        let n = 40_000
        var sum = 0.0, squares = 0.0
        for _ in 0..<n {
            let x = law.sample(.init(mean: 1), using: &stream)
            sum += x
            squares += x * x
        }
        #expect(agree(sum / Double(n), law.mean, 0.03) && agree(squares / Double(n), law.secondMoment, 0.08))
    }

    @Test func patienceWithTheLastToComeFirstIsRefused() async {
        await #expect(processExitsWith: .failure) {
            var plan = StationPlan(arrivals: .poisson(rate: 1), service: .constant(1))
            plan.order = .lastCome
            plan.patienceRate = 1
            _ = StationModel(plan, streams: RandomStream(seed: 1, purpose: .testing))
        }
    }
}
