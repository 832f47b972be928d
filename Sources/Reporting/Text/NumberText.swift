/// Numbers as people read them: grouped by thousands, no more digits than were measured.
enum NumberText {
    /// `1,234,567`.
    static func grouped(_ count: UInt64) -> String {
        let digits = Array(String(count).utf8)
        var bytes: [UInt8] = []
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { bytes.append(UInt8(ascii: ",")) }
            bytes.append(digit)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// `-1,234,567`.
    static func grouped(_ count: Int) -> String {
        (count < 0 ? "-" : "") + grouped(UInt64(count.magnitude))
    }

    /// Rounded to so many decimals: `1,234.50`. Beyond 15 digits as Swift writes it.
    static func fixed(_ value: Double, decimals: Int) -> String {
        guard value.isFinite else { return "–" }
        var scale: UInt64 = 1
        for _ in 0..<decimals { scale *= 10 }
        let scaled = (value.magnitude * Double(scale)).rounded()
        guard scaled < 1e15 else { return "\(value)" }
        let (whole, rest) = UInt64(scaled).quotientAndRemainder(dividingBy: scale)
        let sign = value < 0 && scaled > 0 ? "-" : ""
        guard decimals > 0 else { return sign + grouped(whole) }
        let fraction = String(rest)
        return sign + grouped(whole) + "." + String(repeating: "0", count: decimals - fraction.count) + fraction
    }

    /// Three significant digits, which is what a histogram with 1 % of error resolves: `0.52`, `5.20`,
    /// `52.0`, `520`, `5,200`.
    static func measured(_ value: Double) -> String {
        let size = value.magnitude
        if size == 0 { return "0" }
        if size < 9.995 { return fixed(value, decimals: 2) }
        if size < 99.95 { return fixed(value, decimals: 1) }
        if size < 999.5 { return fixed(value, decimals: 0) }
        var step = 10.0
        while size / step >= 999.5 { step *= 10 }
        return fixed((value / step).rounded() * step, decimals: 0)
    }

    /// Rounded to so many significant digits, 1 to 15: `0.0381234`, `12.3457`, `123,457`.
    static func significant(_ value: Double, digits: Int) -> String {
        guard value.isFinite, value != 0 else { return value == 0 ? "0" : "–" }
        var decimals = digits - 1
        var size = value.magnitude
        while size >= 10, decimals > 0 { (size, decimals) = (size / 10, decimals - 1) }
        while size < 1, decimals < 15 { (size, decimals) = (size * 10, decimals + 1) }
        return fixed(value, decimals: decimals)
    }

    /// A figure as it is: whole numbers whole, others with three decimals at most.
    static func figure(_ value: Double) -> String {
        if value == value.rounded() { return fixed(value, decimals: 0) }
        if value.magnitude >= 1_000 { return fixed(value, decimals: 1) }
        return fixed(value, decimals: 3)
    }

    /// `42.1 %`; what is little but not nothing is `<0.1 %`.
    static func percent(_ share: Double) -> String {
        share > 0 && share < 0.0005 ? "<0.1 %" : fixed(share * 100, decimals: 1) + " %"
    }

    /// `99.998 %`, rounded down: only a share of exactly 1 reads 100 %.
    static func availability(_ share: Double) -> String {
        if share >= 1 { return "100 %" }
        return fixed((share * 1e5).rounded(.down) / 1e3, decimals: 3) + " %"
    }

    /// Fen as yuan: `¥1,234.50`.
    static func yuan(fen: Double) -> String { "¥" + fixed(fen / 100, decimals: 2) }

    /// `1.2 M`, `31.0 k`, for rates on the progress line.
    static func short(_ value: Double) -> String {
        if value >= 1e9 { return fixed(value / 1e9, decimals: 1) + " G" }
        if value >= 1e6 { return fixed(value / 1e6, decimals: 1) + " M" }
        if value >= 1e3 { return fixed(value / 1e3, decimals: 1) + " k" }
        return fixed(value, decimals: 0)
    }

    /// A stretch of wall time: `0.8 s`, `42 s`, `3 min 05 s`.
    static func wall(seconds: Double) -> String {
        if seconds < 10 { return fixed(seconds, decimals: 1) + " s" }
        let whole = Int(seconds.rounded())
        if whole < 60 { return "\(whole) s" }
        let rest = whole % 60
        return "\(whole / 60) min " + (rest < 10 ? "0" : "") + "\(rest) s"
    }
}
