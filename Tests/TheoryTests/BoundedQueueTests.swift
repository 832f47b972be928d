import Testing

@testable import Theory

@Suite struct BoundedQueueTests {
    @Test func textbookQueuesAreThePublishedOnes() {
        let seven = BoundedQueue(servers: 3, capacity: 7, arrivalRate: 40, serviceRate: 30)
        #expect((seven.states.probabilities[0] - 0.255037).magnitude < 5.1e-7)
        #expect((seven.meanSojourn - 0.036517).magnitude < 5.1e-7)
        let five = BoundedQueue(servers: 2, capacity: 5, arrivalRate: 3, serviceRate: 2)
        #expect((five.states.probabilities[0] - 0.179334).magnitude < 5.1e-7)
        #expect((five.lossProbability - 0.085113).magnitude < 1.1e-6)
        #expect((five.meanNumber - 2.00595).magnitude < 5.1e-6)
        #expect((five.meanWait - 0.230857).magnitude < 1.1e-6)
        #expect(agree(BoundedQueue(servers: 1, capacity: 10, arrivalRate: 2, serviceRate: 2).meanNumber, 5, 1e-14))
    }

    @Test(arguments: [(1, 10, 1.3), (2, 5, 1.5), (3, 7, 4), (5, 40, 4.9), (4, 4, 9)])
    func queuesSolveTheirBalanceEquations(servers: Int, capacity: Int, rate: Double) {
        let queue = BoundedQueue(servers: servers, capacity: capacity, arrivalRate: rate, serviceRate: 1)
        let chain = MarkovChain.birthDeath(last: capacity) { _ in rate } death: { Double(min($0, servers)) }
        #expect(agree(queue.meanNumber, chain.mean { Double($0) }))
        #expect(agree(queue.lossProbability, chain.probability { $0 == capacity }))
        let waiting = chain.probability { $0 >= servers && $0 < capacity }
        #expect((queue.waitProbability - waiting / (1 - queue.lossProbability)).magnitude < 1e-12)
    }

    @Test func withoutPlacesToWaitItIsErlangsLossSystem() {
        for (servers, load) in [(1, 1.0), (10, 8), (100, 100), (420, 430)] {
            let queue = BoundedQueue(servers: servers, capacity: servers, arrivalRate: load, serviceRate: 1)
            let loss = ErlangLoss(servers: servers, load: load)
            #expect(agree(queue.lossProbability, loss.lossProbability, 1e-11))
            #expect(agree(queue.meanNumber, loss.meanBusy, 1e-11))
        }
    }

    @Test func withManyPlacesItIsTheQueueWithRoomForAll() {
        let bounded = BoundedQueue(servers: 4, capacity: 400, arrivalRate: 3, serviceRate: 1)
        let unbounded = MultiServerQueue(servers: 4, arrivalRate: 3, serviceRate: 1)
        #expect(agree(bounded.meanWait, unbounded.meanWait))
        #expect(agree(bounded.waitProbability, unbounded.waitProbability))
    }

    /// Loads that N servers carry with 1 % lost, from the tables in use since Erlang.
    @Test(arguments: [(1, 0.0101), (2, 0.1526), (5, 1.3608), (10, 4.4612), (20, 12.031), (50, 37.901), (100, 84.064)])
    func lossesAreThoseOfTheTables(servers: Int, load: Double) {
        #expect(agree(ErlangLoss(servers: servers, load: load).lossProbability, 0.01, 3e-3))
    }

    @Test func whatIsCarriedAndWhatIsLostAddUpToWhatIsOffered() {
        for servers in [1, 9, 70, 420] {
            let loss = ErlangLoss(servers: servers, load: 60)
            #expect(agree(loss.meanBusy + 60 * loss.lossProbability, 60, 1e-14))
        }
    }
}
