import Primitives
import Simulator

/// One order's life as text for a terminal; a pure function of its arguments.
public enum OrderLifeText {
    /// The life as a heading and a line for each step, with a line feed at the end.
    ///
    /// - Parameters:
    ///   - life: what happened.
    ///   - scenario: the scenario's name; with the seed it says which run it was.
    ///   - width: columns of the terminal; lines of steps are longer if they must.
    public static func render(
        _ life: OrderLife, scenario: String, seed: UInt64, palette: Palette = .none, width: Int = 100
    ) -> String {
        let date = CivilTime(wholeSecond: Int(life.since.nanoseconds.flooredQuotient(by: 1_000_000_000))).dated
        var lines = [
            palette.paint("order \(life.order.number)", .strong) + "   \(scenario)   seed \(seed)",
            life.lines.joined(separator: ", ") + "   for user \(life.user.number) in \(life.region)",
            "wanted on \(date), and in the end: " + palette.paint(life.end, .strong),
            "",
        ]
        let places = life.steps.map(\.place.columns).max() ?? 0
        let spans = life.steps.map { span($0.at - life.since) }
        let spanWidth = spans.map(\.columns).max() ?? 0
        for (step, span) in zip(life.steps, spans) {
            let clock = palette.paint(self.clock(step.at), .faint)
            let tone: Tone = step.place == "shopper" ? .strong : .plain
            let head = "\(clock)  \(span.flushRight(to: spanWidth))  "
            lines.append(head + palette.paint(step.place.padded(to: places), tone) + "  " + step.text)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// `00:00:03.120`.
    static func clock(_ instant: Instant) -> String {
        let millisecond = Int(instant.nanoseconds.flooredQuotient(by: 1_000_000))
        let second = CivilTime.floorDivision(millisecond, 1_000)
        let rest = String(millisecond - second * 1_000)
        return CivilTime(wholeSecond: second).clockWithSeconds + "."
            + String(repeating: "0", count: 3 - rest.count) + rest
    }

    /// `+12.3 ms`, `+4.56 s`, `+2 h 03 min`.
    private static func span(_ time: TimeSpan) -> String {
        let seconds = time.inSeconds
        if seconds < 1 { return "+" + NumberText.fixed(seconds * 1_000, decimals: 2) + " ms" }
        if seconds < 60 { return "+" + NumberText.fixed(seconds, decimals: 3) + " s" }
        let minutes = Int(seconds / 60)
        if minutes < 60 { return "+\(minutes) min \(Int(seconds) % 60) s" }
        return "+\(minutes / 60) h \(minutes % 60) min"
    }
}
