import Primitives
import Workload

/// Sessions and requests of each minute, by region and product: what a forecast is made from, and a later run's trace.
///
/// 16 bytes for every combination that occurs in a minute.
struct TrafficLog: ~Copyable {
    private let columns: Int
    private var requests: Table<UInt32>
    private var sessions: Table<UInt32>
    private var early: Table<UInt32>
    private(set) var rows = Table<TrafficRow>()

    init(_ scenario: Scenario, isKept: Bool) {
        columns = scenario.catalogue.products + 1
        let cells = isKept ? scenario.population.regions.count * columns : 0
        requests = Table(repeating: 0, count: cells)
        sessions = Table(repeating: 0, count: cells)
        early = Table(repeating: 0, count: cells)
    }

    /// Lists come first, then products.
    @inline(__always)
    private func cell(_ region: UInt8, _ product: Int?) -> Int { Int(region) * columns + (product ?? -1) + 1 }

    @inline(__always)
    mutating func starts(region: UInt8, product: Int?, _ isEarly: Bool) {
        let cell = cell(region, product)
        if isEarly { early[cell] += 1 } else { sessions[cell] += 1 }
    }

    @inline(__always)
    mutating func clicks(region: UInt8, product: Int?) { requests[cell(region, product)] += 1 }

    /// The minute is over: keeps what there was in it, and begins anew.
    mutating func close(minute: Int32) {
        for cell in 0..<requests.count {
            let region = UInt8(cell / columns), product = Int16(cell % columns - 1)
            // Requests are told once, with the ordinary sessions.
            if sessions[cell] > 0 || requests[cell] > 0 {
                rows.append(
                    TrafficRow(
                        minute: minute, product: product, region: region, isEarly: false, sessions: sessions[cell],
                        requests: requests[cell]))
            }
            if early[cell] > 0 {
                rows.append(
                    TrafficRow(
                        minute: minute, product: product, region: region, isEarly: true, sessions: early[cell],
                        requests: 0))
            }
            sessions[cell] = 0
            requests[cell] = 0
            early[cell] = 0
        }
    }
}
