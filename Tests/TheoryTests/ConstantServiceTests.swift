import Primitives
import Testing

@testable import Theory

@Suite struct ConstantServiceTests {
    /// The number present at multiples of the service time is a chain: all in service then have left by the next, and
    /// those who came meanwhile are there. Solved by repetition, from its definition.
    private func embedded(servers: Int, load: Double) -> [Double] {
        let size = 90
        var arrivals = [PortableMath.exp(-load)]
        for k in 1..<size { arrivals.append(arrivals[k - 1] * load / Double(k)) }
        var law = [1.0] + [Double](repeating: 0, count: size - 1)
        for _ in 0..<300 {
            var left = [Double](repeating: 0, count: size)
            for (n, p) in law.enumerated() { left[max(0, n - servers)] += p }
            let reach = left.lastIndex { $0 > 1e-18 } ?? 0
            law = (0..<size).map { n in
                (0...min(n, reach)).reduce(0) { $0 + left[$1] * arrivals[n - $1] }
            }
        }
        return law
    }

    @Test(arguments: [(1, 0.5), (2, 1.2), (5, 3.5), (12, 9.0)])
    func queuesSolveTheirEmbeddedChain(servers: Int, load: Double) {
        let law = embedded(servers: servers, load: load)
        let queue = ConstantServiceQueue(servers: servers, arrivalRate: load / 2, serviceTime: 2)
        let waiting = law.indices.reduce(0) { $0 + Double(max(0, $1 - servers)) * law[$1] }
        #expect(agree(queue.meanQueue, waiting, 1e-8))
        #expect(agree(queue.waitProbability, law[servers...].reduce(0, +), 1e-8))
    }

    @Test func oneServerIsPollaczekAndKhinchines() {
        for rho in [0.1, 0.5, 0.9, 0.95] {
            let queue = ConstantServiceQueue(servers: 1, arrivalRate: rho / 3, serviceTime: 3)
            #expect(agree(queue.meanWait, 3 * rho / (2 * (1 - rho)), 1e-10))
            #expect(agree(queue.waitProbability, rho, 1e-10))
        }
    }

    @Test(arguments: [2, 5, 20, 100])
    func constantServiceWaitsLessThanExponentialButMoreThanHalfAsLong(servers: Int) {
        let rate = 0.9 * Double(servers)
        let constant = ConstantServiceQueue(servers: servers, arrivalRate: rate, serviceTime: 1)
        let exponential = MultiServerQueue(servers: servers, arrivalRate: rate, serviceRate: 1)
        #expect(constant.meanWait < exponential.meanWait && constant.meanWait > exponential.meanWait / 2)
        #expect(constant.waitProbability < exponential.waitProbability)
    }

    @Test func serversThatDoNotKeepUpAreRefused() async {
        await #expect(processExitsWith: .failure) {
            _ = ConstantServiceQueue(servers: 4, arrivalRate: 2, serviceTime: 2)
        }
    }
}
