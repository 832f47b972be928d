import Primitives

/// Instants as traces write them.
enum TraceInstant {
    /// What to write, for messages.
    static var expected: String {
        "seconds from the sale such as -7200 or 26.25, or a time such as 2026-11-11T00:00:26.25+08:00"
    }

    /// 11 November 2026, 00:00:00 at +08:00, in seconds from 1970: the origin of instants.
    private static var dayZero: Int64 { days(year: 2026, month: 11, day: 11) * 86_400 - 8 * 3_600 }

    /// The instant of a text: seconds from the origin with at most nine decimals, or a date and time of ISO 8601; nil
    /// if it is neither. A time without an offset from UTC is that of China, +08:00.
    static func parse(_ text: ArraySlice<UInt8>) -> Instant? {
        if text.count > 10, text[text.startIndex + 4] == UInt8(ascii: "-") { return date(text) }
        return seconds(text).map(Instant.init(nanoseconds:))
    }

    /// A decimal number of seconds, in nanoseconds.
    private static func seconds(_ text: ArraySlice<UInt8>) -> Int64? {
        var rest = text
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        guard let whole = number(&rest, most: 9), let fraction = fraction(&rest), rest.isEmpty else { return nil }
        let length = whole * 1_000_000_000 + fraction
        return isNegative ? -length : length
    }

    /// The first digits: at least one, at most so many.
    private static func number(_ text: inout ArraySlice<UInt8>, least: Int = 1, most: Int) -> Int64? {
        var value: Int64 = 0, count = 0
        while count < most, let digit = text.first, digit >= 48, digit <= 57 {
            value = value * 10 + Int64(digit - 48)
            count += 1
            text = text.dropFirst()
        }
        return count >= least ? value : nil
    }

    /// What stands after a point, in nanoseconds; 0 without a point, nil for a point without one to nine digits.
    private static func fraction(_ text: inout ArraySlice<UInt8>) -> Int64? {
        guard text.first == UInt8(ascii: ".") else { return 0 }
        text = text.dropFirst()
        let before = text.count
        guard let digits = number(&text, most: 9) else { return nil }
        return (before - text.count..<9).reduce(digits) { value, _ in value * 10 }
    }

    private static func date(_ text: ArraySlice<UInt8>) -> Instant? {
        var rest = text
        func skip(_ characters: String) -> Bool {
            guard let first = rest.first, characters.utf8.contains(first) else { return false }
            rest = rest.dropFirst()
            return true
        }
        func two(_ range: ClosedRange<Int64>) -> Int64? {
            number(&rest, least: 2, most: 2).flatMap { range.contains($0) ? $0 : nil }
        }
        guard let year = number(&rest, least: 4, most: 4), skip("-"), let month = two(1...12), skip("-"),
            let day = two(1...lastDay(year: year, month: month)), skip("Tt "), let hour = two(0...23), skip(":"),
            let minute = two(0...59), skip(":"), let second = two(0...59), let nanoseconds = fraction(&rest)
        else { return nil }
        var offset: Int64 = 8 * 3_600
        if skip("Zz") {
            offset = 0
        } else if let sign = rest.first {
            guard skip("+-"), let hours = two(0...14) else { return nil }
            _ = skip(":")
            guard let minutes = two(0...59) else { return nil }
            offset = (hours * 3_600 + minutes * 60) * (sign == UInt8(ascii: "-") ? -1 : 1)
        }
        guard rest.isEmpty else { return nil }
        let since = days(year: year, month: month, day: day) * 86_400 + hour * 3_600 + minute * 60 + second - offset
        let distance = since - dayZero
        guard distance.magnitude < 8_000_000_000 else { return nil }
        return Instant(nanoseconds: distance * 1_000_000_000 + nanoseconds)
    }

    private static func lastDay(year: Int64, month: Int64) -> Int64 {
        let next = month == 12 ? days(year: year + 1, month: 1, day: 1) : days(year: year, month: month + 1, day: 1)
        return next - days(year: year, month: month, day: 1)
    }

    /// Days of the Gregorian calendar from 1 January 1970; years from 1 on, each counted from March, so that the leap
    /// day is its last.
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shifted = month > 2 ? year : year - 1
        let leaps = shifted / 4 - shifted / 100 + shifted / 400
        return shifted * 365 + leaps + ((month + 9) % 12 * 153 + 2) / 5 + day - 1 - 719_468
    }
}
