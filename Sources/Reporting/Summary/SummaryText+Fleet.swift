import Simulator

extension SummaryText {
    /// How many servers there were, and what they cost.
    func fleetSection() -> Section {
        var lines: [String] = []
        let counts = [
            ("servers_prescaled", "prescaled"), ("servers_at_midnight", "at midnight"), ("servers_peak", "peak"),
        ]
        let servers = counts.compactMap { name, label in
            result.figure(name).map { label + " " + palette.paint(NumberText.figure($0), .strong) }
        }
        if !servers.isEmpty { lines += flowed(["servers: " + servers[0]] + servers.dropFirst()) }
        let failures = [("servers_crashed", "crashed"), ("servers_given_up", "given up"), ("servers_gray", "gray")]
        let failed = failures.compactMap { name, label in
            result.figure(name).flatMap { $0 > 0 ? "\(label) \(NumberText.figure($0))" : nil }
        }
        if !failed.isEmpty { lines += flowed(["servers that failed: " + failed[0]] + failed.dropFirst()) }
        var bill: [String] = []
        if let hours = result.figure("server_hours") {
            bill.append("server-hours " + NumberText.fixed(hours, decimals: 1))
        }
        if let cost = result.figure("cost_fen") { bill.append("cost " + NumberText.yuan(fen: cost)) }
        if let each = result.figure("cost_per_order_fen") {
            bill.append("per paid order " + NumberText.measured(each) + " fen")
        }
        lines += flowed(bill)
        lines += tariffLines()
        return Section(title: "FLEET", lines: lines)
    }

    /// Where the cost comes from, when not all of it is on demand.
    private func tariffLines() -> [String] {
        let base = result.figure("cost_reserved_fen") ?? 0, spot = result.figure("cost_spot_fen") ?? 0
        guard base > 0 || spot > 0 else { return [] }
        var parts = ["on demand " + NumberText.yuan(fen: result.figure("cost_on_demand_fen") ?? 0)]
        if base > 0 {
            let idle = NumberText.fixed(result.figure("reserved_idle_hours") ?? 0, decimals: 1)
            parts.append("reserved \(NumberText.yuan(fen: base)) (\(idle) h of it idle)")
        }
        if spot > 0 {
            let taken = NumberText.figure(result.figure("spot_interruptions") ?? 0)
            parts.append("spot \(NumberText.yuan(fen: spot)) (\(taken) servers taken back)")
        }
        return flowed(parts)
    }
}
