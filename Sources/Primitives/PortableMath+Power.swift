extension PortableMath {
    /// `base` to the power of `exponent`, with the special cases of IEEE 754 `pow`.
    ///
    /// It is exp(y log x). An error in the logarithm is magnified by up to 745 in the result, so the
    /// logarithm and the product are carried as an unevaluated sum of two numbers (Dekker, "A
    /// floating-point technique for extending the available precision", 1971): 2^-64 relative.
    public static func pow(_ base: Double, _ exponent: Double) -> Double {
        if exponent == 0 || base == 1 { return 1 }
        guard base == base, exponent == exponent else { return .nan }
        let isOdd = isOddInteger(exponent)
        let magnitude = base.magnitude
        let isNegative = base.sign == .minus && isOdd
        if magnitude == 0 || magnitude == .infinity {
            let grows = (magnitude == 0) != (exponent > 0)
            return (isNegative ? -1 : 1) * (grows ? Double.infinity : 0)
        }
        if exponent.magnitude >= 0x1p70 {
            // Even the number next to 1 leaves the range here; such an exponent is an even integer.
            if magnitude == 1 { return 1 }
            return (magnitude > 1) == (exponent > 0) ? .infinity : 0
        }
        if base < 0 && !isOdd && !isInteger(exponent) { return .nan }
        let logarithm = doubledLog(magnitude)
        let product = exactProduct(exponent, logarithm.high)
        let power = exp(product.high, plus: product.low + exponent * logarithm.low)
        return isNegative ? -power : power
    }

    private static func isInteger(_ y: Double) -> Bool {
        y.magnitude >= 0x1p52 || (y.magnitude + 0x1p52) - 0x1p52 == y.magnitude
    }

    private static func isOddInteger(_ y: Double) -> Bool {
        y.magnitude < 0x1p53 && isInteger(y) && Int64(y) & 1 == 1
    }

    /// log x as a sum of two numbers, for x positive and finite; same series as ``log(_:)``.
    ///
    /// The first two terms of the series, 2 + (2/3) s^2, are carried doubled; the rest is below 4e-4 of
    /// the whole, so that its rounding error is below 2^-64 of it.
    private static func doubledLog(_ x: Double) -> (high: Double, low: Double) {
        let (k, m) = decompose(x)
        let f = m - 1
        let divisor = sum(big: m > 1 ? m : 1, small: m > 1 ? 1 : m)
        let s = f / divisor.high
        let back = exactProduct(s, divisor.high)
        let sLow = (((f - back.high) - back.low) - s * divisor.low) / divisor.high
        let square = exactProduct(s, s)
        let squareLow = square.low + 2 * s * sLow
        // 2/3 is 0.AAAA... in hexadecimal: what the first number lacks is 2^-54 of the same digits.
        let cubic = exactProduct(square.high, 0x1.5555555555555p-1)
        let cubicLow = cubic.low + (square.high * 0x1.5555555555555p-55 + squareLow * 0x1.5555555555555p-1)
        let leading = sum(big: 2, small: cubic.high)
        let tail = square.high * square.high * artanhTail(square.high)
        let series = sum(big: leading.high, small: leading.low + (cubicLow + tail))
        let product = exactProduct(s, series.high)
        let productLow = product.low + (s * series.low + sLow * series.high)
        let whole = sum(big: Double(k) * naturalLogOfTwoHigh, small: product.high)
        let result = k == 0 ? (high: product.high, low: 0.0) : whole
        return sum(big: result.high, small: result.low + (productLow + Double(k) * naturalLogOfTwoLow))
    }

    /// The exact sum of two numbers, the first not smaller than the second in magnitude.
    private static func sum(big: Double, small: Double) -> (high: Double, low: Double) {
        let high = big + small
        return (high, small - (high - big))
    }

    /// The exact product of two numbers, by splitting each into halves of 26 bits.
    private static func exactProduct(_ a: Double, _ b: Double) -> (high: Double, low: Double) {
        let high = a * b
        let (aHigh, aLow) = split(a)
        let (bHigh, bLow) = split(b)
        return (high, ((aHigh * bHigh - high) + aHigh * bLow + aLow * bHigh) + aLow * bLow)
    }

    private static func split(_ a: Double) -> (high: Double, low: Double) {
        let shifted = a * 134_217_729  // 2^27 + 1
        let high = shifted - (shifted - a)
        return (high, a - high)
    }
}
