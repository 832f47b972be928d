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
