import Testing

@testable import Theory

@Suite struct MultiServerTests {
    /// Published values: Erlang C and the mean wait with mu = 1; Gross et al., Allen.
    @Test(arguments: [
        (2, 0.8, 0.711111, 1.777778), (5, 0.9, 0.762493, 1.524986), (20, 0.9, 0.550769, 0.275385),
        (50, 0.95, 0.629095, 0.251638),
    ])
    func delaysAreThePublishedOnes(servers: Int, utilisation: Double, delayed: Double, wait: Double) {
        let queue = MultiServerQueue(servers: servers, arrivalRate: utilisation * Double(servers), serviceRate: 1)
        #expect((queue.waitProbability - delayed).magnitude < 5.1e-7)
        #expect((queue.meanWait - wait).magnitude < 5.1e-7)
    }

    @Test func textbookQueuesAreThePublishedOnes() {
        let two = MultiServerQueue(servers: 2, arrivalRate: 9, serviceRate: 5)
        #expect((two.meanQueue - 7.674).magnitude < 5.1e-4 && (two.meanSojourn - 1.053).magnitude < 5.1e-4)
        let four = MultiServerQueue(servers: 4, arrivalRate: 9, serviceRate: 5)
        #expect((four.meanQueue - 0.105).magnitude < 5.1e-4 && (four.meanSojourn - 0.212).magnitude < 5.1e-4)
    }

    @Test(arguments: [1, 2, 3, 7, 20])
    func queuesSolveTheirBalanceEquations(servers: Int) {
        let rate = 0.6 * Double(servers) * 3
        let queue = MultiServerQueue(servers: servers, arrivalRate: rate, serviceRate: 3)
        let chain = MarkovChain.birthDeath(last: 90) { _ in rate } death: { 3 * Double(min($0, servers)) }
        #expect(agree(queue.meanNumber, chain.mean { Double($0) }))
        #expect(agree(queue.meanQueue, chain.mean { Double(max(0, $0 - servers)) }))
        #expect(agree(queue.waitProbability, chain.probability { $0 >= servers }))
    }

    @Test func oneServerIsTheElementaryQueue() {
        for rho in [0.01, 0.5, 0.9, 0.999] {
            let queue = MultiServerQueue(servers: 1, arrivalRate: 2 * rho, serviceRate: 2)
            #expect(agree(queue.meanNumber, rho / (1 - rho), 1e-12))
            #expect(agree(queue.meanSojourn, 1 / (2 - 2 * rho), 1e-12))
            #expect(agree(queue.waitProbability, rho, 1e-12))
        }
    }

    /// By the definition of Erlang C as sums of a^k / k!, taken relative to the last term so that nothing overflows.
    @Test(arguments: 1...420)
    func delayIsThatOfTheDefinitionForAnyNumberOfServers(servers: Int) {
        let c = Double(servers)
        let load = 0.97 * c
        var term = 1.0, sum = 0.0
        for k in stride(from: servers, to: 0, by: -1) {
            term *= Double(k) / load
            sum += term
        }
        let delayed = 1 / 0.03 / (sum + 1 / 0.03)
        let queue = MultiServerQueue(servers: servers, arrivalRate: load, serviceRate: 1)
        #expect(agree(queue.waitProbability, delayed, 1e-11))
        #expect(agree(ErlangLoss(servers: servers, load: load).lossProbability, 1 / (1 + sum), 1e-11))
    }

    @Test func waitsBeyondATimeIntegrateToTheMeanAndTheMeanSquare() {
        let queue = MultiServerQueue(servers: 3, arrivalRate: 2.4, serviceRate: 1)
        let step = 1e-3
        var mean = 0.0, square = 0.0
        for k in 0..<100_000 {
            let time = (Double(k) + 0.5) * step
            let beyond = queue.waitProbability(beyond: time)
            mean += beyond * step
            square += 2 * time * beyond * step
        }
        #expect(agree(mean, queue.meanWait, 1e-6) && agree(square, queue.meanSquareWait, 1e-6))
    }

    @Test func moreServersWithTheSameUtilisationWaitLess() {
        let waits = (1...60).map {
            MultiServerQueue(servers: $0, arrivalRate: 0.9 * Double($0), serviceRate: 1).meanWait
        }
        #expect(zip(waits, waits.dropFirst()).allSatisfy { $0 > $1 })
    }

    @Test func aQueueThatDoesNotKeepUpIsRefused() async {
        await #expect(processExitsWith: .failure) { _ = MultiServerQueue(servers: 3, arrivalRate: 3, serviceRate: 1) }
        await #expect(processExitsWith: .failure) { _ = MultiServerQueue(servers: 0, arrivalRate: 3, serviceRate: 9) }
    }
}
