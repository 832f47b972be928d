import Primitives

/// What earlier traffic was like, hour by hour: from which a forecast is made.
///
/// Days are those of the calendar, from midnight to midnight at the shop; only whole ones count.
public struct TrafficProfile: Equatable, Sendable {
    /// The first hour, counted from day zero at 00:00.
    public let firstHour: Int
    /// Mean requests per second of every hour from the first on.
    public let rates: [Double]

    /// The profile of hourly request counts.
    public init(firstHour: Int, requests: [UInt64]) {
        self.firstHour = firstHour
        rates = requests.map { Double($0) / 3_600 }
    }

    /// The numbers of the days of which every hour is known; day zero is 0.
    public var wholeDays: Range<Int> {
        let first = (firstHour + (firstHour > 0 ? 23 : 0)) / 24
        let last = TrafficHistory.day(ofHour: firstHour + rates.count)
        return first..<max(first, last)
    }

    /// The mean rate of an hour, per second; nil outside what is known.
    public func rate(hour: Int) -> Double? {
        rates.indices.contains(hour - firstHour) ? rates[hour - firstHour] : nil
    }

    /// The mean over all whole days, in requests per second; nil without one.
    public var mean: Double? {
        let days = wholeDays
        return days.isEmpty ? nil : days.reduce(0) { $0 + mean(day: $1) } / Double(days.count)
    }

    /// The 24 hours of the mean day, in multiples of its mean.
    public var day: [Double]? {
        guard let mean, mean > 0 else { return nil }
        let days = wholeDays
        return (0..<24).map { hour in
            days.reduce(0) { $0 + (rate(hour: $1 * 24 + hour) ?? 0) } / Double(days.count) / mean
        }
    }

    /// Monday to Sunday in multiples of the mean of all weekdays that are known; 1 for those that are not.
    ///
    /// Day zero, 11 November 2026, is a Wednesday.
    public var weekdays: [Double]? {
        guard let mean, mean > 0 else { return nil }
        var sums = [Double](repeating: 0, count: 7), counts = [Int](repeating: 0, count: 7)
        for day in wholeDays {
            let weekday = TrafficHistory.Weekday.wednesday.number(after: day)
            sums[weekday] += self.mean(day: day)
            counts[weekday] += 1
        }
        let means = zip(sums, counts).map { $1 > 0 ? $0 / Double($1) : nil }
        let known = means.compactMap { $0 }
        let overall = known.reduce(0, +) / Double(known.count)
        return means.map { $0.map { $0 / overall } ?? 1 }
    }

    /// The hours from the opening on, at most a day of them, in multiples of an ordinary mean rate.
    public func promotion(ordinaryRate: Double) -> [Double] {
        (0..<24).compactMap { rate(hour: $0) }.map { $0 / ordinaryRate }
    }

    private func mean(day: Int) -> Double {
        (0..<24).reduce(0) { $0 + (rate(hour: day * 24 + $1) ?? 0) } / 24
    }
}
