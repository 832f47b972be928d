/// A row of bars over time, drawn with block characters.
///
/// Samples are equally far apart. A column that stands for several samples shows the largest of
/// them, so that a peak of one minute is seen in a chart of a day.
struct TimeChart {
    /// The samples, in time order.
    var samples: [Double]
    /// When the first sample begins, in seconds from day zero.
    var start: Double
    /// How far the samples are apart, in seconds.
    var interval: Double
    /// How many columns there are at most.
    var width: Int

    /// How many columns are drawn: whole multiples of the samples when there are few of them.
    var columns: Int {
        if samples.isEmpty { return 0 }
        return samples.count >= width ? width : samples.count * (width / samples.count)
    }

    /// The largest sample.
    var maximum: Double { samples.max() ?? 0 }

    /// The samples, brought to ``columns`` by the maximum within each.
    var resampled: [Double] {
        let count = columns
        return (0..<count).map { column in
            let from = column * samples.count / count
            let until = max(from + 1, (column + 1) * samples.count / count)
            return samples[from..<until].max() ?? 0
        }
    }

    /// The bars, top row first; `height` rows of eight levels each. Zero is blank, anything above it is seen.
    func bars(height: Int) -> [String] {
        let levels = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
        let top = maximum
        let filled = resampled.map { value -> Int in
            guard value > 0, top > 0 else { return 0 }
            return max(1, Int((value / top * Double(8 * height)).rounded()))
        }
        return (0..<height).reversed().map { row in
            filled.map { eighths in
                let here = min(8, eighths - row * 8)
                return here <= 0 ? " " : levels[here - 1]
            }.joined()
        }
    }

    /// Clock times under the bars: of the beginning, then at round distances, as many as fit.
    func axis() -> String {
        let count = columns
        guard count > 0 else { return "" }
        let secondsPerColumn = interval * Double(samples.count) / Double(count)
        let steps: [Double] = [1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720, 1_440].map { $0 * 60 }
        let step = steps.first { $0 / secondsPerColumn >= 9 } ?? 1_440 * 60
        var tick = (start / step).rounded(.up) * step
        // The beginning gives way to a round time that would touch it.
        let hasRoom = tick - start >= 6 * secondsPerColumn
        var line = hasRoom ? CivilTime(second: start).clock : ""
        while tick < start + interval * Double(samples.count) {
            let column = Int(((tick - start) / secondsPerColumn).rounded(.down))
            if column > line.count || line.isEmpty, column + 5 <= max(count, 5) {
                line += String(repeating: " ", count: column - line.count) + CivilTime(second: tick).clock
            }
            tick += step
        }
        return line
    }
}
