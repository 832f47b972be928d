/// The latency of one request, or of many together, in its parts; in nanoseconds.
struct LatencyBreakdown: BitwiseCopyable {
    private var times = InlineArray<24, Int64>(repeating: 0)

    /// The time of one part.
    @inline(__always)
    subscript(part: LatencyPart) -> Int64 {
        get { times[part.index] }
        set { times[part.index] = newValue }
    }

    /// All parts together.
    var total: Int64 {
        // Through a span: a subscript of the stored array copies all of it each time.
        let times = times.span
        var sum: Int64 = 0
        for index in 0..<LatencyPart.count { sum += times[index] }
        return sum
    }

    /// Adds another request's parts.
    mutating func add(_ other: LatencyBreakdown) {
        let more = other.times.span
        for index in 0..<LatencyPart.count { times[index] += more[index] }
    }
}
