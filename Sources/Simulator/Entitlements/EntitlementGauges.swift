import Platform
import Primitives
import Statistics

/// What is measured of entitlements: changes by operation, checks by verdict, and how long checks take.
struct EntitlementGauges: ~Copyable {
    var checks: UInt64 = 0
    private(set) var verdicts = Table<UInt64>(repeating: 0, count: EntitlementVerdict.allCases.count)
    private(set) var latency = Histogram()
    var changes = Table<UInt64>(repeating: 0, count: LifecycleOperation.allCases.count)
    /// Changes that were asked for and refused.
    var refusals: UInt64 = 0

    @inline(__always)
    mutating func count(_ verdict: EntitlementVerdict, took time: TimeSpan) {
        verdicts[Int(verdict.rawValue)] += 1
        latency.record(time.nanoseconds)
    }

    /// Answers by verdict.
    func counts(of kind: EntitlementVerdict.Type) -> [Double] {
        var list: [Double] = []
        for index in 0..<verdicts.count { list.append(Double(verdicts[index])) }
        return list
    }

    /// Changes by operation.
    func counts(of kind: LifecycleOperation.Type) -> [Double] {
        var list: [Double] = []
        for index in 0..<changes.count { list.append(Double(changes[index])) }
        return list
    }

    /// Checks that had an answer.
    var answered: UInt64 {
        var sum: UInt64 = 0
        for verdict in 0..<verdicts.count { sum += verdicts[verdict] }
        return sum
    }
}
