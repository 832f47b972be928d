import Primitives
import Simulator

/// Why a run was as slow as it was, as text for a terminal: the bottleneck, the tail, and its slowest requests.
public enum ExplanationText {
    /// The parts of the summary that explain, and the slowest requests and orders.
    ///
    /// - Parameter path: the scenario's file, for the command that tells more.
    public static func render(
        _ result: RunResult, path: String, palette: Palette = .none, width: Int = 100
    ) -> String {
        let summary = SummaryText(result, palette: palette, width: width)
        var sections = [summary.saturationSection(), summary.tailSection()]
        sections.append(summary.slowestSection("SLOWEST REQUESTS (ms)", result.slowestRequests))
        sections.append(summary.slowestSection("SLOWEST ORDERS AND PAYMENTS (ms)", result.slowestOrders))
        var lines = summary.header()
        for section in sections where !section.lines.isEmpty {
            lines += ["", palette.paint(section.title, .strong)]
            lines += section.lines.map { $0.isEmpty ? "" : "  " + $0 }
        }
        if let order = result.slowestOrders.first?.order {
            lines += ["", "One order's life: rehearse explain \(path) --order \(order.number)"]
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension SummaryText {
    /// A row for each slow request, with its two longest parts.
    func slowestSection(_ title: String, _ requests: [SlowRequestResult]) -> Section {
        guard !requests.isEmpty else { return Section(title: "", lines: []) }
        var table = TextTable(["wanted at", "page", "service", "mostly", "latency", "clicks", "order"], wordColumns: 4)
        for request in requests {
            let longest = request.parts.prefix(2).map { share in
                "\(share.part.name) \(NumberText.measured(Double(share.nanoseconds) / 1e6))"
            }
            table.add([
                .init(OrderLifeText.clock(request.since)), .init("\(request.page)"), .init(request.service.name),
                .init(longest.joined(separator: ", ")), .init(NumberText.measured(request.latency.inMilliseconds)),
                .init("\(request.reclicks + 1)"), .init(request.order.map { "\($0.number)" } ?? "–"),
            ])
        }
        return Section(title: title, lines: table.lines(palette, width: innerWidth))
    }
}
