import DiscreteEvent
import Primitives

extension NetworkModel: ReferenceModel {
    func total(of figure: NetworkFigure, until now: Instant) -> RatioTotal {
        switch figure {
        case .meanNumber:
            return .overTime(plan.stations.indices.reduce(0) { $0 + area(of: $1, until: now) }, until: now)
        case .numberAt(let station): return .overTime(area(of: station, until: now), until: now)
        case .throughputOf(let station):
            return RatioTotal(Double(stations[station].figures.completed) * 1e9, over: Int(now.nanoseconds))
        case .idleProbability(let station):
            return .overTime(Int128(now.nanoseconds) - occupied[station].integral(until: now), until: now)
        case .meanSojourn: return RatioTotal(spent, over: left)
        }
    }

    /// Customers at a station x nanoseconds.
    private func area(of station: Int, until now: Instant) -> Int128 {
        stations[station].busy.integral(until: now) + stations[station].waiting.integral(until: now)
    }
}
