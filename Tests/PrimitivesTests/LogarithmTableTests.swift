import Glibc
import Primitives
import Testing

/// The C library and the logarithm without a table are second opinions here.
@Suite struct LogarithmTableTests {
    private let table = LogarithmTable.shared

    /// Two units in the last place, where such a unit is largest.
    private static let limit = 2 * 0x1p-52

    private func error(_ x: Double) -> Double {
        let value = table.log(x)
        let opinions = [Glibc.log(x), PortableMath.log(x)]
        return opinions.map { value == $0 ? 0 : ((value - $0) / $0).magnitude }.max()!
    }

    @Test func agreesOverTheWholeRange() {
        var stream = RandomStream(seed: 11, purpose: .testing)
        var worst = 0.0
        for _ in 0..<40_000 {
            let exponent = -1_022 + Int(stream.nextUniform() * 2_018)
            worst = max(worst, error(Double(sign: .plus, exponent: exponent, significand: 1 + stream.nextUniform())))
        }
        for x in [Double.leastNormalMagnitude, 1e-300, 1e300, .greatestFiniteMagnitude] { worst = max(worst, error(x)) }
        #expect(worst <= Self.limit, "\(worst)")
    }

    /// What the random streams hand over, the way to 1 included: there the result is small, and so must its error be.
    @Test func agreesBetweenZeroAndOneAndNextToOne() {
        var stream = RandomStream(seed: 12, purpose: .testing)
        var worst = 0.0
        for _ in 0..<40_000 {
            worst = max(worst, error(1 - stream.nextUniform()))
            worst = max(worst, error(0.5 + 1.5 * stream.nextUniform()))
            let narrowness = Double(sign: .plus, exponent: -Int(stream.nextUniform() * 50), significand: 1)
            worst = max(worst, error(1 + (stream.nextUniform() - 0.5) * narrowness))
        }
        worst = max(worst, error((1 as Double).nextUp), error((1 as Double).nextDown), error(0x1p-53))
        #expect(worst <= Self.limit, "\(worst)")
        #expect(table.log(1) == 0 && table.log(1).sign == .plus)
    }

    /// Both ends of all steps of the table, where the centre is farthest and the next step begins.
    @Test func agreesAtTheEndsOfEveryStep() {
        var worst = 0.0
        for step in 0...256 as ClosedRange<UInt64> {
            let first = Double(bitPattern: 0x3FE6_0000_0000_0000 - (1 << 44) + step << 45)
            for x in [first, first.nextDown, first.nextUp] { worst = max(worst, error(x)) }
        }
        #expect(worst <= Self.limit, "\(worst)")
    }

    @Test func powersOfTwoAreMultiplesOfTheLogarithmOfTwo() {
        for exponent in [-1_022, -53, -1, 1, 2, 10, 1_023] {
            let x = Double(sign: .plus, exponent: exponent, significand: 1)
            let expected = Double(exponent) * Glibc.log(2)
            #expect((table.log(x) - expected).magnitude <= 2.3e-16 * expected.magnitude)
        }
    }

    /// Recorded bits: any change of a last bit changes every sampled delay, hence every result.
    @Test func bitsNeverChange() {
        var stream = RandomStream(seed: 13, purpose: .testing)
        var fingerprint = Fingerprint()
        for _ in 0..<10_000 { fingerprint.combine(table.log(1 - stream.nextUniform()).bitPattern) }
        #expect(fingerprint.description == "125c3d0c561d5d2d")
    }
}
