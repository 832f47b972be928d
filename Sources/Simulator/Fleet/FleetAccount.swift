import Platform
import Primitives
import Workload

/// What the fleet did and cost up to an instant.
struct FleetAccount {
    /// Per service, busy slots over available slots.
    private(set) var utilisation: [Double] = []
    /// Per service, hours for which servers served.
    private(set) var serverHours: [Double] = []
    /// Hours billed, boots included, of all servers.
    let billedHours: Double
    /// What they cost, tariff by tariff.
    let statement: BillStatement

    init(_ fleet: borrowing Fleet, at now: Instant) {
        for pool in 0..<Service.count {
            let slots = fleet.pools[pool].slots.integral(until: now)
            let busy = fleet.pools[pool].busy.integral(until: now)
            utilisation.append(slots == 0 ? 0 : Double(busy) / Double(slots))
            serverHours.append(Double(slots) / Double(fleet.slotsPerServer) / 3.6e12)
        }
        statement = fleet.bill.statement(at: now)
        billedHours = Double(statement.serverSeconds) / 3_600
    }
}
