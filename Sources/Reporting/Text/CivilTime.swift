/// A moment of the run on the calendar: day zero is 11 November 2026, China Standard Time.
///
/// The calendar arithmetic counts days of the Gregorian calendar from 1 March of year 0, so that the
/// leap day is the last of its year and months have a linear pattern.
struct CivilTime: Equatable, Sendable {
    var year: Int
    var month: Int
    var day: Int
    var hour: Int
    var minute: Int
    var second: Int

    /// 11 November 2026 in days from 1 March of year 0.
    private static var dayZero: Int { days(year: 2026, month: 11, day: 11) }

    /// The moment so many seconds after day zero at 00:00:00; fractions are cut off.
    init(second: Double) {
        self.init(wholeSecond: Int(second.rounded(.down)))
    }

    /// The moment so many whole seconds after day zero at 00:00:00.
    init(wholeSecond: Int) {
        let day = Self.floorDivision(wholeSecond, 86_400)
        let rest = wholeSecond - day * 86_400
        (year, month, self.day) = Self.date(days: Self.dayZero + day)
        hour = rest / 3_600
        minute = rest / 60 % 60
        second = rest % 60
    }

    /// `00:03`.
    var clock: String { Self.two(hour) + ":" + Self.two(minute) }
    /// `00:03:20`.
    var clockWithSeconds: String { clock + ":" + Self.two(second) }
    /// `Nov 11 00:03:20`.
    var dated: String { Self.monthNames[month - 1] + " " + Self.two(day) + " " + clockWithSeconds }
    /// `2026-11-11`.
    var isoDate: String { "\(year)-" + Self.two(month) + "-" + Self.two(day) }

    /// Rounded towards minus infinity.
    static func floorDivision(_ a: Int, _ b: Int) -> Int {
        a >= 0 ? a / b : -((b - 1 - a) / b)
    }

    private static var monthNames: [String] {
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    }

    private static func two(_ number: Int) -> String { (number < 10 ? "0" : "") + "\(number)" }

    /// Days from 1 March of year 0; years from 1 on.
    private static func days(year: Int, month: Int, day: Int) -> Int {
        let shifted = month > 2 ? year : year - 1
        let monthFromMarch = (month + 9) % 12
        return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + (monthFromMarch * 153 + 2) / 5 + day - 1
    }

    /// The date of a day counted from 1 March of year 0.
    private static func date(days count: Int) -> (Int, Int, Int) {
        var year = count * 400 / 146_097
        while days(year: year + 1, month: 3, day: 1) <= count { year += 1 }
        while days(year: year, month: 3, day: 1) > count { year -= 1 }
        let dayOfYear = count - days(year: year, month: 3, day: 1)
        let monthFromMarch = (dayOfYear * 5 + 2) / 153
        let day = dayOfYear - (monthFromMarch * 153 + 2) / 5 + 1
        let month = (monthFromMarch + 2) % 12 + 1
        return (month > 2 ? year : year + 1, month, day)
    }
}
