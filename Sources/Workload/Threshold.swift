/// One condition on a figure of the run, in k6's grammar: `p(99)<800ms` on `request_latency{service:game-card}`.
public struct Threshold: Equatable, Sendable {
    /// The figure or the latency, as written; tags in braces narrow a latency to one service.
    public var metric: String
    /// The metric without its tags.
    public var name: String
    /// The service of a `{service:...}` tag; nil without one.
    public var service: Service?
    /// Which number of the metric is compared.
    public var statistic: Statistic
    /// How it is compared.
    public var comparison: Comparison
    /// With what: milliseconds for latencies, a share for rates.
    public var bound: Double
    /// The expression as written.
    public var expression: String

    /// Which number of a metric.
    public enum Statistic: Equatable, Sendable {
        /// The figure itself.
        case value
        /// A percentile, 0 to 100, of a latency.
        case percentile(Double)
        /// The mean of a latency.
        case average
        /// The largest of a latency.
        case maximum
    }

    /// How two numbers are compared.
    public enum Comparison: String, CaseIterable, Sendable {
        case less = "<"
        case lessOrEqual = "<="
        case equal = "=="
        case notEqual = "!="
        case greaterOrEqual = ">="
        case greater = ">"

        /// Whether `observed` stands in this relation to `bound`.
        public func holds(_ observed: Double, _ bound: Double) -> Bool {
            switch self {
            case .less: observed < bound
            case .lessOrEqual: observed <= bound
            case .equal: observed == bound
            case .notEqual: observed != bound
            case .greaterOrEqual: observed >= bound
            case .greater: observed > bound
            }
        }
    }

    public init(
        metric: String, name: String, service: Service?, statistic: Statistic, comparison: Comparison,
        bound: Double, expression: String
    ) {
        self.metric = metric
        self.name = name
        self.service = service
        self.statistic = statistic
        self.comparison = comparison
        self.bound = bound
        self.expression = expression
    }
}
