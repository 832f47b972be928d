import Foundation
import ScenarioFiles
import Testing

/// A bad input, appended to a good scenario of 16 lines, and the beginning of the only error line.
struct BadInput: Sendable, CustomTestStringConvertible {
    var text: String
    var line: String
    var testDescription: String { text }

    init(_ text: String, _ line: String) {
        self.text = text
        self.line = line
    }
}

@Suite struct ErrorLinesTests {
    static let good = "name: s\n" + workload

    @Test func theGoodScenarioReads() { #expect(errorLines(Self.good) == []) }

    static let values: [BadInput] = [
        BadInput("seed: -1", "s.yaml:17:7: seed: '-1' is no seed; write a whole number from 0 to"),
        BadInput("seed: \"7\"", "s.yaml:17:7: seed: '7' is no seed; write a whole number"),
        BadInput("window: {from: -2}", "s.yaml:17:16: window.from: '-2' has no unit; write the time from the sale"),
        BadInput("window: {from: 2x}", "s.yaml:17:16: window.from: '2x' has the unknown unit 'x'; write the time"),
        BadInput(
            "window: [1h]",
            "s.yaml:17:9: window: a list is not allowed here; write a mapping with the keys from, to"),
        BadInput("window:", "s.yaml:17:8: window: nothing is not allowed here; write a mapping with the keys from"),
        BadInput("window: {from: 1h, to: 1h}", "s.yaml:17:24: window.to: the window ends before it begins"),
        BadInput(
            "traffic: {ordinary: 95.4}",
            "s.yaml:17:21: traffic.ordinary: '95.4' has no unit; write a rate such as"),
        BadInput("traffic: {ordinary: -5/s}", "s.yaml:17:21: traffic.ordinary: '-5/s' is negative; write a rate"),
        BadInput("traffic: {ordinary: fast}", "s.yaml:17:21: traffic.ordinary: 'fast' is no number with a unit; write"),
        BadInput("traffic: {curve: []}", "s.yaml:17:18: traffic.curve: must have at least one corner"),
        BadInput("traffic: {curve: [{at: 0s}]}", "s.yaml:17:19: traffic.curve[0]: the key 'rate' is missing"),
        BadInput(
            "traffic:\n  curve:\n    - {at: 1s, rate: 1 x}\n    - {at: 0s, rate: 2 x}",
            "s.yaml:20:12: traffic.curve[1].at: this corner is before the one above it; corners must be in time order"),
        BadInput(
            "traffic: {rush: {reaction: 0s}}", "s.yaml:17:28: traffic.rush.reaction: must be longer than 0 s; allowed"),
        BadInput(
            "population: {users: 17_000_000}",
            "s.yaml:17:21: population.users: 17000000 can't be simulated; allowed"),
        BadInput("population: {users: 1.5}", "s.yaml:17:21: population.users: '1.5' is no whole number; write a whole"),
        BadInput("population: {users: '5'}", "s.yaml:17:21: population.users: '5' is a text, not a number; write"),
        BadInput(
            "journey: {opens-with-product: 10.25 %}",
            "s.yaml:17:31: journey.opens-with-product: '10.25 %' has more"),
        BadInput("journey: {coupon-use: 101 %}", "s.yaml:17:23: journey.coupon-use: '101 %' is more than 100 %; write"),
        BadInput(
            "journey: {after-list: {product: 80 %, list: 30 %}}",
            "s.yaml:17:23: journey.after-list: the shares add to 110 %; at most 100 % is allowed"),
        BadInput("catalogue: {mix: [50, 50]}", "s.yaml:17:18: catalogue.mix: must be the four numbers of game cards"),
        BadInput(
            "catalogue: {products: 3, limited: [{rank: 4, stock: 1}]}",
            "s.yaml:17:43: catalogue.limited[0].rank: there is no rank 4; allowed: 1 to 3, the number of products"),
        BadInput("fleet: {slots: 9}", "s.yaml:17:16: fleet.slots: 9 can't be simulated; allowed: 1 to 8"),
        BadInput("fleet: {servers: 13}", "s.yaml:17:18: fleet.servers: 13 servers; allowed: 14, one for each service"),
        BadInput(
            "fleet: {policy: elastic}",
            "s.yaml:17:17: fleet.policy: 'elastic' is unknown; write fixed, {schedule"),
        BadInput(
            "fleet: {balancing: two-choice}",
            "s.yaml:17:20: fleet.balancing: 'two-choice' is unknown, did you mean"),
        BadInput(
            "fleet: {tariff: {per-hour: 0.881 yuan}}",
            "s.yaml:17:28: fleet.tariff.per-hour: '0.881 yuan' is no whole"),
        BadInput(
            "fleet: {tariff: {minimum: 1500ms}}",
            "s.yaml:17:27: fleet.tariff.minimum: '1500ms' is no whole number of"),
        BadInput(
            "fleet: {warm-up-slowdown: 150 %}",
            "s.yaml:17:27: fleet.warm-up-slowdown: '150 %' has the unknown unit"),
        BadInput("orders: {hold-time: 10min}", "s.yaml:17:21: orders.hold-time: must be longer than unpaid-expiry"),
        BadInput("orders: {unpaid-expiry: 30min}", "s.yaml:17:9: orders.hold-time: must be longer than unpaid-expiry"),
        BadInput(
            "orders: {coupon-call: never}",
            "s.yaml:17:23: orders.coupon-call: 'never' is unknown; write synchronous"),
        BadInput(
            "orders: {stock-attempts: 256}",
            "s.yaml:17:26: orders.stock-attempts: '256' is too large; write a whole"),
        BadInput(
            "coupons: {name: a}",
            "s.yaml:17:10: coupons: a mapping is not allowed here; write a list of mappings"),
        BadInput(
            "outside: {payment: {declined: 1}}",
            "s.yaml:17:31: outside.payment.declined: '1' has no unit; write a share"),
        BadInput(
            "faults: [{name: f, kind: slow, service: stock, from: 0s, until: 1h}]",
            "s.yaml:17:10: faults[0]: the key 'factor' is missing; the kind slow needs it"),
        BadInput(
            "faults: [{name: f, kind: outage, share: 1 %, from: 0s, until: 1h}]",
            "s.yaml:17:34: faults[0]: the kind outage has no 'share'; it takes no further key"),
        BadInput(
            "faults: [{name: f, kind: outtage, from: 0s, until: 1h}]",
            "s.yaml:17:26: faults[0].kind: 'outtage' is unknown, did you mean 'outage'?; write outage, hang"),
        BadInput(
            "faults: [{name: f, kind: outage, from: 2h, until: 1h}]",
            "s.yaml:17:51: faults[0].until: must be after 'from'"),
        BadInput(
            "faults: [{name: f, kind: outage, from: 2h, until: 25h}]",
            "s.yaml:17:51: faults[0].until: lies outside the window"),
        BadInput(
            "faults: [{name: f, kind: crash, servers: 0, service: order, from: 2h, until: 3h}]",
            "s.yaml:17:42: faults[0].servers: 0 can't be simulated; allowed: 1 to 16384"),
        BadInput(
            "outside: {supplier: {revocable: maybe}}",
            "s.yaml:17:33: outside.supplier.revocable: 'maybe' is unknown; write yes or no"),
        BadInput(
            "outside: {supplier: {codes: none}}",
            "s.yaml:17:29: outside.supplier.codes: 'none' is no whole number"),
        BadInput(
            "content: {checks-per-day: 3, allowed-skew: 2}",
            "s.yaml:17:44: content.allowed-skew: '2' has no unit; write a duration"),
        BadInput("thresholds: {oversold: [value==0]}", "s.yaml:17:14: thresholds: unknown metric 'oversold'"),
        BadInput(
            "thresholds:\n  request_latency{service:game-card}: ['p(99)<800']",
            "s.yaml:18:40: thresholds.request_latency{service:game-card}: '800' is no bound for request_latency"),
        BadInput(
            "thresholds: {availability: value>1}",
            "s.yaml:17:28: thresholds.availability: 'value>1' is not allowed"),
    ]

    @Test(arguments: values) func eachBadValueHasOneLine(_ bad: BadInput) {
        let lines = errorLines(Self.good + bad.text + "\n")
        #expect(lines.count == 1)
        #expect(lines.first?.hasPrefix(bad.line) == true, "\(lines)")
    }

    @Test func unknownKeysAreRefusedWithTheNearestAllowedOne() {
        let lines = errorLines(Self.good + "trafic: {}\nfleet:\n  slot: 2\n  qqqqqqqq: 1\n")
        #expect(lines.count == 3)
        #expect(lines[0].hasPrefix("s.yaml:17:1: unknown key 'trafic', did you mean 'traffic'?; allowed: name, title,"))
        #expect(lines[1].hasPrefix("s.yaml:19:3: fleet: unknown key 'slot', did you mean 'slots'?; allowed: slots,"))
        #expect(lines[2].hasPrefix("s.yaml:20:3: fleet: unknown key 'qqqqqqqq'; allowed: slots, balancing,"))
    }

    @Test func repeatedKeysAreRefusedWithBothLines() {
        let lines = errorLines(
            Self.good + "seed: 1\nfleet: {slots: 1, slots: 2}\nseed: 2\n'seed': 3\n"
                + "orders:\n  hold-time: 1\n  hold-time: 2\n")
        #expect(
            lines == [
                "s.yaml:18:19: the key 'slots' is already on line 18; a key is allowed once",
                "s.yaml:19:1: the key 'seed' is already on line 17; a key is allowed once",
                "s.yaml:20:1: the key 'seed' is already on line 17; a key is allowed once",
                "s.yaml:22:14: orders.hold-time: '1' has no unit; "
                    + "write a duration such as 800ms, 30s or 2h (units: ns, us, ms, s, min, h, d)",
                "s.yaml:23:3: the key 'hold-time' is already on line 22; a key is allowed once",
            ])
    }

    @Test func allErrorsAreToldAtOnceFromTopToBottom() {
        let lines = errorLines(
            """
            title: [no text]
            window: {from: 3h, to: 2}
            traffic: {ordinary: 1, curve: [{at: now, rate: 1 x}, {at: 0s, rate: -1 x, extra: 1}]}
            population: {users: 0}
            faults: [{name: f, kind: outage, from: 30h, until: 31h}]
            """ + "\n" + workload)
        #expect(
            lines.map { $0.prefix { $0 != " " } } == [
                "s.yaml:1:1:", "s.yaml:1:8:", "s.yaml:2:24:", "s.yaml:3:21:", "s.yaml:3:37:", "s.yaml:3:69:",
                "s.yaml:3:75:", "s.yaml:4:21:",
            ], "\(lines)")
    }

    @Test func whatFollowsFromAnUnreadableValueIsNotTold() {
        // The default window would end before the fault does.
        let fault = "faults: [{name: f, kind: outage, from: 30h, until: 31h}]\n"
        #expect(errorLines(Self.good + "window: {to: 40}\n" + fault).count == 1)
        #expect(errorLines(Self.good + "window: {to: 40h}\n" + fault) == [])
    }

    @Test func anInheritedSectionIsTakenAwayByNone() throws {
        let loaded = try readText(Self.good + "traffic: {rush: none}\n").get()
        #expect(loaded.scenario.traffic.rush == nil)
    }

    @Test func positionsLeadToTheNearestSection() throws {
        let loaded = try readText(Self.good + "fleet: {slots: 2}\n").get()
        #expect(loaded.position(of: "fleet.slots").description == "s.yaml:17:16")
        #expect(loaded.position(of: "fleet.boot").description == "s.yaml:17:8")
        #expect(loaded.position(of: "orders.hold-time").description == "s.yaml:1:1")
    }
}
