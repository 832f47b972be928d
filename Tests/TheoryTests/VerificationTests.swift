import Primitives
import Testing

@testable import Theory

@Suite struct VerificationTests {
    /// With 99.9 % intervals of up to 10 % of the exact value, and not 1 % as in `rehearse verify`: kernels without
    /// optimisation are slow, and a hundredth of the events is enough to find what is plainly wrong.
    private static var coarse: Verification {
        var verification = Verification(seed: 20_261_111)
        verification.precision = 0.1
        return verification
    }

    @Test(arguments: VerificationCase.all.filter(\.isQuick))
    func quickCasesPass(subject: VerificationCase) throws {
        let outcome = try #require(Self.coarse.outcome(of: subject))
        for figure in outcome.figures { #expect(figure.passed, "\(subject.name): \(figure)") }
        #expect(outcome.figures.count >= 2)
    }

    @Test func thereAreFortyCasesAndMoreWithUniqueNames() {
        #expect(VerificationCase.all.count >= 40)
        #expect(Set(VerificationCase.all.map(\.name)).count == VerificationCase.all.count)
    }

    @Test func equalSeedsGiveEqualOutcomesAndOthersDont() throws {
        let subject = try #require(VerificationCase.all.first { $0.name == "M/M/inf at 10" })
        let first = Self.coarse.outcome(of: subject)
        #expect(first == Self.coarse.outcome(of: subject))
        var other = Self.coarse
        other.seed += 1
        #expect(first?.fingerprint != other.outcome(of: subject)?.fingerprint)
    }

    @Test func aRunCanBeStopped() {
        var asked = 0
        let outcome = Self.coarse.outcome(of: VerificationCase.all[3]) { _, _ in
            asked += 1
            return asked < 3
        }
        #expect(outcome == nil && asked == 3)
    }

    @Test func aRunThatNeverBecomesTightEndsAndFails() throws {
        var verification = Verification(seed: 1)
        verification.eventLimit = 10_000
        let outcome = try #require(verification.outcome(of: VerificationCase.all[0]))
        #expect(!outcome.passed && outcome.figures.contains { !$0.isTight })
    }
}

extension VerificationCase: CustomTestStringConvertible {
    /// Its name.
    public var testDescription: String { name }
}

extension Verification {
    /// As `rehearse verify` does it.
    static let strict = Verification(seed: 20_261_111)
}

/// Verification must be able to fail: what is wrong by 3 % is found out by intervals of 1 %.
@Suite struct PlantedErrorTests {
    private let verification = Verification.strict

    private func outcome(
        _ plan: StationPlan, _ known: [ExactFigure<StationFigure>], _ verification: Verification = .strict
    ) throws -> VerificationOutcome {
        let subject = VerificationCase("planted", "", relaxationTime: 1, .station(plan, known))
        return try #require(verification.outcome(of: subject))
    }

    private func unlimited(meanService: Double) -> StationPlan {
        var plan = StationPlan(arrivals: .poisson(rate: 10), service: .exponential(mean: meanService))
        plan.servers = .max
        return plan
    }

    @Test func theRightModelWithTheRightValuePasses() throws {
        #expect(try outcome(unlimited(meanService: 1), [.init(.meanNumber, 10)]).passed)
    }

    @Test func aWrongExactValueIsFoundOut() throws {
        let outcome = try outcome(unlimited(meanService: 1), [.init(.meanNumber, 10.3)])
        #expect(!outcome.passed && outcome.figures.allSatisfy { $0.isTight && !$0.isCovered })
    }

    @Test(arguments: [0.97, 1.03])
    func aServiceTimeOffByThreePerCentIsFoundOut(meanService: Double) throws {
        let outcome = try outcome(unlimited(meanService: meanService), [.init(.meanNumber, 10)])
        #expect(!outcome.passed && outcome.figures.allSatisfy { $0.isTight && !$0.isCovered })
    }

    @Test func aMissingPlaceIsFoundOut() throws {
        var verification = verification
        verification.precision = 0.03
        let queue = BoundedQueue(servers: 2, capacity: 5, arrivalRate: 3, serviceRate: 1)
        var plan = StationPlan(arrivals: .poisson(rate: 3), service: .exponential(mean: 1))
        plan.servers = 2
        plan.places = 2
        #expect(try !outcome(plan, [.init(.lossProbability, queue.lossProbability)], verification).passed)
        plan.places = 3
        #expect(try outcome(plan, [.init(.lossProbability, queue.lossProbability)], verification).passed)
    }

    @Test func theWrongOrderOfServiceShowsInTheMeanSquareOnly() throws {
        let queue = SingleServerQueue(arrivalRate: 0.5, service: .exponential(mean: 1))
        var coarse = verification
        coarse.precision = 0.08
        let plan = StationPlan(arrivals: .poisson(rate: 0.5), service: .exponential(mean: 1))
        let subject = VerificationCase(
            "first come instead of last", "", relaxationTime: 12,
            .station(
                plan,
                [.init(.meanWait, queue.meanWait), .init(.meanSquareWait, queue.meanSquareWaitLastComeFirst)]))
        let outcome = try #require(coarse.outcome(of: subject))
        #expect(outcome.figures.map(\.isCovered) == [true, false])
    }

    @Test func aWayThatIsTakenTooOftenIsFoundOut() throws {
        func plan(_ share: Double) -> NetworkPlan {
            NetworkPlan(
                stations: [.init(servers: .max, meanService: 1), .init(servers: .max, meanService: 1)],
                routing: [[0, share], [0, 0]], arrivalRates: [5, 0])
        }
        let exact = OpenNetwork(plan(0.5)).meanNumber(at: 1)
        let subject = VerificationCase(
            "planted way", "", relaxationTime: 1, .network(plan(0.53), [.init(.numberAt(1), exact)]))
        var verification = verification
        verification.precision = 0.02
        let outcome = try #require(verification.outcome(of: subject))
        #expect(!outcome.passed && outcome.figures[0].isTight)
    }

    @Test func whatIsNeverSeenIsNoProof() throws {
        var short = verification
        short.eventLimit = 10_000
        let plan = StationPlan(arrivals: .poisson(rate: 0.5), service: .exponential(mean: 1))
        let subject = VerificationCase(
            "nobody is lost", "", relaxationTime: 10, .station(plan, [.init(.lossProbability, 0.001)]))
        let outcome = try #require(short.outcome(of: subject))
        #expect(!outcome.passed && outcome.figures[0].halfWidth == 0)
    }
}
