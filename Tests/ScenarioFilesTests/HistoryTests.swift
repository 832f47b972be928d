import Foundation
import Primitives
import ScenarioFiles
import Testing
import Workload

/// Hours of earlier traffic, from files that runs have written.
@Suite struct HistoryTests {
    private func read(_ csv: String) throws -> (profile: TrafficProfile?, errors: [String]) {
        try withFiles(["t.csv": csv]) { folder in
            switch HistoryReader.read(path: folder + "/t.csv") {
            case .success(let profile): return (profile, [])
            case .failure(let errors):
                return (nil, errors.list.map { "\($0)".replacingOccurrences(of: folder + "/", with: "") })
            }
        }
    }

    @Test func requestsAreCountedByTheHour() throws {
        let csv = """
            instant,region,product,early,sessions,requests
            -3600,a,,no,1,7200
            -60,b,3,no,1,3600
            0,a,,no,1,1800
            7199,a,,yes,1,3600

            """
        let (profile, errors) = try read(csv)
        #expect(errors.isEmpty)
        #expect(profile?.firstHour == -1)
        #expect(profile?.rates == [3, 0.5, 1])
        #expect(profile?.promotion(ordinaryRate: 0.5) == [1, 2])
    }

    @Test func wholeDaysGiveTheMeanDayAndTheWeekdays() {
        // From Tuesday noon to Friday noon: Wednesday at 2/s and 4/s by half days, Thursday at half of it.
        let wednesday = [UInt64](repeating: 7_200, count: 12) + [UInt64](repeating: 14_400, count: 12)
        let thursday = wednesday.map { $0 / 2 }
        let half = [UInt64](repeating: 99, count: 12)
        let profile = TrafficProfile(firstHour: -12, requests: half + wednesday + thursday + half)
        #expect(profile.wholeDays == 0..<2)
        #expect(profile.mean == 2.25)
        let day = profile.day ?? []
        #expect(day.count == 24 && (day.reduce(0, +) - 24).magnitude < 1e-9)
        #expect((day[0] - 1.5 / 2.25).magnitude < 1e-12 && (day[23] - 3 / 2.25).magnitude < 1e-12)
        let weekdays = profile.weekdays ?? []
        #expect(weekdays[2] == 3 / 2.25 && weekdays[3] == 1.5 / 2.25)
        #expect(weekdays[0] == 1 && weekdays[6] == 1)
    }

    @Test func aWeekBackIsTheSameWeekday() {
        let profile = TrafficProfile(firstHour: -7 * 24, requests: [UInt64](repeating: 3_600, count: 24))
        #expect(profile.wholeDays == -7 ..< -6)
        #expect(profile.weekdays == [1, 1, 1, 1, 1, 1, 1])
    }

    @Test func lessThanADayIsNoDay() {
        let profile = TrafficProfile(firstHour: 1, requests: [UInt64](repeating: 5, count: 46))
        #expect(profile.wholeDays.isEmpty && profile.mean == nil && profile.day == nil && profile.weekdays == nil)
    }

    @Test func whatIsWrongIsToldByLine() throws {
        let (_, errors) = try read("instant,region,product,requests\nx,a,1,2\n5,a,1,-2\n7200,a,1,1\n0,a,1,1\n3,a\n")
        #expect(errors.count == 4)
        #expect(errors[1] == "t.csv:3:1: requests: '-2' is no whole number")
        #expect(errors[2].hasPrefix("t.csv:5:1: instant: this row is before the one above it"))
        #expect(errors[3] == "t.csv:6:1: 2 cells where the first line names 4 columns")
        #expect(try read("instant,region,product\n").errors == ["t.csv:1:1: there is no row in it"])
    }
}
