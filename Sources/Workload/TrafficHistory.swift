import Primitives

/// What is known of earlier traffic: ordinary days by weekday, and one earlier promotion.
///
/// Forecasts are made from this alone, never from the demand that is simulated.
public struct TrafficHistory: Equatable, Sendable {
    /// The mean request rate of the latest ordinary weeks, per second.
    public var ordinaryRate: Double = 95.4
    /// An ordinary day, hour by hour from midnight, in multiples of its mean: 24 of them.
    public var day: [Double] = Array(repeating: 1, count: 24)
    /// Monday to Sunday in multiples of the week's mean: 7 of them.
    public var weekdays: [Double] = Array(repeating: 1, count: 7)
    /// The weekday of day zero.
    public var dayZero: Weekday = .wednesday
    /// The earlier promotion, hour by hour from its opening, in multiples of the ordinary mean of its time.
    public var promotion: [Double] = []
    /// By how much this promotion is announced to be larger, relative to ordinary days.
    public var growth: Double = 1
    /// The forecast of a day is off by at most this share, in permille; drawn evenly, day by day.
    public var errorPermille: Int = 0

    public init() {}

    /// The days of the week.
    public enum Weekday: String, CaseIterable, Sendable, BitwiseCopyable {
        case monday, tuesday, wednesday, thursday, friday, saturday, sunday

        /// The number of the weekday so many days later, or before if negative; Monday is 0.
        func number(after days: Int) -> Int {
            let first = Self.allCases.firstIndex(of: self) ?? 0
            return ((first + days) % 7 + 7) % 7
        }
    }

    /// The forecast of an hour's mean request rate, per second.
    ///
    /// - Parameters:
    ///   - hour: counted from the opening, day zero at 00:00; negative before it.
    ///   - seed: the run's; it decides by how much each day's forecast is off.
    public func rate(hour: Int, seed: UInt64) -> Double {
        expectedRate(hour: hour) * (1 + error(day: Self.day(ofHour: hour), seed: seed))
    }

    /// The same without the error.
    public func expectedRate(hour: Int) -> Double {
        if promotion.indices.contains(hour) { return ordinaryRate * promotion[hour] * growth }
        let day = Self.day(ofHour: hour)
        return ordinaryRate * self.day[hour - day * 24] * weekdays[dayZero.number(after: day)]
    }

    /// The day of an hour, both counted from day zero at 00:00; negative before it.
    static func day(ofHour hour: Int) -> Int { hour >= 0 ? hour / 24 : (hour - 23) / 24 }

    /// By which share a day's forecast is off.
    private func error(day: Int, seed: UInt64) -> Double {
        var stream = RandomStream(seed: seed, purpose: .forecast, entity: UInt64(bitPattern: Int64(day)))
        return Double(errorPermille) / 1_000 * (2 * stream.nextUniform() - 1)
    }
}
