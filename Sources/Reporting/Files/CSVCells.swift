import Primitives

// The cells of comma-separated values, appended byte by byte: millions of rows are written.

extension Int64 {
    /// Rounded towards minus infinity; `divisor` is positive.
    func flooredQuotient(by divisor: Int64) -> Int64 {
        self >= 0 ? self / divisor : -((divisor - 1 - self) / divisor)
    }
}

extension [UInt8] {
    mutating func appendDigits(_ number: UInt64, width: Int) {
        var divisor: UInt64 = 1
        for _ in 1..<width { divisor *= 10 }
        while divisor > 0 {
            append(UInt8(truncatingIfNeeded: number / divisor % 10) + 48)
            divisor /= 10
        }
    }

    mutating func appendNumber(_ number: UInt64) {
        var width = 1
        var rest = number / 10
        while rest > 0 {
            width += 1
            rest /= 10
        }
        appendDigits(number, width: width)
    }

    /// `00:03:20.125+08:00`.
    mutating func appendClock(_ millisecond: UInt64) {
        appendDigits(millisecond / 3_600_000, width: 2)
        append(UInt8(ascii: ":"))
        appendDigits(millisecond / 60_000 % 60, width: 2)
        append(UInt8(ascii: ":"))
        appendDigits(millisecond / 1_000 % 60, width: 2)
        append(UInt8(ascii: "."))
        appendDigits(millisecond % 1_000, width: 3)
        self += "+08:00".utf8
    }

    mutating func appendYuan(_ fen: Int64) {
        if fen < 0 { append(UInt8(ascii: "-")) }
        let (yuan, rest) = fen.magnitude.quotientAndRemainder(dividingBy: 100)
        appendNumber(yuan)
        append(UInt8(ascii: "."))
        appendDigits(rest, width: 2)
    }

    /// `2026-11-11T00:03:20.125+08:00`.
    mutating func appendInstant(_ instant: Instant) {
        let millisecond = instant.nanoseconds.flooredQuotient(by: 1_000_000)
        let day = millisecond.flooredQuotient(by: 86_400_000)
        self += (CivilTime(wholeSecond: Int(day) * 86_400).isoDate + "T").utf8
        appendClock(UInt64(millisecond - day * 86_400_000))
    }

    mutating func appendCell(_ number: UInt64) {
        append(UInt8(ascii: ","))
        appendNumber(number)
    }

    mutating func appendCell(_ bytes: [UInt8]) {
        append(UInt8(ascii: ","))
        self += bytes
    }
}
