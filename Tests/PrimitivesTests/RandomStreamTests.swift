import Primitives
import Testing

@Suite struct RandomStreamTests {
    @Test func equalKeysGiveEqualStreams() {
        var a = RandomStream(seed: 7, replication: 2, purpose: .journey, entity: 41)
        var b = RandomStream(seed: 7, replication: 2, purpose: .journey, entity: 41)
        for _ in 0..<1_000 { #expect(a.next() == b.next()) }
    }

    @Test func everyPartOfTheKeyMatters() {
        let starts = [
            RandomStream(seed: 7, replication: 0, purpose: .journey, entity: 0),
            RandomStream(seed: 8, replication: 0, purpose: .journey, entity: 0),
            RandomStream(seed: 7, replication: 1, purpose: .journey, entity: 0),
            RandomStream(seed: 7, replication: 0, purpose: .arrivals, entity: 0),
            RandomStream(seed: 7, replication: 0, purpose: .journey, entity: 1),
        ].map(\.state)
        #expect(Set(starts).count == starts.count)
    }

    @Test func uniformsHaveTheMomentsOfAUniform() {
        var stream = RandomStream(seed: 1, purpose: .testing)
        let n = 200_000
        var sum = 0.0, squares = 0.0
        for _ in 0..<n {
            let u = stream.nextUniform()
            #expect(u >= 0 && u < 1)
            sum += u
            squares += u * u
        }
        // Five standard errors: sd of the mean is 1/sqrt(12 n), of the square's mean sqrt(4/45 / n).
        #expect(abs(sum / Double(n) - 0.5) < 5 * (1 / (12 * Double(n))).squareRoot())
        #expect(abs(squares / Double(n) - 1.0 / 3) < 5 * (4.0 / 45 / Double(n)).squareRoot())
    }

    @Test func neighbouringEntitiesAreUncorrelated() {
        let base = RandomStream(seed: 1, purpose: .journey)
        let n = 100_000
        var product = 0.0
        for i in 0..<n {
            var a = base.substream(UInt64(i)), b = base.substream(UInt64(i + 1))
            product += (a.nextUniform() - 0.5) * (b.nextUniform() - 0.5)
        }
        #expect(abs(product / Double(n)) < 5.0 / 12 / Double(n).squareRoot())
    }
}

@Suite struct PermilleTests {
    @Test func thousandPartsAreEquallyLikelyAndCoverEverything() {
        var stream = RandomStream(seed: 5, purpose: .testing)
        var counts = [Int](repeating: 0, count: 1_000)
        let n = 1_000_000
        for _ in 0..<n { counts[RandomStream.permille(stream.next())] += 1 }
        // Chi-square with 999 degrees of freedom: mean 999, standard deviation 44.7; five of them.
        let expected = Double(n) / 1_000
        let chiSquare = counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
        #expect(abs(chiSquare - 999) < 5 * 44.7)
        #expect(RandomStream.permille(0) == 0)
        #expect(RandomStream.permille(.max) == 999)
    }
}
