import Platform
import Primitives
import ScenarioFiles
import Testing
import Workload

/// The keys of tariffs and of the business.
@Suite struct BusinessKeysTests {
    @Test func everyKeyIsReadInItsUnit() throws {
        let text = workload + """
            name: keys
            title: every key
            fleet:
              tariff:
                per-hour: 0.88 yuan
                minimum: 60s
                reserved: {servers: 70, per-hour: 0.35 yuan}
                spot: {share: 40 %, per-hour: 0.2 yuan, interruptions: 5 %}
            business: {traditional-fleet: 500, margin: 12.5 %, issue-promise: 5min, delay-compensation: 5 yuan}
            """
        let scenario = try readText(text).get().scenario
        var tariff = Tariff(fenPerServerHour: 88, minimumBilledSeconds: 60)
        tariff.reserved.servers = 70
        tariff.reserved.fenPerHour = 35
        tariff.spot.permille = 400
        tariff.spot.fenPerHour = 20
        tariff.spot.interruptionPermille = 50
        #expect(scenario.fleet.tariff == tariff)
        #expect(scenario.business.traditionalServers == 500 && scenario.business.marginPermille == 125)
        #expect(scenario.business.issuePromise == .minutes(5))
        #expect(scenario.business.delayCompensation == Money(fen: 500))
        // And shown, wherever they are not the usual.
        let notes = Dictionary(uniqueKeysWithValues: scenario.assumptions.map { ($0.name, $0.text) })
        #expect(notes["reserved servers"] == "70 at 0.35 yuan per hour each, used or not")
        #expect(notes["spot servers"]?.contains("40 % of those above the base, at 0.20 yuan per hour") == true)
        #expect(notes["traditional fleet"]?.contains("500 servers") == true)
        #expect(notes["late goods"] == "5.00 yuan for each started hour beyond 5min after payment")
    }

    @Test func whatMakesNoSenseIsSaidWithItsLine() {
        let lines = errorLines(
            workload + """
                name: keys
                title: nonsense
                fleet: {tariff: {per-hour: 0.88 yuan, reserved: {servers: 10, per-hour: 0.9 yuan}}}
                business:
                  margin: 120 %
                """)
        #expect(lines.count == 2)
        #expect(lines.first?.hasPrefix("s.yaml:18:73:") == true)
        #expect(lines.last?.hasPrefix("s.yaml:20:11:") == true)
    }
}
