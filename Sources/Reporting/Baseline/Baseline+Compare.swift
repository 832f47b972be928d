import Simulator

extension Baseline {
    /// The first thing in which results differ from a baseline.
    public enum Difference: Equatable, Sendable, CustomStringConvertible {
        /// Another scenario or other seeds: nothing can be said.
        case notComparable(String)
        /// A figure is another, or is only on one side.
        case figure(seed: UInt64, name: String, baseline: Double?, observed: Double?)
        /// All figures are the same, but something in between is not.
        case fingerprint(seed: UInt64, baseline: String, observed: String)

        /// 114, 112 or 115.
        public var exitCode: Int32 {
            switch self {
            case .notComparable: 114
            case .figure: 112
            case .fingerprint: 115
            }
        }

        /// One line with both values.
        public var description: String {
            switch self {
            case .notComparable(let reason):
                return "not comparable: \(reason)"
            case .figure(let seed, let name, let baseline, let observed):
                let (was, now) = (JSONWriter.number(baseline), JSONWriter.number(observed))
                return "seed \(seed): \(name) is \(observed == nil ? "missing" : now), "
                    + "the baseline says \(baseline == nil ? "nothing" : was)"
            case .fingerprint(let seed, let baseline, let observed):
                return "seed \(seed): fingerprint is \(observed), the baseline says \(baseline); all figures are equal"
            }
        }
    }

    /// The first difference: figures of every seed in the order of the results, then fingerprints.
    public func firstDifference(from results: [RunResult]) -> Difference? {
        if let name = results.first(where: { $0.scenario != scenario })?.scenario {
            return .notComparable("the baseline is of scenario \(scenario), not \(name)")
        }
        let ran = results.map(\.seed)
        guard ran == seeds.map(\.seed) else {
            return .notComparable("the baseline has the seeds \(seeds.map(\.seed)), not \(ran)")
        }
        for (entry, result) in zip(seeds, results) {
            if let difference = figureDifference(entry, result) { return difference }
        }
        for (entry, result) in zip(seeds, results) where entry.fingerprint != result.fingerprint.description {
            return .fingerprint(
                seed: entry.seed, baseline: entry.fingerprint, observed: result.fingerprint.description)
        }
        return nil
    }

    private func figureDifference(_ entry: Entry, _ result: RunResult) -> Difference? {
        for figure in result.figures where entry.figures[figure.name] != figure.value {
            // What is not finite is null in the file, and equal to nothing there.
            if entry.figures[figure.name] == nil, !figure.value.isFinite { continue }
            return .figure(
                seed: entry.seed, name: figure.name, baseline: entry.figures[figure.name], observed: figure.value)
        }
        let names = Set(result.figures.map(\.name))
        for name in entry.figures.keys.sorted() where !names.contains(name) {
            return .figure(seed: entry.seed, name: name, baseline: entry.figures[name], observed: nil)
        }
        return nil
    }
}
