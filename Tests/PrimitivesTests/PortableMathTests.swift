import Glibc
import Primitives
import Testing

/// The C library is a second opinion here; the functions under test never call it.
@Suite struct PortableMathTests {
    private func error(_ value: Double, _ reference: Double) -> Double {
        value == reference ? 0 : ((value - reference) / reference).magnitude
    }

    @Test func logarithmAgreesWithTheLibraryOverTheWholeRange() {
        var stream = RandomStream(seed: 1, purpose: .testing)
        var worst = 0.0
        for _ in 0..<40_000 {
            let anywhere = Double(bitPattern: stream.next() >> 1)
            if anywhere.isFinite { worst = max(worst, error(PortableMath.log(anywhere), Glibc.log(anywhere))) }
            let nearOne = 0.5 + 1.5 * stream.nextUniform()
            worst = max(worst, error(PortableMath.log(nearOne), Glibc.log(nearOne)))
            let nextToOne = 1 + (stream.nextUniform() - 0.5) * 0x1p-30
            worst = max(worst, error(PortableMath.log(nextToOne), Glibc.log(nextToOne)))
        }
        #expect(worst <= 4e-16)
    }

    @Test func exponentialAgreesWithTheLibraryWhereItIsNormal() {
        var stream = RandomStream(seed: 2, purpose: .testing)
        var worst = 0.0
        for _ in 0..<40_000 {
            let wide = -708 + 1_417.7 * stream.nextUniform()
            worst = max(worst, error(PortableMath.exp(wide), Glibc.exp(wide)))
            let narrow = stream.nextUniform() - 0.5
            worst = max(worst, error(PortableMath.exp(narrow), Glibc.exp(narrow)))
        }
        #expect(worst <= 4e-16)
    }

    @Test func powerAgreesWithTheLibraryUpToTheEndsOfTheRange() {
        var stream = RandomStream(seed: 3, purpose: .testing)
        var worst = 0.0
        for _ in 0..<30_000 {
            let base = Double(bitPattern: stream.next() >> 1)
            guard base.isFinite, base > 0, base != 1 else { continue }
            let target = -708 + 1_417 * stream.nextUniform()
            let exponent = target / Glibc.log(base)
            worst = max(worst, error(PortableMath.pow(base, exponent), Glibc.pow(base, exponent)))
            let near = 0.7 + 0.8 * stream.nextUniform()
            let large = target / Glibc.log(near)
            if large.magnitude < 1e15 {
                worst = max(worst, error(PortableMath.pow(near, large), Glibc.pow(near, large)))
            }
        }
        #expect(worst <= 4e-16)
    }

    @Test func logarithmHasTheLimitsOfTheField() {
        #expect(PortableMath.log(0) == -.infinity)
        #expect(PortableMath.log(-0.0) == -.infinity)
        #expect(PortableMath.log(-1).isNaN)
        #expect(PortableMath.log(-.infinity).isNaN)
        #expect(PortableMath.log(.nan).isNaN)
        #expect(PortableMath.log(.infinity) == .infinity)
        #expect(PortableMath.log(1) == 0)
        #expect(error(PortableMath.log(.leastNonzeroMagnitude), Glibc.log(.leastNonzeroMagnitude)) <= 4e-16)
        #expect(error(PortableMath.log(0x1.8p-1060), Glibc.log(0x1.8p-1060)) <= 4e-16)
    }

    @Test func exponentialHasTheLimitsOfTheField() {
        #expect(PortableMath.exp(0) == 1)
        #expect(PortableMath.exp(.infinity) == .infinity)
        #expect(PortableMath.exp(-.infinity) == 0)
        #expect(PortableMath.exp(.nan).isNaN)
        #expect(PortableMath.exp(710) == .infinity)
        #expect(PortableMath.exp(709.782712893384).isFinite)
        #expect(PortableMath.exp(-746) == 0)
        let subnormal = PortableMath.exp(-740)
        #expect((subnormal - Glibc.exp(-740)).magnitude <= .leastNonzeroMagnitude)
    }

    @Test func powerHasTheSpecialCasesOfTheField() {
        let bases: [Double] = [
            0, -0.0, 1, -1, 2, -2, 0.5, -0.5, .infinity, -.infinity, .nan, .leastNonzeroMagnitude,
            .greatestFiniteMagnitude, -3,
        ]
        let exponents: [Double] = [
            0, -0.0, 1, -1, 2, -2, 3, -3, 0.5, -0.5, .infinity, -.infinity, .nan, 1e300, -1e300, 1_025, -1_080,
            0x1p53, 0x1p53 - 1,
        ]
        for base in bases {
            for exponent in exponents {
                let value = PortableMath.pow(base, exponent)
                let reference = Glibc.pow(base, exponent)
                let same =
                    value.isNaN && reference.isNaN
                    || value == reference && value.sign == reference.sign || error(value, reference) <= 4e-16
                #expect(same, "\(base) to the \(exponent): \(value), not \(reference)")
            }
        }
    }

    /// Recorded bits: any change of a last bit changes every sampled table, hence every result.
    @Test func bitsNeverChange() {
        var stream = RandomStream(seed: 4, purpose: .testing)
        var fingerprint = Fingerprint()
        for _ in 0..<2_000 {
            let u = stream.nextUniform() + 0x1p-60
            fingerprint.combine(PortableMath.log(u).bitPattern)
            fingerprint.combine(PortableMath.exp(100 * u - 50).bitPattern)
            fingerprint.combine(PortableMath.pow(1_000 * u, -1.1).bitPattern)
        }
        #expect(fingerprint.description == "38f39f20591cb7fc")
    }
}
