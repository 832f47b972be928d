import Platform
import Primitives
import Workload

/// What the fleet did and cost up to an instant. Trivial, so that keeping it costs the event loop nothing.
struct FleetAccount: BitwiseCopyable {
    /// Per service, busy slots over available slots; one place for each of ``Service/count``.
    private(set) var utilisation = InlineArray<14, Double>(repeating: 0)
    /// Per service, hours for which servers served.
    private(set) var serverHours = InlineArray<14, Double>(repeating: 0)
    /// Hours billed, boots included, of all servers.
    let billedHours: Double
    /// What they cost, tariff by tariff.
    let statement: BillStatement

    init(_ fleet: borrowing Fleet, at now: Instant) {
        statement = fleet.bill.statement(at: now)
        billedHours = Double(statement.serverSeconds) / 3_600
        for pool in 0..<Service.count {
            let slots = fleet.pools[pool].slots.integral(until: now)
            let busy = fleet.pools[pool].busy.integral(until: now)
            utilisation[pool] = slots == 0 ? 0 : Double(busy) / Double(slots)
            serverHours[pool] = Double(slots) / Double(fleet.slotsPerServer) / 3.6e12
        }
    }
}
