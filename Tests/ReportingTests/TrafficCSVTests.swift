import Foundation
import Primitives
import Simulator
import Testing

@testable import Reporting

@Suite struct TrafficCSVTests {
    @Test func rowsAreAsDocumented() throws {
        let rows = [
            TrafficRow(minute: 0, product: -1, region: 1, isEarly: false, sessions: 12, requests: 340),
            TrafficRow(minute: 0, product: 7, region: 0, isEarly: true, sessions: 3, requests: 0),
            TrafficRow(minute: 121, product: 0, region: 0, isEarly: false, sessions: 0, requests: 4_000_000),
        ]
        let path = NSTemporaryDirectory() + "traffic-\(UUID().uuidString).csv"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let table = TrafficCSV(regions: ["east", "far, west"], start: .origin - .hours(2))
        try AtomicFile.write(to: path) { sink throws(FileProblem) in try table.write(rows, to: sink) }
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(
            text == """
                instant,region,product,early,sessions,requests\r
                2026-11-10T22:00:00.000+08:00,"far, west",,no,12,340\r
                2026-11-10T22:00:00.000+08:00,east,7,yes,3,0\r
                2026-11-11T00:01:00.000+08:00,east,0,no,0,4000000\r

                """)
    }
}
