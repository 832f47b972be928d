import Simulator

extension SummaryText {
    /// What was offered and what was answered: the whole run, and its busiest minute.
    func loadSection() -> Section {
        var lines: [String] = []
        let counts = [
            ("requests", "requests"), ("requests_answered", "answered"), ("requests_failed", "failed"),
            ("requests_diverted", "diverted"),
        ]
        let parts = counts.compactMap { name, label in
            result.figure(name).map { label + " " + NumberText.figure($0) }
        }
        lines += flowed(parts)
        if let up = result.figure("availability") {
            var line = "availability " + NumberText.availability(up)
            if let down = result.figure("downtime_seconds") {
                line += "   downtime " + NumberText.figure(down) + " s" + downtimeByJourney
            }
            lines.append(line)
        }
        if let busiest = busiestMinute {
            var table = TextTable(["per second", "planned", "offered", "answered", "answered share"])
            table.add(periodRow("busiest minute (\(CivilTime(second: busiest.second).clock))", [busiest]))
            table.add(periodRow("whole run", result.timeline))
            lines += (lines.isEmpty ? [] : [""]) + table.lines(palette, width: innerWidth)
        }
        return Section(title: "LOAD, OFFERED AGAINST SERVED", lines: lines)
    }

    /// Which journeys were down, and for how many seconds; empty if none was.
    private var downtimeByJourney: String {
        let parts = ["browse", "order", "pay", "issue"].compactMap { name in
            result.figure("downtime_seconds_" + name).flatMap { $0 > 0 ? name + " " + NumberText.figure($0) : nil }
        }
        return parts.isEmpty ? "" : " (" + parts.joined(separator: ", ") + ")"
    }

    /// The minute in which most requests were sent; the first of several.
    var busiestMinute: TimelinePoint? {
        result.timeline.max { $0.requests < $1.requests || $0.requests == $1.requests && $0.second > $1.second }
    }

    private func periodRow(_ label: String, _ points: [TimelinePoint]) -> [TextTable.Cell] {
        let minutes = Double(points.count)
        let planned = points.reduce(0) { $0 + $1.planned } / minutes
        let sent = points.reduce(0) { $0 + $1.requests } / minutes
        let answered = points.reduce(0) { $0 + $1.answered } / minutes
        let share = sent > 0 ? NumberText.percent(answered / sent) : "–"
        return [
            .init(label), .init(NumberText.fixed(planned, decimals: 1)), .init(NumberText.fixed(sent, decimals: 1)),
            .init(NumberText.fixed(answered, decimals: 1)), .init(share),
        ]
    }
}
