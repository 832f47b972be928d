import Workload

extension Threshold {
    /// Compares the condition with a result. A metric without samples fails.
    func evaluate(_ result: RunResult) -> ThresholdResult {
        let observed = observed(in: result)
        return ThresholdResult(
            threshold: self, observed: observed, passed: observed.map { comparison.holds($0, bound) } ?? false)
    }

    private func observed(in result: RunResult) -> Double? {
        if statistic == .value { return result.figure(name) }
        guard let latency = latency(in: result), latency.count > 0 else { return nil }
        switch statistic {
        case .value: return nil
        case .average: return latency.mean
        case .maximum: return latency.max
        case .percentile(let p):
            switch p {
            case 50: return latency.p50
            case 90: return latency.p90
            case 95: return latency.p95
            case 99: return latency.p99
            case 99.9: return latency.p99_9
            case 100: return latency.max
            default: return nil
            }
        }
    }

    private func latency(in result: RunResult) -> LatencySummary? {
        if let service { return result.services[service.index].latency }
        switch name {
        case "request_latency": return result.requests
        case "order_latency": return result.windows.first?.journeys[1].latency
        case "pay_latency": return result.windows.first?.journeys[2].latency
        case "issue_latency": return result.windows.first?.journeys[3].latency
        case "verification_latency": return result.services[Service.verification.index].latency
        default: return nil
        }
    }
}
