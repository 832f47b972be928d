/// Elementary functions built from `+ - * /` and bit operations alone, so that they give the same
/// bits on every CPU, operating system and build.
///
/// A C library may pick another code path by CPU, for example one with fused multiply-add, and so
/// change last bits; sampling must not. IEEE 754 fixes the results of `+ - * /` and Swift never
/// fuses them. The series are plain Taylor series, long enough that what is cut off lies below a
/// thousandth of a unit in the last place: there are no fitted constants. The relative error is
/// below 4e-16 wherever the result is normal, about one unit in the last place.
///
/// A logarithm or exponential costs 15 to 20 ns, a power 55; sampling in the hot path uses tables that
/// are made with these.
public enum PortableMath {
    /// The upper 42 bits of ln 2: times any exponent (11 bits) it is exact.
    static let naturalLogOfTwoHigh = 0x1.62E42FEFA38p-1
    /// What is missing from the upper part; both together are ln 2 to 95 bits.
    static let naturalLogOfTwoLow = 0x1.EF35793C7673p-45

    /// The natural logarithm of `x`: -inf at zero, NaN below zero.
    ///
    /// With x = 2^k m, m in [sqrt(1/2), sqrt 2), f = m - 1 (exact) and s = f / (2 + f),
    /// log m = 2 artanh s = 2s + s R, R = (2/3) s^2 + (2/5) s^4 + ... As 2s = f - s f, this is
    /// f - s (f - R): the leading term is exact and only the small one is rounded, so that the error
    /// stays relative to the result when x is near 1. |s| <= 0.172, so 11 terms leave 1e-18.
    public static func log(_ x: Double) -> Double {
        guard x > 0 else { return x == 0 ? -.infinity : .nan }
        guard x < .infinity else { return x }
        let (exponent, m) = decompose(x)
        let k = Double(exponent)
        let f = m - 1
        let s = f / (2 + f)
        let z = s * s
        let correction = s * (f - z * (2.0 / 3 + z * artanhTail(z))) - k * naturalLogOfTwoLow
        return k * naturalLogOfTwoHigh + (f - correction)
    }

    /// The exponential of `x`: infinite above 709.78, subnormal below -708.4, zero below -745.13.
    ///
    /// With k the integer nearest x / ln 2 and r = x - k ln 2, |r| <= 0.347, exp x = 2^k exp r, and 13
    /// terms of the series for exp r leave 4e-18.
    public static func exp(_ x: Double) -> Double { exp(x, plus: 0) }

    /// The exponential of an unevaluated sum, where `low` is far below `high`.
    static func exp(_ high: Double, plus low: Double) -> Double {
        guard high == high else { return high }
        if high > 709.782712893384 { return .infinity }
        if high < -745.1332191019412 { return 0 }
        // Adding 1.5 * 2^52 leaves no bits for a fraction: it rounds to the nearest integer.
        let k = high * 1.4426950408889634 + 0x1.8p52 - 0x1.8p52
        let upper = high - k * naturalLogOfTwoHigh
        let lower = k * naturalLogOfTwoLow - low
        let r = upper - lower
        let lost = (upper - r) - lower
        var p = 1.0 / 6_227_020_800
        p = p * r + 1.0 / 479_001_600
        p = p * r + 1.0 / 39_916_800
        p = p * r + 1.0 / 3_628_800
        p = p * r + 1.0 / 362_880
        p = p * r + 1.0 / 40_320
        p = p * r + 1.0 / 5_040
        p = p * r + 1.0 / 720
        p = p * r + 1.0 / 120
        p = p * r + 1.0 / 24
        p = p * r + 1.0 / 6
        p = p * r + 1.0 / 2
        return scale(1 + (r + (lost + r * r * p)), byPowerOfTwo: Int(k))
    }

    /// The exponent k and the significand m in [sqrt(1/2), sqrt 2) of a positive finite number.
    static func decompose(_ x: Double) -> (exponent: Int, significand: Double) {
        var bits = x.bitPattern
        var exponent = -1_023
        if bits < 1 &<< 52 {
            bits = (x * 0x1p54).bitPattern
            exponent -= 54
        }
        exponent += Int(bits &>> 52)
        let m = Double(bitPattern: bits & (1 &<< 52 - 1) | 0x3FF0_0000_0000_0000)
        return m < 1.4142135623730951 ? (exponent, m) : (exponent + 1, m * 0.5)
    }

    /// 2/5 + (2/7) z + (2/9) z^2 + ..., the end of the series of 2 artanh(s) / s with z = s^2.
    static func artanhTail(_ z: Double) -> Double {
        var q = 2.0 / 23
        q = q * z + 2.0 / 21
        q = q * z + 2.0 / 19
        q = q * z + 2.0 / 17
        q = q * z + 2.0 / 15
        q = q * z + 2.0 / 13
        q = q * z + 2.0 / 11
        q = q * z + 2.0 / 9
        q = q * z + 2.0 / 7
        return q * z + 2.0 / 5
    }

    /// `y` times 2^n for y near 1, by way of a second factor where 2^n alone is not a normal number.
    static func scale(_ y: Double, byPowerOfTwo n: Int) -> Double {
        if n > 1_023 { return y * 0x1p1023 * powerOfTwo(n - 1_023) }
        if n < -1_022 { return y * powerOfTwo(n + 64) * 0x1p-64 }
        return y * powerOfTwo(n)
    }

    private static func powerOfTwo(_ n: Int) -> Double { Double(bitPattern: UInt64(n + 1_023) &<< 52) }
}
