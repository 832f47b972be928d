import Primitives
import Testing

@testable import Theory

@Suite struct UnlimitedServersTests {
    private let profile = RateProfile([
        .init(length: 4, rate: 20), .init(length: 0.5, rate: 600), .init(length: 1.5, rate: 100),
    ])

    @Test func theNumberPresentIsPoisson() {
        let system = UnlimitedServers(load: 7)
        let chain = MarkovChain.birthDeath(last: 60) { _ in 7 } death: { Double($0) }
        #expect(agree(system.meanNumber, chain.mean { Double($0) }))
        #expect(agree(chain.mean { Double($0 * $0) } - 49, 7))
        for (state, p) in zip(chain.states, chain.probabilities).prefix(25) {
            #expect(agree(system.probability(of: state), p))
        }
        #expect(agree(system.probability(from: 8), chain.probability { $0 >= 8 }))
    }

    @Test(arguments: [
        ServiceLaw.exponential(mean: 2), .constant(2), .erlang(stages: 5, mean: 2), VerificationCase.uneven,
    ])
    func aConstantRateGivesTheOfferedLoad(law: ServiceLaw) {
        let constant = RateProfile([.init(length: 3, rate: 5), .init(length: 0.25, rate: 5)])
        let system = PeriodicUnlimitedServers(arrivals: constant, service: law)
        for phase in [0, 1, 2.99, 3.1] { #expect(agree(system.meanNumber(at: phase), 5 * law.mean, 1e-13)) }
    }

    /// Stages of service as fluid: m' = inflow - m / stage, stepped by Runge and Kutta's method through many periods.
    private func stepped(stages: Int, mean: Double, to phase: Double) -> Double {
        let stage = mean / Double(stages), perSecond = 1_000
        var levels = [Double](repeating: 0, count: stages)
        func slope(_ levels: [Double], _ rate: Double) -> [Double] {
            levels.indices.map { ($0 == 0 ? rate : levels[$0 - 1] / stage) - levels[$0] / stage }
        }
        func plus(_ a: [Double], _ h: Double, _ b: [Double]) -> [Double] { zip(a, b).map { $0 + h * $1 } }
        let h = 1 / Double(perSecond)
        for step in 0..<(Int(phase * Double(perSecond)) + 8 * 6 * perSecond) {
            let index = step % (6 * perSecond)
            let rate = index < 4 * perSecond ? 20.0 : index < 4 * perSecond + perSecond / 2 ? 600 : 100
            let a = slope(levels, rate)
            let b = slope(plus(levels, h / 2, a), rate)
            let c = slope(plus(levels, h / 2, b), rate)
            let d = slope(plus(levels, h, c), rate)
            for k in levels.indices { levels[k] += h / 6 * (a[k] + 2 * b[k] + 2 * c[k] + d[k]) }
        }
        return levels.reduce(0, +)
    }

    @Test(arguments: [(1, 0.0), (1, 4.25), (1, 5), (3, 4.5)])
    func stagedServiceSolvesItsDifferentialEquation(stages: Int, phase: Double) {
        let law: ServiceLaw = stages == 1 ? .exponential(mean: 1) : .erlang(stages: stages, mean: 1)
        let system = PeriodicUnlimitedServers(arrivals: profile, service: law)
        #expect(agree(system.meanNumber(at: phase), stepped(stages: stages, mean: 1, to: phase), 1e-7))
    }

    @Test func mixedServiceIsTheSumOfItsParts() {
        let mixed = PeriodicUnlimitedServers(arrivals: profile, service: VerificationCase.uneven)
        let short = PeriodicUnlimitedServers(arrivals: profile, service: .exponential(mean: 0.5))
        let long = PeriodicUnlimitedServers(arrivals: profile, service: .exponential(mean: 3))
        for phase in [0, 2, 4.2, 4.6, 5.9] {
            let sum = 0.8 * short.meanNumber(at: phase) + 0.2 * long.meanNumber(at: phase)
            #expect(agree(mixed.meanNumber(at: phase), sum, 1e-12))
        }
    }

    @Test func withConstantServiceThosePresentCameWithinItsTime() {
        let system = PeriodicUnlimitedServers(arrivals: profile, service: .constant(1))
        #expect(agree(system.meanNumber(at: 3), 20, 1e-14))
        #expect(agree(system.meanNumber(at: 4.25), 0.75 * 20 + 0.25 * 600, 1e-14))
        #expect(agree(system.meanNumber(at: 5), 0.5 * 600 + 0.5 * 100, 1e-14))
        #expect(agree(system.meanNumber(at: 0.25), 0.75 * 100 + 0.25 * 20, 1e-14))
        let long = PeriodicUnlimitedServers(arrivals: profile, service: .constant(13))
        #expect(agree(long.meanNumber(at: 1), 2 * (80 + 300 + 150) + 20, 1e-14))
    }

    @Test func theTimeToTheNextArrivalIsWhereTheExpectedNumberIsReached() {
        #expect(agree(profile.time(toExpect: 10, from: 0), 0.5, 1e-14))
        #expect(agree(profile.time(toExpect: 80 + 60, from: 0), 4.1, 1e-14))
        #expect(agree(profile.time(toExpect: 150 + 20, from: 4.5), 1.5 + 1, 1e-14))
        #expect(agree(profile.time(toExpect: 530 * 2, from: 5), 12, 1e-14))
        let gate = RateProfile([.init(length: 2, rate: 0), .init(length: 2, rate: 200)])
        #expect(agree(gate.time(toExpect: 1, from: 1), 1.005, 1e-14))
    }
}
