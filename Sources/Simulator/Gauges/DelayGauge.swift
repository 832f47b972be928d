import Primitives
import Workload

/// Paid orders that were issued, or paid back, later than promised, and what their buyers get for it.
struct DelayGauge: BitwiseCopyable {
    private let promise: TimeSpan
    private let perHour: Money
    /// Orders that were late.
    private(set) var orders: UInt64 = 0
    /// Started hours beyond the promise, of all of them.
    private(set) var hours: Int64 = 0

    init(_ plan: BusinessPlan) {
        promise = plan.issuePromise
        perHour = plan.delayCompensation
    }

    /// An order came to its end so long after its payment.
    @inline(__always)
    mutating func ended(after delay: TimeSpan) {
        if delay > promise { add(delay - promise) }
    }

    private mutating func add(_ beyond: TimeSpan) {
        let hour = TimeSpan.hours(1).nanoseconds
        orders += 1
        hours += (beyond.nanoseconds + hour - 1) / hour
    }

    var compensation: Money { perHour * hours }
}
