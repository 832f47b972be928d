import Workload

/// A profile of earlier traffic as the lines of a scenario that a forecast is made from.
public enum ProfileText {
    /// The text, with a line feed at the end.
    ///
    /// - Parameters:
    ///   - profile: hour by hour.
    ///   - file: where it is from.
    ///   - ordinaryRate: if the traffic is that of a promotion, the ordinary mean in which its hours are told; nil for
    ///     ordinary days.
    public static func render(_ profile: TrafficProfile, from file: String, ordinaryRate: Double?) -> String {
        if let ordinaryRate {
            let hours = profile.promotion(ordinaryRate: ordinaryRate)
            return "promotion: \(list(hours)) # \(hours.count) hours from the opening, from \(file)\n"
        }
        guard let mean = profile.mean, let day = profile.day, let weekdays = profile.weekdays else {
            return "# \(file) has no whole day from midnight to midnight\n"
        }
        let days = profile.wholeDays.count
        return """
            forecast: # from \(file), \(days) whole \(days == 1 ? "day" : "days")
              ordinary: \(NumberText.fixed(mean, decimals: 2).filter { $0 != "," })/s
              day: \(list(day)) # 24 hours
              weekdays: \(list(weekdays)) # Monday to Sunday

            """
    }

    private static func list(_ numbers: [Double]) -> String {
        "[" + numbers.map { NumberText.fixed($0, decimals: 2).filter { $0 != "," } }.joined(separator: ", ") + "]"
    }
}
