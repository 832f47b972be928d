import Primitives

/// The auditors' tally: how often each rule was evaluated, how often it failed, and where first, with the history
/// of the order concerned.
struct AuditTally: ~Copyable {
    private var evaluations = Table<UInt64>(repeating: 0, count: Rule.allCases.count)
    private var failures = Table<UInt64>(repeating: 0, count: Rule.allCases.count)
    private var first: [String] = Array(repeating: "", count: Rule.allCases.count)
    private var orders: [OrderID?] = Array(repeating: nil, count: Rule.allCases.count)
    private var histories: [MessageHistory.Quotation?] = Array(repeating: nil, count: Rule.allCases.count)
    /// The latest messages of all orders.
    var history = MessageHistory()

    /// Evaluates a rule about an order.
    @inline(__always)
    mutating func expect(_ rule: Rule, _ holds: Bool, order: OrderID, at now: Instant) {
        evaluations[rule.rawValue] += 1
        if !holds { fail(rule, order, at: now) }
    }

    /// Evaluates a rule about something else.
    mutating func expect(_ rule: Rule, _ holds: Bool, _ what: @autoclosure () -> String) {
        evaluations[rule.rawValue] += 1
        if !holds { fail(rule, what()) }
    }

    /// Evaluates a rule about an order, of which there is more to say than its number and the instant: in constant
    /// words and two numbers, so that the path of an event makes no text.
    @inline(__always)
    mutating func expect(
        _ rule: Rule, _ holds: Bool, order: OrderID, at now: Instant, because words: StaticString,
        _ first: Int64 = .min, _ more: StaticString = "", _ second: Int64 = .min
    ) {
        evaluations[rule.rawValue] += 1
        if !holds { fail(rule, order, at: now, words, first, more, second) }
    }

    /// Evaluates a rule about an order and a span of time.
    @inline(__always)
    mutating func expect(
        _ rule: Rule, _ holds: Bool, order: OrderID, at now: Instant, because words: StaticString, _ span: TimeSpan
    ) {
        evaluations[rule.rawValue] += 1
        if !holds { fail(rule, order, at: now, words, span) }
    }

    @inline(never)
    private mutating func fail(_ rule: Rule, _ order: OrderID, at now: Instant, _ what: String = "") {
        if failures[rule.rawValue] == 0 {
            orders[rule.rawValue] = order
            histories[rule.rawValue] = history.quote(order)
        }
        fail(rule, "order \(order.number) at \(now.sinceOrigin.inSeconds) s" + (what.isEmpty ? "" : ": " + what))
    }

    @inline(never)
    private mutating func fail(
        _ rule: Rule, _ order: OrderID, at now: Instant, _ words: StaticString, _ first: Int64, _ more: StaticString,
        _ second: Int64
    ) {
        var what = "\(words)"
        if first != .min { what += " \(first)" }
        if second != .min { what += "\(more) \(second)" }
        fail(rule, order, at: now, what)
    }

    @inline(never)
    private mutating func fail(
        _ rule: Rule, _ order: OrderID, at now: Instant, _ words: StaticString, _ span: TimeSpan
    ) {
        fail(rule, order, at: now, "\(words) \(span.inSeconds) s")
    }

    @inline(never)
    private mutating func fail(_ rule: Rule, _ what: String) {
        if failures[rule.rawValue] == 0 { first[rule.rawValue] = what }
        failures[rule.rawValue] += 1
    }

    /// Every rule that applies, with its counts.
    func results(where applies: (Rule) -> Bool) -> [CheckResult] {
        Rule.allCases.filter(applies).map {
            var result = CheckResult(
                id: $0.id, rule: $0.text, evaluations: evaluations[$0.rawValue],
                failures: failures[$0.rawValue], firstFailure: first[$0.rawValue],
                history: histories[$0.rawValue]?.lines ?? [])
            result.order = orders[$0.rawValue]
            result.isHistoryCut = histories[$0.rawValue]?.isCut ?? false
            return result
        }
    }
}
