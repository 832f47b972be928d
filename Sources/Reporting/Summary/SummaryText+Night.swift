import Simulator

extension SummaryText {
    /// The run as charts over time.
    func nightSection() -> Section {
        let last = result.timeline.lastIndex { $0.requests > 0 || $0.answered > 0 || $0.paid > 0 }
        guard let last else { return Section(title: "", lines: []) }
        return Section(
            title: "THE NIGHT (columns show their largest minute)", lines: charts(Array(result.timeline[...last])))
    }

    /// The same charts from 10 minutes before the busiest minute to 20 minutes after it.
    func peakSection() -> Section {
        guard let busiest = busiestMinute, result.timeline.count > 45 else { return Section(title: "", lines: []) }
        let points = result.timeline.filter {
            $0.second >= busiest.second - 600 && $0.second <= busiest.second + 1_200
        }
        let clock = CivilTime(second: busiest.second).clock
        return Section(title: "THE BUSIEST HALF HOUR (around \(clock))", lines: charts(points))
    }

    private func charts(_ points: [TimelinePoint]) -> [String] {
        guard let first = points.first else { return [] }
        let labelWidth = 16
        func chart(_ value: (TimelinePoint) -> Double) -> TimeChart {
            TimeChart(
                samples: points.map(value), start: first.second, interval: 60, width: innerWidth - labelWidth)
        }
        var lines: [String] = []
        func draw(_ name: String, _ chart: TimeChart, height: Int, _ maximum: String, always: Bool = true) {
            guard always || chart.maximum > 0 else { return }
            for (row, bars) in chart.bars(height: height).enumerated() {
                let label = row == 0 ? name : row == 1 ? "max " + maximum : ""
                lines.append(palette.paint(label.padded(to: labelWidth), .faint) + trimmed(bars))
            }
        }
        let load = chart { $0.requests }
        draw("requests/s", load, height: 3, NumberText.measured(load.maximum))
        let latency = chart { $0.p99 }
        draw("p99 latency", latency, height: 2, NumberText.measured(latency.maximum) + " ms")
        let servers = chart { Double($0.servers) }
        draw("servers", servers, height: 2, NumberText.fixed(servers.maximum, decimals: 0))
        let paid = chart { Double($0.paid) }
        draw("paid/min", paid, height: 2, NumberText.fixed(paid.maximum, decimals: 0))
        let diverted = chart { Double($0.diverted) }
        draw("diverted/min", diverted, height: 2, NumberText.fixed(diverted.maximum, decimals: 0), always: false)
        let preparing = chart { Double($0.preparing) }
        draw("being prepared", preparing, height: 2, NumberText.fixed(preparing.maximum, decimals: 0), always: false)
        lines.append(palette.paint(String(repeating: " ", count: labelWidth) + load.axis(), .faint))
        return lines
    }

    private func trimmed(_ line: String) -> String {
        guard let last = line.lastIndex(where: { $0 != " " }) else { return "" }
        return String(line[...last])
    }
}
