import Primitives
import Testing

@testable import Theory

@Suite struct SingleServerTests {
    private static let laws: [ServiceLaw] = [
        .exponential(mean: 0.7), .constant(0.7), .erlang(stages: 3, mean: 0.7), .erlang(stages: 1, mean: 0.7),
        .hyperexponential(probability: 0.8, mean: 0.35, otherMean: 2.1),
    ]

    @Test func constantServiceWaitsHalfAsLongAsExponential() {
        for rho in [0.2, 0.5, 0.9] {
            let exponential = SingleServerQueue(arrivalRate: rho, service: .exponential(mean: 1))
            let constant = SingleServerQueue(arrivalRate: rho, service: .constant(1))
            #expect(agree(constant.meanWait, rho / (2 * (1 - rho)), 1e-14))
            #expect(agree(constant.meanWait, exponential.meanWait / 2, 1e-14))
        }
    }

    @Test func exponentialServiceIsTheElementaryQueue() {
        let general = SingleServerQueue(arrivalRate: 0.8, service: .exponential(mean: 1))
        let simple = MultiServerQueue(servers: 1, arrivalRate: 0.8, serviceRate: 1)
        #expect(agree(general.meanWait, simple.meanWait, 1e-13))
        #expect(agree(general.meanNumber, simple.meanNumber, 1e-13))
        #expect(agree(general.meanSquareWait, simple.meanSquareWait, 1e-13))
        #expect(agree(general.meanSquareWaitLastComeFirst, simple.meanSquareWaitLastComeFirst, 1e-13))
    }

    /// The chain of (customers waiting, stages left of the service); the mean square of the wait from the
    /// queue by the distributional law E[Q (Q - 1)] = lambda^2 E[W^2].
    @Test(arguments: [2, 4])
    func stagedServiceSolvesItsBalanceEquations(stages: Int) {
        let rate = 0.6, stage = Double(stages)
        let chain = MarkovChain(from: [0, 0]) { state in
            let (waiting, left) = (state[0], state[1])
            if left == 0 { return [([0, stages], rate)] }
            let ends = left > 1 ? [waiting, left - 1] : waiting > 0 ? [waiting - 1, stages] : [0, 0]
            return [(ends, stage), ([waiting + 1, left], waiting < 60 / stages * 2 ? rate : 0)]
        }
        let queue = SingleServerQueue(arrivalRate: rate, service: .erlang(stages: stages, mean: 1))
        #expect(agree(queue.meanQueue, chain.mean { Double($0[0]) }, 1e-5))
        #expect(agree(rate * rate * queue.meanSquareWait, chain.mean { Double($0[0] * ($0[0] - 1)) }, 1e-4))
        #expect(agree(queue.utilisation, chain.probability { $0[1] > 0 }, 1e-7))
    }

    /// The chain of (customers waiting, which exponential is in service).
    @Test func mixedServiceSolvesItsBalanceEquations() {
        let rate = 0.4, rates = [2.0, 1.0 / 3], shares = [0.8, 0.2]
        let chain = MarkovChain(from: [0, -1]) { state in
            let (waiting, kind) = (state[0], state[1])
            if kind < 0 { return [0, 1].map { ([0, $0], rate * shares[$0]) } }
            let more = ([waiting + 1, kind], waiting < 70 ? rate : 0)
            if waiting == 0 { return [more, ([0, -1], rates[kind])] }
            return [more] + [0, 1].map { ([waiting - 1, $0], rates[kind] * shares[$0]) }
        }
        let queue = SingleServerQueue(arrivalRate: rate, service: VerificationCase.uneven)
        #expect(agree(queue.meanQueue, chain.mean { Double($0[0]) }, 1e-5))
        #expect(agree(rate * rate * queue.meanSquareWait, chain.mean { Double($0[0] * ($0[0] - 1)) }, 1e-3))
    }

    /// Moments of a law by integrating its tail, which the integral of the tail gives.
    @Test(arguments: laws)
    func momentsAreThoseOfTheTail(law: ServiceLaw) {
        let step = 1e-3
        var first = 0.0, second = 0.0, third = 0.0
        for k in 0..<60_000 {
            let (low, high) = (Double(k) * step, Double(k + 1) * step)
            let tail = law.tailIntegral(to: high) - law.tailIntegral(to: low)
            let middle = (low + high) / 2
            first += tail
            second += 2 * middle * tail
            third += 3 * middle * middle * tail
        }
        #expect(agree(first, law.mean, 1e-9) && agree(second, law.secondMoment, 1e-3))
        #expect(agree(third, law.thirdMoment, 2e-3))
    }

    /// The transform of the wait from the functional equation of the busy period, differentiated numerically.
    @Test(arguments: laws)
    func lastComeFirstHasTheMomentsOfItsTransform(law: ServiceLaw) {
        let rate = 0.5 / 0.7
        func service(_ s: Double) -> Double {
            switch law {
            case .exponential(let mean): return 1 / (1 + s * mean)
            case .constant(let time): return PortableMath.exp(-s * time)
            case .erlang(let stages, let mean):
                return (0..<stages).reduce(1) { value, _ in value / (1 + s * mean / Double(stages)) }
            case .hyperexponential(let p, let mean, let other): return p / (1 + s * mean) + (1 - p) / (1 + s * other)
            }
        }
        func busyPeriod(_ s: Double) -> Double {
            var value = 1.0
            for _ in 0..<400 { value = service(s + rate * (1 - value)) }
            return value
        }
        /// Takács 1963: nobody waits who finds the server idle; others wait for a busy period that the rest of a
        /// service begins.
        func wait(_ s: Double) -> Double {
            let shifted = rate * (1 - busyPeriod(s))
            return 0.5 + rate * (1 - busyPeriod(s)) / (s + shifted)
        }
        func differences(_ h: Double) -> (first: Double, second: Double) {
            ((wait(-h) - wait(h)) / (2 * h), (wait(h) - 2 + wait(-h)) / (h * h))
        }
        // Richardson's extrapolation cancels the error of order h^2.
        let coarse = differences(2e-3), fine = differences(1e-3)
        let queue = SingleServerQueue(arrivalRate: rate, service: law)
        #expect(agree(fine.first + (fine.first - coarse.first) / 3, queue.meanWait, 1e-5))
        #expect(agree(fine.second + (fine.second - coarse.second) / 3, queue.meanSquareWaitLastComeFirst, 2e-3))
    }

    @Test func aServerThatDoesNotKeepUpIsRefused() async {
        await #expect(processExitsWith: .failure) { _ = SingleServerQueue(arrivalRate: 1, service: .constant(1)) }
        await #expect(processExitsWith: .failure) {
            _ = RetrialQueue(arrivalRate: 1, service: .constant(1), retrialRate: 9)
        }
    }
}
