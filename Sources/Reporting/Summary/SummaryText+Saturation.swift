import Simulator

extension SummaryText {
    /// Which service had more work than it could do first, when, and what it cost; then the others in order of time.
    func saturationSection() -> Section {
        let broken = result.saturated
        guard let first = broken.first, let how = first.saturation else { return unsaturated() }
        let clock = CivilTime(second: how.at).clockWithSeconds
        let isShedding = first.shed > 0 || first.dropped > 0
        let away = isShedding ? "jobs turned away" : "queues full, jobs turned away"
        let sign = how.beganWithRefusals ? away : "all slots busy, queues growing"
        var lines = [
            palette.paint(first.name, .strong) + " saturated first, at \(clock): \(sign)"
        ]
        lines += why(how.circumstances)
        var cost = ["\(NumberText.grouped(UInt64(how.seconds))) s in all"]
        if how.turnedAway > 0 { cost.append("\(NumberText.grouped(how.turnedAway)) jobs turned away") }
        if first.diverted > 0 { cost.append("\(NumberText.grouped(first.diverted)) clicks diverted") }
        cost.append("jobs waited \(NumberText.measured(how.extraWait)) ms longer")
        lines.append("it cost: " + cost.joined(separator: ", "))
        lines.append(
            "lost at it: \(NumberText.grouped(how.lostOrders)) orders worth "
                + "\(NumberText.yuan(fen: Double(how.lostSales.fen))), "
                + "\(NumberText.grouped(how.lostVisits)) visits before any order")
        if broken.count > 1 {
            var table = TextTable(
                ["service", "from", "seconds", "turned away", "diverted", "longer ms", "orders", "yuan", "visits"])
            for service in broken {
                guard let how = service.saturation else { continue }
                table.add([
                    .init(service.name), .init(CivilTime(second: how.at).clockWithSeconds),
                    .init(NumberText.grouped(UInt64(how.seconds))), .init(NumberText.grouped(how.turnedAway)),
                    .init(NumberText.grouped(service.diverted)), .init(NumberText.measured(how.extraWait)),
                    .init(NumberText.grouped(how.lostOrders)), .init("\(how.lostSales)"),
                    .init(NumberText.grouped(how.lostVisits)),
                ])
            }
            lines += [""] + table.lines(palette, width: innerWidth)
        }
        return Section(title: "SATURATION", lines: lines)
    }

    /// Why a service was saturated: what came against what it could do.
    private func why(_ now: SaturationCircumstances) -> [String] {
        func slots(_ count: Double) -> String { NumberText.measured(count) }
        var troubles: [String] = []
        if now.warmingUp > 0 { troubles.append("\(now.warmingUp) warming up") }
        if now.gray > 0 { troubles.append("\(now.gray) gray") }
        if now.booting > 0 { troubles.append("\(now.booting) more booting") }
        if now.down > 0 { troubles.append("\(now.down) more down") }
        var line =
            "why: \(now.cause.words); \(NumberText.measured(now.jobsPerSecond)) jobs/s are work for "
            + "\(slots(now.load)) slots, \(NumberText.grouped(now.serving)) servers did that of \(slots(now.capacity))"
        if !troubles.isEmpty { line += " (\(troubles.joined(separator: ", ")))" }
        if now.slowdown != 1 { line += ", each job taking \(NumberText.measured(now.slowdown)) times its time" }
        if now.repeatedShare >= 0.005 {
            line += "; \(NumberText.percent(now.repeatedShare)) of all clicks were repeated"
        }
        return line.wrapped(to: innerWidth)
    }

    private func unsaturated() -> Section {
        guard let busiest = result.services.max(by: { $0.utilisationPeak < $1.utilisationPeak }) else {
            return Section(title: "", lines: [])
        }
        let clock = CivilTime(second: busiest.utilisationPeakAt).clock
        let share = NumberText.percent(busiest.utilisationPeak)
        return Section(
            title: "SATURATION", lines: ["no service; the busiest was \(busiest.name), \(share) at \(clock)"])
    }
}
