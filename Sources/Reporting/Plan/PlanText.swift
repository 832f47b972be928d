import Primitives
import Workload

/// The resolved plan of a scenario as text: demand as planned and as derived, and what a run will take.
public enum PlanText {
    /// Events that one request brings with it, all its messages and waits counted: 4.97 in `smoke`.
    static var eventsPerRequest: Double { 5 }
    /// Events per second: 5.4 to 5.5 M in the first hours of `double11`, in a release build on one core
    /// of a 2-core x86-64 server with other work on it.
    static var eventsPerSecond: Double { 5.5e6 }

    /// The text, with a line feed at the end.
    ///
    /// - Parameters:
    ///   - everyMinute: a row for each minute; otherwise rows only where the planned rate has changed
    ///     by more than 1 % since the last row, and on the hour.
    public static func render(
        _ scenario: Scenario, plan: TrafficPlan, everyMinute: Bool, palette: Palette = .none
    ) -> String {
        var lines = [palette.paint("scenario ok", .good) + "  \(scenario.name)  \(scenario.title)", ""]
        var table = TextTable(["minute", "planned/s", "derived/s", "difference"])
        for minute in everyMinute ? plan.minutes : compressed(plan.minutes) {
            table.add([
                .init(String(CivilTime(second: minute.second).dated.dropLast(3))),
                .init(NumberText.fixed(minute.planned, decimals: 1)),
                .init(NumberText.fixed(minute.derived, decimals: 1)), .init(signed(difference(minute))),
            ])
        }
        if !table.rows.isEmpty { lines += table.lines(palette, width: 80) + [""] }
        lines += forecastLines(scenario, palette)
        if let worst = plan.minutes.max(by: { abs(difference($0)) < abs(difference($1)) }) {
            let clock = CivilTime(second: worst.second).dated.dropLast(3)
            lines.append("largest difference  \(signed(difference(worst))) at \(clock)")
        }
        let requests = plan.derivedRequests
        lines.append("expected requests   \(NumberText.fixed(requests, decimals: 0))")
        lines.append("expected orders     \(NumberText.fixed(plan.expectedOrders, decimals: 0))")
        let events = requests * eventsPerRequest
        let wall = NumberText.wall(seconds: events / eventsPerSecond)
        lines.append("estimated run time  \(wall) (\(NumberText.short(events)) events, release build)")
        return lines.joined(separator: "\n") + "\n"
    }

    /// The forecast beside what the curve has, where it changes the fleet; nothing without one.
    private static func forecastLines(_ scenario: Scenario, _ palette: Palette) -> [String] {
        guard let forecast = scenario.fleetForecast(seed: scenario.seed) else { return [] }
        var table = TextTable(["hour", "forecast/s", "curve's mean/s", "off by", "servers"])
        var shown: Int?
        for (index, rate) in forecast.requestsPerSecond.enumerated() {
            let begins = forecast.start + TimeSpan.hours(1) * Int64(index)
            guard begins < scenario.end, forecast.servers(hour: index) != shown else { continue }
            shown = forecast.servers(hour: index)
            let curve = (0..<3_600).reduce(0.0) { $0 + scenario.traffic.rate(at: begins + .seconds($1)) } / 3_600
            table.add([
                .init(String(CivilTime(second: begins.sinceOrigin.inSeconds).dated.dropLast(3))),
                .init(NumberText.fixed(rate, decimals: 1)), .init(NumberText.fixed(curve, decimals: 1)),
                .init(curve > 0 ? signed(rate / curve - 1) : "–"), .init("\(forecast.servers(hour: index))"),
            ])
        }
        return table.rows.isEmpty ? [] : table.lines(palette, width: 80) + [""]
    }

    /// The minutes on the hour, those after a change of the planned rate by more than 1 %, and the last.
    static func compressed(_ minutes: [TrafficPlan.Minute]) -> [TrafficPlan.Minute] {
        var shown: [TrafficPlan.Minute] = []
        for (index, minute) in minutes.enumerated() {
            let onTheHour = Int(minute.second) % 3_600 == 0
            let changed = shown.last.map { abs(minute.planned - $0.planned) > 0.01 * $0.planned } ?? true
            if onTheHour || changed || index == minutes.count - 1 { shown.append(minute) }
        }
        return shown
    }

    private static func difference(_ minute: TrafficPlan.Minute) -> Double {
        if minute.planned == minute.derived { return 0 }
        return minute.planned > 0 ? minute.derived / minute.planned - 1 : .infinity
    }

    private static func signed(_ share: Double) -> String {
        share.isFinite ? (share > 0 ? "+" : "") + NumberText.fixed(share * 100, decimals: 2) + " %" : "unplanned"
    }
}
