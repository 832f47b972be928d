import Primitives

/// The problems found so far in a scenario, and the judgements that sections share.
struct ScenarioCheck {
    var problems: [Problem] = []

    /// Records a problem unless the condition holds.
    mutating func require(
        _ condition: Bool, _ path: String, related: [String] = [], _ message: @autoclosure () -> String
    ) {
        if !condition { problems.append(Problem(path: path, related: related, message: message())) }
    }

    mutating func permille(_ value: Int, _ path: String, least: Int = 0) {
        require((least...1_000).contains(value), path, "must be \(least == 0 ? "0 %" : "0.1 %") to 100 %")
    }

    mutating func positive(_ span: TimeSpan, _ path: String) {
        require(span > .zero && span <= .hours(24 * 366), path, "must be longer than 0 s; allowed: up to 366d")
    }

    /// Demand is planned second by second over the longest think times, so they must not be endless.
    mutating func thinkTime(_ span: TimeSpan, _ path: String) {
        require(span > .zero && span <= .hours(1), path, "must be longer than 0 s; allowed: up to 1h")
    }

    mutating func notNegative(_ span: TimeSpan, _ path: String) {
        require(span >= .zero && span <= .hours(24 * 366), path, "must not be negative; allowed: 0s to 366d")
    }

    mutating func range(_ value: Int, _ allowed: ClosedRange<Int>, _ path: String) {
        require(
            allowed.contains(value), path,
            "\(value) can't be simulated; allowed: \(allowed.lowerBound) to \(allowed.upperBound)")
    }

    mutating func variation(_ value: Double, _ path: String) {
        require(value >= 0 && value <= 10, path, "a coefficient of variation of \(value); allowed: 0 to 10")
    }

    mutating func notNegative(_ value: Double, _ path: String) {
        require(value >= 0 && value.isFinite, path, "must not be negative")
    }

    /// Names are present and differ from each other; takes the square of their number, so not of too many.
    mutating func names(_ names: [String], _ path: String) {
        guard names.count <= 255 else { return }
        for (i, name) in names.enumerated() {
            require(!name.isEmpty, "\(path)[\(i)].name", "must not be empty")
            if let first = names[..<i].firstIndex(of: name) {
                require(
                    false, "\(path)[\(i)].name", related: ["\(path)[\(first)].name"],
                    "'\(name)' is also the name of \(path)[\(first)]; names must differ")
            }
        }
    }
}
