import Simulator
import Statistics
import Workload

/// A claim beside what was simulated.
public struct ClaimResult: Equatable, Sendable {
    /// The claim.
    public var claim: Claim
    /// The mean over the seeds; nil if a run does not have the figure, or nothing to compare with.
    public var simulated: Double?
    /// Half the width of its 95 % confidence interval (Student's t over the seeds); nil with one seed.
    public var halfWidth: Double?

    /// Whether what was simulated bears the claim out; true if nothing is told.
    public var holds: Bool { claim.isTold ? simulated.map(claim.holds) ?? false : true }
}

extension Claim {
    /// The probability with which an interval holds the mean.
    public static var confidence: Double { 0.95 }

    /// The claim's value in one set of runs by name, all with the same seed; nil if it can't be had.
    ///
    /// A change is that of the figure per hour of the window: the runs' windows may differ in length.
    public func value(in results: [String: RunResult]) -> Double? {
        guard let ours = results[run]?.figure(figure) else { return nil }
        guard isChange else { return ours }
        guard let reference = results[against], let theirs = reference.figure(figure), theirs != 0,
            let hours = results[run]?.figure("window_hours"), let theirHours = reference.figure("window_hours"),
            hours > 0
        else { return nil }
        return ours / theirs * theirHours / hours - 1
    }

    /// The claim beside its values with several seeds.
    public func result(of values: [Double?]) -> ClaimResult {
        let known = values.compactMap { $0 }
        guard known.count == values.count, !known.isEmpty else {
            return ClaimResult(claim: self, simulated: nil, halfWidth: nil)
        }
        var sample = MeanVariance()
        for value in known { sample.add(value) }
        guard known.count > 1 else { return ClaimResult(claim: self, simulated: sample.mean, halfWidth: nil) }
        let t = StudentT(degreesOfFreedom: known.count - 1).quantile(within: Self.confidence)
        let error = (sample.variance / Double(known.count)).squareRoot()
        return ClaimResult(claim: self, simulated: sample.mean, halfWidth: t * error)
    }
}
