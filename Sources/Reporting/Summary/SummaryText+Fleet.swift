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
        var bill: [String] = []
        if let hours = result.figure("server_hours") {
            bill.append("server-hours " + NumberText.fixed(hours, decimals: 1))
        }
        if let cost = result.figure("cost_fen") { bill.append("cost " + NumberText.yuan(fen: cost)) }
        if let each = result.figure("cost_per_order_fen") {
            bill.append("per paid order " + NumberText.measured(each) + " fen")
        }
        lines += flowed(bill)
        return Section(title: "FLEET", lines: lines)
    }
}
