/// The line that says how far a run is; decides what is written and when, and writes nothing itself.
public struct ProgressLine: Sendable {
    /// How progress is shown.
    public enum Style: Equatable, Sendable {
        /// One line that is drawn again and again, at most ten times a second.
        case redrawn
        /// A line of its own for every 10 % or 10 s, and never a carriage return.
        case plain
        /// Nothing.
        case quiet
    }

    private let style: Style
    private let palette: Palette
    private var lastElapsed = -Double.infinity
    private var lastTenth = 0
    private var isDrawn = false

    /// Creates a progress line in this style.
    public init(style: Style, palette: Palette = .none) {
        self.style = style
        self.palette = palette
    }

    /// What to write now; nil for nothing.
    ///
    /// - Parameters:
    ///   - fraction: how much is done, 0 to 1.
    ///   - clock: the simulated clock, in seconds from day zero.
    ///   - events: how many events were dispatched.
    ///   - elapsed: wall time since the start, in seconds.
    public mutating func update(fraction: Double, clock: Double, events: UInt64, elapsed: Double) -> String? {
        update(fraction: fraction, place: CivilTime(second: clock).dated, events: events, elapsed: elapsed)
    }

    /// What to write now; nil for nothing. Like the other, but for work that is at a named place instead of an
    /// instant.
    public mutating func update(
        fraction: Double, place: @autoclosure () -> String, events: UInt64, elapsed: Double
    ) -> String? {
        switch style {
        case .quiet: return nil
        case .redrawn:
            guard elapsed - lastElapsed >= 0.1 else { return nil }
            lastElapsed = elapsed
            isDrawn = true
            return "\r" + text(fraction, place(), events, elapsed, bar: true) + "\u{1B}[K"
        case .plain:
            if lastElapsed == -.infinity { lastElapsed = 0 }
            let tenth = Int(fraction * 10)
            guard tenth > lastTenth || elapsed - lastElapsed >= 10 else { return nil }
            lastTenth = tenth
            lastElapsed = elapsed
            return text(fraction, place(), events, elapsed, bar: false) + "\n"
        }
    }

    /// What to write at the end, so that the next line starts on an empty one; nil for nothing.
    public mutating func finish() -> String? {
        guard isDrawn else { return nil }
        isDrawn = false
        return "\r\u{1B}[K"
    }

    private func text(_ fraction: Double, _ place: String, _ events: UInt64, _ elapsed: Double, bar: Bool) -> String {
        let share = min(1, max(0, fraction))
        var parts = ["\(Int(share * 100)) %".flushRight(to: 5)]
        if bar {
            let filled = Int(share * 24)
            let line = String(repeating: "█", count: filled)
            parts.append(palette.paint(line, .good) + String(repeating: "░", count: 24 - filled))
        }
        parts.append(place)
        if elapsed > 0 { parts.append(NumberText.short(Double(events) / elapsed) + " events/s") }
        if share > 0, share < 1, elapsed >= 0.5 {
            parts.append(NumberText.wall(seconds: elapsed * (1 - share) / share) + " left")
        }
        return parts.joined(separator: "  ")
    }
}
