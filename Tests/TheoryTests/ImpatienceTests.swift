import Testing

@testable import Theory

@Suite struct ImpatienceTests {
    @Test(arguments: [(1, 3.0, 0.25), (4, 5, 0.5), (20, 18, 1), (10, 30, 4)])
    func impatientQueuesSolveTheirBalanceEquations(servers: Int, rate: Double, patience: Double) {
        let queue = ImpatientQueue(servers: servers, arrivalRate: rate, serviceRate: 1, patienceRate: patience)
        let chain = MarkovChain.birthDeath(last: 110) { _ in rate } death: {
            Double(min($0, servers)) + patience * Double(max(0, $0 - servers))
        }
        #expect(agree(queue.meanQueue, chain.mean { Double(max(0, $0 - servers)) }))
        #expect(agree(queue.waitProbability, chain.probability { $0 >= servers }))
        // Who is not served has given up.
        let served = chain.mean { Double(min($0, servers)) }
        #expect(agree(queue.abandonmentProbability, 1 - served / rate) && agree(queue.meanBusy, served))
    }

    @Test func patienceAsLongAsServiceGivesAPoissonNumber() {
        let queue = ImpatientQueue(servers: 5, arrivalRate: 6, serviceRate: 1, patienceRate: 1)
        let poisson = UnlimitedServers(load: 6)
        #expect(agree(queue.waitProbability, 1 - (0..<5).reduce(0) { $0 + poisson.probability(of: $1) }))
        #expect(agree(queue.states.mean, 6))
    }

    @Test func infinitePatienceIsTheQueueThatAllWaitIn() {
        let queue = ImpatientQueue(servers: 3, arrivalRate: 2.4, serviceRate: 1, patienceRate: 1e-12)
        #expect(agree(queue.meanWait, MultiServerQueue(servers: 3, arrivalRate: 2.4, serviceRate: 1).meanWait, 1e-9))
    }

    @Test func noPatienceIsErlangsLossSystem() {
        let queue = ImpatientQueue(servers: 7, arrivalRate: 9, serviceRate: 1, patienceRate: 1e12)
        #expect(agree(queue.abandonmentProbability, ErlangLoss(servers: 7, load: 9).lossProbability, 1e-9))
    }

    @Test func aLargeOverloadedGroupStaysInRange() {
        let queue = ImpatientQueue(servers: 420, arrivalRate: 2_000, serviceRate: 1, patienceRate: 0.5)
        #expect(agree(queue.abandonmentProbability, 1_580.0 / 2_000, 1e-9))
        #expect(agree(queue.meanQueue, 3_160, 1e-9) && agree(queue.waitProbability, 1, 1e-9))
    }

    /// The chain of (server busy, customers outside).
    @Test(arguments: [(0.5, 0.5), (0.4, 2.0)])
    func retrialsSolveTheirBalanceEquations(rate: Double, retrial: Double) {
        let chain = MarkovChain(from: [0, 0]) { state in
            let (busy, outside) = (state[0], state[1])
            if busy == 0 { return [([1, outside], rate), ([1, outside - 1], retrial * Double(outside))] }
            return [([0, outside], 1), ([1, outside + 1], outside < 75 ? rate : 0)]
        }
        let queue = RetrialQueue(arrivalRate: rate, service: .exponential(mean: 1), retrialRate: retrial)
        #expect(agree(queue.meanOrbit, chain.mean { Double($0[1]) }))
        #expect(agree(queue.utilisation, chain.probability { $0[0] == 1 }))
        // Falin and Templeton's formula for exponential service.
        #expect(agree(queue.meanOrbit, rate * (rate + rate * retrial) / ((1 - rate) * retrial), 1e-12))
    }

    @Test func atOnceTriedAgainIsAsGoodAsWaitingInLine() {
        let queue = RetrialQueue(arrivalRate: 0.6, service: .constant(1), retrialRate: 1e12)
        #expect(agree(queue.meanWait, SingleServerQueue(arrivalRate: 0.6, service: .constant(1)).meanWait, 1e-9))
    }

    @Test func discouragedArrivalsGiveAPoissonNumber() {
        let queue = BalkingQueue(arrivalRate: 3, serviceRate: 2, balking: .discouraged)
        let poisson = UnlimitedServers(load: 1.5)
        for n in 0..<20 { #expect(agree(queue.states.probabilities[n], poisson.probability(of: n), 1e-13)) }
        #expect(agree(3 * (1 - queue.lossProbability), 2 * (1 - poisson.probability(of: 0)), 1e-12))
    }

    @Test func balkingQueuesSolveTheirBalanceEquations() {
        for balking in [Balking.whenBusy(joining: 0.5), .discouraged, .never] {
            let rate = balking == .never ? 0.7 : 1.4
            let queue = BalkingQueue(arrivalRate: rate, serviceRate: 1, balking: balking)
            let chain = MarkovChain.birthDeath(last: 99) { rate * balking.joining(present: $0) } death: { _ in 1 }
            #expect(agree(queue.meanNumber, chain.mean { Double($0) }))
            let served = chain.probability { $0 > 0 }
            #expect((queue.lossProbability - (1 - served / rate)).magnitude < 1e-9)
        }
    }

    @Test func chainsWithoutASteadyStateAreRefused() async {
        await #expect(processExitsWith: .failure) { _ = BalkingQueue(arrivalRate: 2, serviceRate: 1, balking: .never) }
    }
}
