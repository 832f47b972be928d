extension Threshold {
    /// Reads one condition in k6's grammar, for example `p(99)<800ms` on `request_latency{service:game-card}`.
    ///
    /// Latencies take `p(N)`, `med`, `avg` and `max` and a duration; figures take `value` and a plain
    /// number, shares among them a percentage. The problem's path is `thresholds.` and the metric.
    public static func parse(metric: String, expression: String) -> Result<Threshold, Problem> {
        func refuse(_ message: String) -> Result<Threshold, Problem> {
            .failure(Problem(path: "thresholds.\(metric)", message: message))
        }
        let target: (name: String, service: Service?)
        switch parseMetric(metric) {
        case .success(let parsed): target = parsed
        case .failure(let problem): return .failure(problem)
        }
        let isLatency = FigureName.latencies.contains(target.name)
        let form = isLatency ? "'p(99)<800ms', 'med<80ms', 'avg<200ms' or 'max<5s'" : "'value==0' or 'value>=1000'"
        guard let split = splitComparison(expression) else {
            return refuse("'\(expression)' compares nothing; write a condition such as \(form)")
        }
        guard let statistic = parseStatistic(split.left, ofLatency: isLatency) else {
            let kind = isLatency ? "latency" : "figure"
            let levels = isLatency ? "; p(N) is measured for N = 50, 90, 95, 99, 99.9 and 100" : ""
            return refuse("'\(split.left)' is no number of the \(kind) \(target.name); write \(form)\(levels)")
        }
        guard let bound = parseBound(split.right, of: target.name, isLatency: isLatency) else {
            return refuse("'\(split.right)' is no bound for \(target.name); \(boundForm(target.name, isLatency))")
        }
        return .success(
            Threshold(
                metric: metric, name: target.name, service: target.service, statistic: statistic,
                comparison: split.comparison, bound: bound, expression: expression))
    }

    /// Reads a metric: the name of a figure or latency, for `request_latency` with an optional `{service:...}`.
    public static func parseMetric(_ metric: String) -> Result<(name: String, service: Service?), Problem> {
        func refuse(_ message: String) -> Result<(name: String, service: Service?), Problem> {
            .failure(Problem(path: "thresholds.\(metric)", message: message))
        }
        let name = String(metric.prefix { $0 != "{" })
        let known = FigureName.latencies + FigureName.all
        guard known.contains(name) else {
            let meant = Problem.nearest(to: name, among: known)
            return refuse(
                "unknown metric '\(name)'" + (meant.map { ", did you mean '\($0)'?" } ?? "")
                    + "; allowed: \(known.joined(separator: ", "))")
        }
        let tag = metric.dropFirst(name.count)
        if tag.isEmpty { return .success((name, nil)) }
        guard name == "request_latency" else { return refuse("'\(name)' takes no tag; only request_latency does") }
        let paged = Service.allCases.filter { $0.servesPages && $0 != .gateway }.map(\.name)
        guard tag.hasPrefix("{service:"), tag.hasSuffix("}") else {
            return refuse("'\(tag)' is no tag; write {service:game-card}")
        }
        let wanted = String(tag.dropFirst(9).dropLast())
        guard let service = Service(name: wanted), paged.contains(wanted) else {
            return refuse("no service '\(wanted)' serves pages; allowed: \(paged.joined(separator: ", "))")
        }
        return .success((name, service))
    }

    /// Splits at the only comparison; nil without one, or with anything but one.
    private static func splitComparison(
        _ text: String
    ) -> (left: Substring, comparison: Comparison, right: Substring)? {
        let isSign = { (c: Character) in c == "<" || c == ">" || c == "=" || c == "!" }
        guard let start = text.firstIndex(where: isSign) else { return nil }
        let rest = text[start...]
        let sign = rest.prefix(while: isSign)
        guard let comparison = Comparison(rawValue: String(sign)) else { return nil }
        let right = trimmed(rest.dropFirst(sign.count))
        return right.contains(where: isSign) ? nil : (trimmed(text[..<start]), comparison, right)
    }

    /// The percentiles that a result has.
    private static var measuredPercentiles: [Double] { [50, 90, 95, 99, 99.9, 100] }

    private static func parseStatistic(_ text: Substring, ofLatency: Bool) -> Statistic? {
        guard ofLatency else { return text == "value" ? .value : nil }
        if text == "avg" { return .average }
        if text == "max" { return .maximum }
        if text == "med" { return .percentile(50) }
        guard text.hasPrefix("p("), text.hasSuffix(")"), let percent = plainNumber(text.dropFirst(2).dropLast()),
            measuredPercentiles.contains(percent)
        else { return nil }
        return .percentile(percent)
    }

    /// Milliseconds for latencies, a share of 1 for shares, the number itself otherwise.
    private static func parseBound(_ text: Substring, of name: String, isLatency: Bool) -> Double? {
        if FigureName.isShare(name) {
            guard text.hasSuffix("%"), let percent = plainNumber(trimmed(text.dropLast())), percent <= 100 else {
                return nil
            }
            return percent / 100
        }
        if !isLatency { return plainNumber(text) }
        // Longer units first: "ms" and "us" end in "s", too.
        for (unit, milliseconds) in [("us", 0.001), ("ms", 1), ("min", 60_000), ("s", 1_000)] {
            guard text.hasSuffix(unit) else { continue }
            return plainNumber(trimmed(text.dropLast(unit.count))).map { $0 * milliseconds }
        }
        return nil
    }

    private static func boundForm(_ name: String, _ isLatency: Bool) -> String {
        if isLatency { return "write a duration with its unit: us, ms, s or min" }
        return FigureName.isShare(name) ? "write a share such as 99.99%" : "write a plain number"
    }

    /// Digits with at most one decimal point: no sign, exponent, infinity or hexadecimals.
    private static func plainNumber(_ text: Substring) -> Double? {
        guard let first = text.first, let last = text.last, first != ".", last != ".", text.count <= 18,
            text.allSatisfy({ ("0"..."9").contains($0) || $0 == "." })
        else { return nil }
        return Double(text)
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var rest = text
        while rest.first == " " { rest.removeFirst() }
        while rest.last == " " { rest.removeLast() }
        return rest
    }
}

extension Service {
    /// Whether shoppers' page requests go to it.
    public var servesPages: Bool {
        switch self {
        case .gateway, .catalogue, .gameCard, .membership, .licence, .course: true
        case .order, .coupon, .stock, .payment, .issuing, .audit, .notification, .verification: false
        }
    }
}
