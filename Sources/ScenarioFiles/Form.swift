import Primitives
import Workload

/// How a scalar is written: with which unit, how exact, and what is said to those who write it otherwise.
struct Form<Value> {
    /// What to write, for messages.
    var expected: String
    /// The value of a text, or why it has none.
    var parse: (_ text: String, _ quoted: Bool) -> Result<Value, FormRefusal>
}

extension Form {
    /// The same words for something made of their values.
    func map<Other>(_ transform: @escaping (Value) -> Other) -> Form<Other> {
        Form<Other>(expected: expected) { text, quoted in parse(text, quoted).map(transform) }
    }
}

/// Why a text has no value in a form; reads on from the text itself.
struct FormRefusal: Error {
    var reason: String
    init(_ reason: String) { self.reason = reason }
}

/// A decimal number as it is written: exact, in powers of ten.
struct DecimalText {
    /// The number times 10 to the power of ``places``.
    var digits: Int64
    /// How many digits stand after the point.
    var places: Int

    /// Reads digits with at most one point, at most 18 in all; `_` may stand between digits.
    init?(_ text: Substring) {
        var digits: Int64 = 0, places = 0, count = 0, hasPoint = false
        var previous: UInt8 = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                guard count < 18 else { return nil }
                digits = digits * 10 + Int64(byte - UInt8(ascii: "0"))
                count += 1
                if hasPoint { places += 1 }
            case UInt8(ascii: "."):
                guard !hasPoint, Self.isDigit(previous) else { return nil }
                hasPoint = true
            case UInt8(ascii: "_"):
                guard Self.isDigit(previous), !hasPoint else { return nil }
            default: return nil
            }
            previous = byte
        }
        guard Self.isDigit(previous) else { return nil }
        self.digits = digits
        self.places = places
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    /// The number times `factor`; nil unless that is a whole number of 64 bits.
    func times(_ factor: Int64) -> Int64? {
        let (product, overflow) = digits.multipliedReportingOverflow(by: factor)
        guard !overflow else { return nil }
        let scale = (0..<places).reduce(Int64(1)) { scale, _ in scale * 10 }
        return product % scale == 0 ? product / scale : nil
    }

    /// The nearest floating-point number.
    var nearest: Double {
        let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
        // Both are exact below 2^53 and 10^22, so that one division rounds correctly (Clinger, 1990).
        return Double(digits) / scale
    }
}

/// A text split into sign, number and unit.
private struct Quantity {
    var isNegative: Bool
    var number: DecimalText
    var unit: Substring

    /// Nil if no number stands at the beginning.
    init?(_ text: String) {
        var rest = Substring(text)
        isNegative = rest.first == "-"
        if isNegative || rest.first == "+" { rest.removeFirst() }
        let digits = rest.prefix { ("0"..."9").contains($0) || $0 == "." || $0 == "_" }
        guard let number = DecimalText(digits) else { return nil }
        self.number = number
        unit = rest.dropFirst(digits.count)
        while unit.first == " " { unit.removeFirst() }
    }
}

/// A form of numbers with a unit; `convert` gets number, unit and sign.
private func united<Value>(
    _ expected: String, _ convert: @escaping (Quantity) -> Result<Value, FormRefusal>
) -> Form<Value> {
    Form(expected: expected) { text, _ in
        guard let quantity = Quantity(text) else { return .failure(FormRefusal("is no number with a unit")) }
        return convert(quantity)
    }
}

private func unitRefusal<Value>(_ quantity: Quantity) -> Result<Value, FormRefusal> {
    let unit = shortened(String(quantity.unit))
    return .failure(FormRefusal(unit.isEmpty ? "has no unit" : "has the unknown unit '\(unit)'"))
}

extension Form where Value == TimeSpan {
    /// A length of time that is not negative.
    static var duration: Self {
        united("a duration such as 800ms, 30s or 2h (units: ns, us, ms, s, min, h, d)") { quantity in
            if quantity.isNegative { return .failure(FormRefusal("is negative")) }
            return nanoseconds(quantity).map(TimeSpan.init(nanoseconds:))
        }
    }

    /// How long something lasts that is sold: up to ten years.
    static var term: Self {
        united("a length of time such as 30d or 12h (units: ns, us, ms, s, min, h, d)") { quantity in
            if quantity.isNegative { return .failure(FormRefusal("is negative")) }
            return nanoseconds(quantity, days: 3_660).map(TimeSpan.init(nanoseconds:))
        }
    }

    fileprivate static func nanoseconds(_ quantity: Quantity, days: Int64 = 366) -> Result<Int64, FormRefusal> {
        let units: [String: Int64] = [
            "ns": 1, "us": 1_000, "ms": 1_000_000, "s": 1_000_000_000, "min": 60_000_000_000,
            "h": 3_600_000_000_000, "d": 86_400_000_000_000,
        ]
        guard let unit = units[String(quantity.unit)] else { return unitRefusal(quantity) }
        guard let length = quantity.number.times(unit), length <= days * 86_400_000_000_000 else {
            return .failure(FormRefusal("is no whole number of nanoseconds up to \(days) days"))
        }
        return .success(quantity.isNegative ? -length : length)
    }
}

extension Form where Value == Instant {
    /// A time before (negative) or after the sale begins.
    static var instant: Self {
        united("the time from the sale, such as -2h, 0s or 3min (units: ns, us, ms, s, min, h, d)") { quantity in
            Form<TimeSpan>.nanoseconds(quantity).map(Instant.init(nanoseconds:))
        }
    }
}

extension Form where Value == Money {
    /// An amount of money in yuan with at most two decimals, or in fen; exact.
    static var money: Self {
        united("an amount such as 0.5 yuan or 88 fen") { quantity in
            if quantity.isNegative { return .failure(FormRefusal("is negative")) }
            guard let fen: Int64 = ["yuan": 100, "fen": 1][String(quantity.unit)] else { return unitRefusal(quantity) }
            guard let amount = quantity.number.times(fen), amount <= 1_000_000_000_000_000 else {
                return .failure(FormRefusal("is no whole number of fen up to 10000000000000 yuan"))
            }
            return .success(Money(fen: amount))
        }
    }
}

extension Form where Value == Int64 {
    /// Money as a number of fen.
    static var fen: Self {
        Form(expected: Form<Money>.money.expected) { text, quoted in Form<Money>.money.parse(text, quoted).map(\.fen) }
    }

    /// A duration in whole seconds.
    static var wholeSeconds: Self {
        united("a duration in whole seconds such as 60s or 1min") { quantity in
            if quantity.isNegative { return .failure(FormRefusal("is negative")) }
            return Form<TimeSpan>.nanoseconds(quantity).flatMap { length in
                length % 1_000_000_000 == 0
                    ? .success(length / 1_000_000_000) : .failure(FormRefusal("is no whole number of seconds"))
            }
        }
    }
}

extension Form where Value == Int {
    /// A whole number without a unit.
    static var count: Self {
        Form(expected: "a whole number without a unit or quotes") { text, quoted in
            guard !quoted, !text.contains("."), let number = DecimalText(Substring(text)) else {
                return .failure(FormRefusal(quoted ? "is a text, not a number" : "is no whole number"))
            }
            return .success(Int(number.digits))
        }
    }

    /// A share of a whole, in permille.
    static var share: Self {
        united("a share such as 10 % or 0.1 %") { quantity in
            guard quantity.unit == "%" else { return unitRefusal(quantity) }
            if quantity.isNegative { return .failure(FormRefusal("is negative")) }
            guard let permille = quantity.number.times(10) else {
                return .failure(FormRefusal("has more than one decimal"))
            }
            return permille <= 1_000 ? .success(Int(permille)) : .failure(FormRefusal("is more than 100 %"))
        }
    }

    /// A factor, in permille.
    static var factor: Self {
        united("a multiple such as 4 x or 1.5 x") { quantity in
            guard quantity.unit == "x" else { return unitRefusal(quantity) }
            if quantity.isNegative { return .failure(FormRefusal("is negative")) }
            guard let permille = quantity.number.times(1_000), permille <= 1_000_000 else {
                return .failure(FormRefusal("has more than three decimals or is more than 1000 x"))
            }
            return .success(Int(permille))
        }
    }
}

extension Form where Value == UInt8 {
    /// A whole number up to 255.
    static var smallCount: Self {
        Form(expected: "a whole number from 1 to 255") { text, quoted in
            Form<Int>.count.parse(text, quoted).flatMap { count in
                UInt8(exactly: count).map { .success($0) } ?? .failure(FormRefusal("is too large"))
            }
        }
    }
}

extension Form where Value == UInt64 {
    /// A seed: any number of 64 bits.
    static var seed: Self {
        Form(expected: "a whole number from 0 to 18446744073709551615") { text, quoted in
            guard !quoted, text.allSatisfy({ ("0"..."9").contains($0) }), let seed = UInt64(text) else {
                return .failure(FormRefusal("is no seed"))
            }
            return .success(seed)
        }
    }
}

extension Form where Value == Double {
    /// A rate per second.
    static var rate: Self { Self.scaled(unit: "/s", "a rate such as 95.4/s") }
    /// A multiple of the ordinary mean rate.
    static var multiple: Self { Self.scaled(unit: "x", "a multiple of the ordinary rate such as 30 x") }

    /// A number without a unit.
    static var number: Self {
        Form(expected: "a number such as 0.8, without a unit or quotes") { text, quoted in
            if text.hasPrefix("-") { return .failure(FormRefusal("is negative")) }
            guard !quoted, let number = DecimalText(Substring(text)) else {
                return .failure(FormRefusal(quoted ? "is a text, not a number" : "is no number"))
            }
            return .success(number.nearest)
        }
    }

    private static func scaled(unit: String, _ expected: String) -> Self {
        united(expected) { quantity in
            guard quantity.unit == unit else { return unitRefusal(quantity) }
            return quantity.isNegative ? .failure(FormRefusal("is negative")) : .success(quantity.number.nearest)
        }
    }
}

extension Form where Value == String {
    /// Any text.
    static var text: Self {
        Form(expected: "a text") { text, _ in text.isEmpty ? .failure(FormRefusal("is empty")) : .success(text) }
    }
}

extension Form where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    /// One of a few words.
    static var word: Self { Form.word(of: Array(Value.allCases), \.rawValue) }
}

extension Form where Value == Service {
    /// The name of a service.
    static var service: Self { Form.word(of: Service.allCases, \.name) }
}

extension Form {
    /// One of a few values, by name.
    static func word(of values: [Value], _ name: @escaping (Value) -> String) -> Self {
        let names = values.map(name)
        return Form(expected: names.joined(separator: ", ").replacingLastComma) { text, _ in
            if let place = names.firstIndex(of: text) { return .success(values[place]) }
            let meant = Problem.nearest(to: text, among: names)
            return .failure(FormRefusal("is unknown" + (meant.map { ", did you mean '\($0)'?" } ?? "")))
        }
    }
}

extension String {
    /// "a, b, c" as "a, b or c".
    fileprivate var replacingLastComma: String {
        guard let comma = lastIndex(of: ",") else { return self }
        return self[..<comma] + " or" + self[index(after: comma)...]
    }
}
