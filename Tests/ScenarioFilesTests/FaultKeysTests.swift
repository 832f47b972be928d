import Primitives
import ScenarioFiles
import Testing
import Workload

/// The catalogue and what scenarios may say are one.
@Suite struct FaultKeysTests {
    private func faults(_ text: String) throws -> [Fault] {
        try readText(ErrorLinesTests.good + "faults: [\(text)]").get().scenario.faults
    }

    /// A fault with everything that its row needs, and what may be left out.
    private static func written(_ form: FaultForm) -> String {
        var keys = form.parameters.filter { !(form == .crash || form == .gray) || $0.measure != .share }
            .map { "\($0.measure.rawValue): \($0.measure.example)" }
        switch form.place {
        case .anyService, .oneService, .messages: keys.append("service: stock")
        case .coordinator, .stockStore, .outside: break
        }
        return "{name: f, kind: \(form.rawValue), from: 1h, until: 2h\(keys.map { ", " + $0 }.joined())}"
    }

    private static let settings: [FaultForm: String] = [
        .coordinatorCrash: "orders: {journal: {write: 1ms}}\n",
        .coordinatorPause: "orders: {journal: {write: 1ms}, lease: {length: 10s, renew-every: 3s}}\n",
        .replicaLag: "orders: {stock-strategy: lagging-replica}\n",
        .failOver: "orders: {stock-strategy: redis-counter}\n",
    ]

    @Test(arguments: FaultForm.allCases) func everyRowOfTheCatalogueReads(_ form: FaultForm) throws {
        let text = (Self.settings[form] ?? "") + "faults: [\(Self.written(form))]"
        let scenario = try readText(ErrorLinesTests.good + text).get().scenario
        let fault = try #require(scenario.faults.first)
        #expect(fault.kind.form == form)
        #expect(scenario.assumptions.contains { $0.name == "fault f" && $0.text.contains("1h to 2h") })
    }

    @Test(arguments: FaultForm.allCases) func keysOfOtherRowsAreRefused(_ form: FaultForm) {
        for measure in FaultMeasure.allCases where !form.parameters.contains(where: { $0.measure == measure }) {
            let text = Self.written(form).dropLast() + ", \(measure.rawValue): \(measure.example)}"
            let lines = errorLines(ErrorLinesTests.good + (Self.settings[form] ?? "") + "faults: [\(text)]")
            #expect(
                lines.contains { $0.contains("faults[0]: the kind \(form.rawValue) has no '\(measure.rawValue)'") },
                "\(lines)")
        }
    }

    @Test func defaultsAreThoseOfTheCatalogue() throws {
        let late = try faults("{name: f, kind: reordered-messages, share: 5 %, service: stock, from: 1h, until: 2h}")
        #expect(late[0].kind == .reorderedMessages(permille: 50, by: .milliseconds(10)))
        let brown = try faults("{name: f, kind: provider-brown-out, share: 5 %, from: 1h, until: 2h}")
        #expect(brown[0].kind == .providerBrownOut(permille: 1_000, lostPermille: 50))
        let step = try faults("{name: f, kind: clock-step, offset: -5min, from: 1h, until: 2h}")
        #expect(step[0].kind == .clockStep(offset: .minutes(-5)))
        let gray = try faults(
            "{name: f, kind: gray, share: 25 %, zone: 2, factor: 3 x, service: stock, from: 1h, until: 2h}")
        #expect(gray[0].kind == .gray(servers: .share(permille: 250), permille: 3_000) && gray[0].zone == 2)
    }

    @Test func repetitionAndConditionRead() throws {
        let again = try faults(
            "{name: f, kind: outage, service: stock, from: 1h, until: 61min, every: 10min, times: 3}")
        #expect(again[0].recurrence == Fault.Recurrence(every: .minutes(10), times: 3))
        #expect(again[0].occurrences.map(\.from) == [60, 70, 80].map { .origin + .minutes($0) })
        #expect(again[0].end == .origin + .minutes(81))
        let when = try faults(
            "{name: f, kind: outage, service: stock, from: 1h, until: 2h, "
                + "when: {service: game-card, utilisation-above: 90 %, lasts: 5min}}")
        #expect(
            when[0].condition
                == Fault.Condition(service: .gameCard, utilisationAbove: 900, lasts: .minutes(5)))
    }

    private static let refusals: [(String, String)] = [
        ("kind: outage, every: 10min", "faults[0]: 'every' and 'times' go together, such as every: 10min, times: 3"),
        ("kind: outage, every: 30min, times: 3", "faults[0].every: must be longer than the 1h that the fault lasts"),
        ("kind: outage, every: 2h, times: 900", "faults[0].times: the last time lies outside the window"),
        (
            "kind: outage, every: 2h, times: 2, when: {service: stock, utilisation-above: 9 %, lasts: 1s}",
            "faults[0].when: a fault with a condition happens once; leave out 'every' and 'times'"
        ),
        ("kind: hang", "faults[0]: the kind hang needs one service, not all of them"),
        ("kind: backlog, service: catalogue", "faults[0].service: catalogue gets no messages from other services"),
        ("kind: supplier-dry, service: stock", "faults[0].service: the kind supplier-dry is no service's"),
        ("kind: replica-lag, delay: 1s", "faults[0]: only the stock strategy lagging-replica has a replica"),
        ("kind: fail-over", "faults[0]: only the stock strategy redis-counter has a standby"),
        ("kind: crash, service: stock", "faults[0]: the kind crash needs 'servers' or 'share', one of them"),
        (
            "kind: crash, servers: 2, share: 5 %, service: stock",
            "faults[0]: the kind crash needs 'servers' or 'share', one of them"
        ),
        ("kind: clock-step, offset: 0s", "faults[0].offset: allowed: up to 366d either way, but not 0s"),
        ("kind: latency, delay: 2h", "faults[0].delay: allowed: longer than 0s, up to 1h"),
        ("kind: provider-brown-out", "faults[0]: a brown-out needs a 'factor' above 1 x, a 'share', or both"),
    ]

    @Test(arguments: refusals) func whatCannotBeIsRefusedWithItsPlace(_ refusal: (keys: String, message: String)) {
        let lines = errorLines(
            ErrorLinesTests.good + "faults: [{name: f, from: 1h, until: 2h, \(refusal.keys)}]")
        #expect(lines.contains { $0.hasPrefix("s.yaml:17:") && $0.contains(refusal.message) }, "\(lines)")
    }
}
