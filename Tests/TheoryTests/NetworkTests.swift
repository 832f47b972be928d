import Testing

@testable import Theory

@Suite struct NetworkTests {
    @Test func oneStationIsAQueueOfItsOwn() {
        let plan = NetworkPlan(stations: [.init(servers: 3, meanService: 0.5)], routing: [[0]], arrivalRates: [4.5])
        let queue = MultiServerQueue(servers: 3, arrivalRate: 4.5, serviceRate: 2)
        let network = OpenNetwork(plan)
        #expect(agree(network.meanNumber, queue.meanNumber, 1e-14))
        #expect(agree(network.meanSojourn, queue.meanSojourn, 1e-14))
    }

    @Test func flowsAreConserved() {
        let routing = [[0, 0.6, 0.2], [0.3, 0, 0.5], [0.1, 0.1, 0]]
        let plan = NetworkPlan(
            stations: Array(repeating: .init(servers: 9, meanService: 1), count: 3),
            routing: routing, arrivalRates: [1, 0.2, 0.3])
        let flows = OpenNetwork(plan).throughputs
        for j in 0..<3 {
            let inner = (0..<3).reduce(0) { $0 + flows[$1] * routing[$1][j] }
            #expect(agree(flows[j], plan.arrivalRates[j] + inner, 1e-13))
        }
        let leaving = (0..<3).reduce(0) { $0 + flows[$1] * (1 - routing[$1].reduce(0, +)) }
        #expect(agree(leaving, 1.5, 1e-13))
    }

    /// Two stations with feedback, cut off where it is almost never reached.
    @Test func openNetworksSolveTheirBalanceEquations() {
        let routing = [[0.1, 0.5], [0.3, 0]]
        let plan = NetworkPlan(
            stations: [.init(servers: 2, meanService: 1), .init(meanService: 0.5)], routing: routing,
            arrivalRates: [0.4, 0.1])
        let chain = MarkovChain(from: [0, 0]) { n in
            var next: [(to: [Int], rate: Double)] = []
            for i in 0..<2 {
                next.append((n.adding(1, at: i), n[i] < 14 ? plan.arrivalRates[i] : 0))
                let rate = Double(min(n[i], plan.stations[i].servers)) / plan.stations[i].meanService
                guard n[i] > 0 else { continue }
                next.append((n.adding(-1, at: i), rate * (1 - routing[i].reduce(0, +))))
                for j in 0..<2 where j != i && n[j] < 14 {
                    next.append((n.adding(-1, at: i).adding(1, at: j), rate * routing[i][j]))
                }
            }
            return next
        }
        let network = OpenNetwork(plan)
        for station in 0..<2 {
            #expect(agree(network.meanNumber(at: station), chain.mean { Double($0[station]) }, 1e-4))
        }
    }

    /// Three stations of all kinds, all states of four customers.
    @Test func closedNetworksSolveTheirBalanceEquations() {
        let routing = [[0, 0.7, 0.3], [0.4, 0, 0.6], [1, 0, 0]]
        let stations: [NetworkPlan.Node] = [
            .init(meanService: 0.5), .init(servers: 2, meanService: 1.5), .init(servers: .max, meanService: 2),
        ]
        let plan = NetworkPlan(stations: stations, routing: routing, population: 4)
        func rate(_ n: [Int], _ i: Int) -> Double { Double(min(n[i], stations[i].servers)) / stations[i].meanService }
        let chain = MarkovChain(from: [4, 0, 0]) { n in
            (0..<3).filter { n[$0] > 0 }.flatMap { i in
                (0..<3).map { j in (n.adding(-1, at: i).adding(1, at: j), rate(n, i) * routing[i][j]) }
            }
        }
        #expect(chain.states.count == 15)
        let network = ClosedNetwork(plan)
        for station in 0..<3 {
            #expect(agree(network.meanNumber(at: station), chain.mean { Double($0[station]) }, 1e-12))
            #expect(agree(network.throughput(of: station), chain.mean { rate($0, station) }, 1e-12))
            for (n, p) in network.probabilities(at: station).enumerated() {
                #expect(agree(p, chain.probability { $0[station] == n }, 1e-11))
            }
        }
    }

    /// Mean value analysis: Reiser and Lavenberg, Journal of the ACM 27, 1980.
    @Test func closedNetworksAgreeWithMeanValueAnalysis() {
        let stations: [NetworkPlan.Node] = [
            .init(servers: .max, meanService: 20), .init(meanService: 0.3), .init(meanService: 0.4),
            .init(meanService: 0.1),
        ]
        let routing = [[0, 1, 0, 0], [0.3, 0, 0.5, 0.2], [1, 0, 0, 0], [0.5, 0, 0.5, 0]]
        let network = ClosedNetwork(NetworkPlan(stations: stations, routing: routing, population: 60))
        var numbers = [0.0, 0, 0, 0], rate = 0.0
        for population in 1...60 {
            let times = stations.indices.map {
                stations[$0].meanService * (stations[$0].servers == .max ? 1 : 1 + numbers[$0])
            }
            rate = Double(population) / times.indices.reduce(0) { $0 + network.visits[$1] * times[$1] }
            numbers = times.indices.map { rate * network.visits[$0] * times[$0] }
        }
        #expect(agree(network.cycleRate, rate, 1e-11))
        for station in 0..<4 { #expect(agree(network.meanNumber(at: station), numbers[station], 1e-10)) }
    }

    @Test func everyCustomerIsSomewhere() {
        for subject in VerificationCase.closedNetworks {
            guard case .network(let plan, _) = subject.system else { continue }
            let network = ClosedNetwork(plan)
            let sum = plan.stations.indices.reduce(0) { $0 + network.meanNumber(at: $1) }
            #expect(agree(sum, Double(plan.population), 1e-12), "\(subject.name)")
        }
    }

    @Test func aRepairerOfMachinesIsAQueueWithAFiniteSource() {
        let plan = NetworkPlan(
            stations: [.init(servers: .max, meanService: 10), .init(meanService: 1)], routing: [[0, 1], [1, 0]],
            population: 8)
        let chain = BirthDeathChain(last: 8) { Double(8 - $0) / 10 } death: { _ in 1 }
        #expect(agree(ClosedNetwork(plan).meanNumber(at: 1), chain.mean, 1e-13))
    }

    @Test func networksWithoutASteadyStateAreRefused() async {
        await #expect(processExitsWith: .failure) {
            _ = OpenNetwork(NetworkPlan(stations: [.init(meanService: 1)], routing: [[0.5]], arrivalRates: [0.6]))
        }
        await #expect(processExitsWith: .failure) {
            _ = OpenNetwork(NetworkPlan(stations: [.init(meanService: 1)], routing: [[1]], arrivalRates: [0.6]))
        }
        await #expect(processExitsWith: .failure) {
            _ = NetworkPlan(stations: [.init(meanService: 1)], routing: [[0.9]], population: 3)
        }
    }
}

extension [Int] {
    /// The same numbers, one of them changed by a difference.
    func adding(_ difference: Int, at index: Int) -> [Int] {
        var copy = self
        copy[index] += difference
        return copy
    }
}
