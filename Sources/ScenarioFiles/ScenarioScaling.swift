/// Numbers of a scenario that are moved together: `services.*.page-work` by 1.1.
public struct ScenarioScaling: Hashable, Sendable, CustomStringConvertible {
    /// The keys that lead to the numbers, from the top level. `*` stands for every key of a section; lists are gone
    /// through, and a section without the next key is left out.
    public let keys: [String]
    /// What they are multiplied by, in permille.
    public let permille: Int

    /// A scaling of the numbers at keys joined by dots; nil unless every key is `*` or a word of letters, digits and
    /// hyphens, and the factor is positive.
    public init?(path: String, permille: Int) {
        let keys = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let isKey = { (key: String) in
            key == "*" || !key.isEmpty && key.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
        }
        guard keys.allSatisfy(isKey), permille > 0 else { return nil }
        self.keys = keys
        self.permille = permille
    }

    /// `path x 1.1`.
    public var description: String { "\(keys.joined(separator: ".")) x \(Double(permille) / 1_000)" }
}

/// A number that a scaling moved: as it was written, and as it is read now.
public struct ScaledNumber: Equatable, Sendable {
    /// Number and unit in the words of scenario files.
    public var before: String
    public var after: String

    /// What it was really multiplied by; 1 for what is no number.
    public var factor: Double {
        func number(_ text: String) -> Double? {
            let digits = text.drop { "+-".contains($0) }.prefix { ("0"..."9").contains($0) || "._".contains($0) }
            return DecimalText(digits)?.nearest
        }
        guard let before = number(before), let after = number(after), before > 0 else { return 1 }
        return after / before
    }
}

extension SourceValue {
    /// The value with its numbers at these keys multiplied; what was moved is added to `moved`.
    ///
    /// Zero stays zero and is not counted. What is no number with or without a unit stays as it is, and what was moved
    /// by another of the keys before.
    func scaled(
        at keys: ArraySlice<String>, permille: Int, _ moved: inout [ScaledNumber], _ done: inout Set<SourcePosition>
    ) -> SourceValue {
        switch content {
        case .list(let items):
            let scaled = items.map { $0.scaled(at: keys, permille: permille, &moved, &done) }
            return SourceValue(position: position, content: .list(scaled))
        case .mapping(let entries):
            guard let key = keys.first else { return self }
            let scaled = entries.map { entry in
                guard key == "*" || key == entry.key else { return entry }
                let value = entry.value.scaled(at: keys.dropFirst(), permille: permille, &moved, &done)
                return SourceEntry(key: entry.key, position: entry.position, value: value)
            }
            return SourceValue(position: position, content: .mapping(scaled))
        case .scalar(let text, quoted: false):
            guard keys.isEmpty, let after = ScaledText.multiplied(text, permille: permille),
                after != text || permille == 1_000, done.insert(position).inserted
            else { return self }
            moved.append(ScaledNumber(before: text, after: after))
            return SourceValue(position: position, content: .scalar(after, quoted: false))
        case .scalar, .absent, .refused: return self
        }
    }
}

/// Numbers in the words of scenario files, multiplied.
enum ScaledText {
    /// The text with its number multiplied by so many permille; nil if it does not begin with a number.
    ///
    /// As exact as the value's form can take: shares to 0.1 %, multiples to 0.001 x, money to the fen, whole numbers
    /// without a unit to whole numbers. What would stay where it is for that moves by the least step there is.
    static func multiplied(_ text: String, permille: Int) -> String? {
        let number = text.prefix { ("0"..."9").contains($0) || "+-._".contains($0) }
        let digits = number.drop { "+-".contains($0) }
        guard let decimal = DecimalText(digits) else { return nil }
        let unit = text.dropFirst(number.count)
        let sign = number.hasPrefix("-") ? "-" : ""
        guard decimal.digits <= Int64.max / Int64(max(permille, 1_000)) / 10 else { return nil }
        // The number times the factor, with three decimals more.
        let product = decimal.digits * Int64(permille), places = decimal.places + 3
        let kept =
            switch unit.drop(while: { $0 == " " }) {
            case "": decimal.places == 0 ? 0 : decimal.places + 1
            case "%": 1
            case "x": 3
            case "yuan": 2
            case "fen", "ns": 0
            case _: places
            }
        var rounded = rounded(product, places: places, to: kept)
        if product > 0, rounded == Self.rounded(product / Int64(permille) * 1_000, places: places, to: kept) {
            rounded += permille > 1_000 ? 1 : permille < 1_000 ? -1 : 0
        }
        return sign + written(rounded, places: min(kept, places)) + unit
    }

    /// Half away from zero, to so many decimals.
    private static func rounded(_ digits: Int64, places: Int, to kept: Int) -> Int64 {
        guard kept < places else { return digits }
        let scale = (kept..<places).reduce(Int64(1)) { scale, _ in scale * 10 }
        return (digits + scale / 2) / scale
    }

    /// A decimal number without trailing zeros.
    private static func written(_ digits: Int64, places: Int) -> String {
        let text = String(repeating: "0", count: max(0, places + 1 - String(digits).count)) + String(digits)
        var decimals = text.suffix(places)
        while decimals.last == "0" { decimals.removeLast() }
        return text.dropLast(places) + (decimals.isEmpty ? "" : "." + decimals)
    }
}
