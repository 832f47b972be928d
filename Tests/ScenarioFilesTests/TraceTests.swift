import Foundation
import Primitives
import ScenarioFiles
import Testing
import Workload

/// Traces of sessions: what is read from them, and what is said of those that can't be.
@Suite struct TraceTests {
    private static let scenario =
        workload + """
            name: traced
            window: {from: -1min, to: 1min}
            population:
              regions:
                - {name: east, share: 1, latency: 1ms}
                - {name: "far, west", share: 1, latency: 9ms}
            catalogue: {products: 10}
            traffic: {trace: trace.csv}

            """

    /// Reads the scenario with this trace beside it; errors without the folder's name.
    private func read(
        _ csv: String, _ more: String = "", rush: Bool = false
    ) throws -> (trace: TrafficTrace?, errors: [String]) {
        let own = rush ? "traffic: {rush: {from: -1min, opening: 0s}, " : "traffic: {"
        let scenario = Self.scenario.replacingOccurrences(of: "traffic: {", with: own)
        return try withFiles(["s.yaml": scenario + more, "trace.csv": csv]) { folder in
            switch ScenarioReader.read(path: folder + "/s.yaml") {
            case .success(let loaded): return (loaded.scenario.traffic.trace, [])
            case .failure(let errors):
                return (nil, errors.list.map { "\($0)".replacingOccurrences(of: folder + "/", with: "") })
            }
        }
    }

    @Test func aRowIsASession() throws {
        let (trace, errors) = try read("instant,region,product\n-60,east,\n-1.5,\"far, west\",3\n59.999999999,east,9\n")
        #expect(errors.isEmpty)
        let read = try #require(trace)
        #expect(read.sessions == 3 && read.spread == .zero && read.sessionsOutside == 0)
        #expect(read[0] == .init(at: .origin - .minutes(1), region: 0, product: nil))
        #expect(read[1] == .init(at: Instant(nanoseconds: -1_500_000_000), region: 1, product: 3))
        #expect(read[2] == .init(at: Instant(nanoseconds: 59_999_999_999), region: 0, product: 9))
    }

    @Test func timesMayBeThoseOfTheCalendar() throws {
        // Day zero is 11 November 2026 in China; 10 November, 16:00 in Greenwich.
        let csv = """
            instant,region,product
            2026-11-10T23:59:30,east,1
            2026-11-10T16:00:00Z,east,1
            2026-11-11T00:00:00.25+08:00,east,1
            2026-11-10 11:00:01-0500,east,1

            """
        let (trace, errors) = try read(csv)
        #expect(errors.isEmpty)
        let instants = try (0..<4).map { try #require(trace)[$0].at.nanoseconds }
        #expect(instants == [-30_000_000_000, 0, 250_000_000, 1_000_000_000])
    }

    @Test func columnsMayStandInAnyOrderAmongOthers() throws {
        let csv = "\u{FEFF}order,Product,region,user,instant\r\n7,2,east,8,0\r\n\r\n"
        let (trace, errors) = try read(csv)
        #expect(errors.isEmpty)
        #expect(trace?[0] == .init(at: .origin, region: 0, product: 2))
        #expect(trace?.count == 1)
    }

    @Test func aRowOfManySessionsStandsForTheMinuteThatItBegins() throws {
        let csv = """
            instant,region,product,early,sessions,requests
            -60,east,1,no,9000,5
            -60,east,2,yes,2,0
            0,east,,no,0,7

            """
        let (trace, errors) = try read(csv, "journey: {opens-with-product: 10 %}\n", rush: true)
        #expect(errors.isEmpty, "\(errors)")
        let read = try #require(trace)
        #expect(read.sessions == 9_002 && read.earlySessions == 2 && read.spread == .minutes(1))
        #expect((0..<read.count).reduce(0) { $0 + read[$1].sessions } == 9_002)
    }

    @Test func aProductMayBeCalledByItsName() throws {
        let (numbers, _) = try read("instant,region,product\n0,east,0\n")
        #expect(numbers?[0].product == 0)
        let (_, errors) = try read("instant,region,product\n0,east,No Such Card\n")
        #expect(
            errors == [
                "trace.csv:2:1: product: there is no 'No Such Card'; write a product's name, its number from 0 to 9, "
                    + "or nothing for a session that opens with a list"
            ])
    }

    @Test func sessionsOutsideTheWindowAreCountedAndLeftOut() throws {
        let (trace, errors) = try read("instant,region,product\n-60.000000001,east,1\n0,east,1\n60,east,1\n")
        #expect(errors.isEmpty)
        #expect(trace?.sessions == 1 && trace?.sessionsOutside == 2)
    }

    @Test func everythingWrongIsToldAtOnceWithItsLine() throws {
        let csv = """
            instant,region,product,early
            noon,east,1,no
            5,eest,1,no
            4,east,10,perhaps
            6,east
            7,e"ast,1,no
            2026-02-29T00:00:00,east,1,no
            8,east,1,yes

            """
        let (_, errors) = try read(csv)
        let times = "seconds from the sale such as -7200 or 26.25, or a time such as 2026-11-11T00:00:26.25+08:00"
        let expected = [
            "trace.csv:2:1: instant: 'noon' is no time; write " + times,
            "trace.csv:3:1: region: 'eest' is none of the scenario's, did you mean 'east'?; allowed: east, far, west",
            "trace.csv:4:1: instant: this row is before the one above it; sort the rows by time",
            "trace.csv:4:1: product: there is no '10'; write a product's name, its number from 0 to 9, or nothing "
                + "for a session that opens with a list",
            "trace.csv:4:1: early: 'perhaps' is unknown; write yes or no",
            "trace.csv:5:1: 2 cells where the first line names 4 columns",
            "trace.csv:6:1: a quote stands where none may; write \"...\" around a whole cell, "
                + "and \"\" for a quote in it",
            "trace.csv:7:1: instant: '2026-02-29T00:00:00' is no time; write " + times,
            "trace.csv:8:1: early: people wait for an opening, but the scenario has none; add traffic.rush to it",
        ]
        #expect(errors == expected)
    }

    @Test func aHeadingThatNamesTooLittleEndsTheReading() throws {
        let (_, errors) = try read("instant,regio\nx,y\n")
        #expect(
            errors == [
                "trace.csv:1:1: the column 'product' is missing; the first line must name instant, region and product",
                "trace.csv:1:2: unknown column 'regio', did you mean 'region'?",
            ])
        let (_, empty) = try read("")
        #expect(empty == ["trace.csv:1:1: the trace is empty; its first line must name instant, region and product"])
    }

    @Test func aTraceOfNothingButErrorsIsNotReadToItsEnd() throws {
        let csv = "instant,region,product\n" + String(repeating: "x,east,1\n", count: 1_000)
        let (_, errors) = try read(csv)
        #expect(errors.count == 21)
        #expect(errors.last == "trace.csv:22:1: too many errors; the rest of the trace is not read")
    }

    @Test func minutesThatOverlapAreRefused() throws {
        let (_, errors) = try read("instant,region,product,sessions\n-60,east,1,5\n-30,east,1,5\n")
        #expect(
            errors == [
                "trace.csv:3:1: instant: the minutes of two rows overlap; "
                    + "rows with 'sessions' must be whole minutes apart"
            ])
    }

    @Test func aTraceThatIsNotThereIsToldWhereItIsAskedFor() throws {
        try withFiles(["s.yaml": Self.scenario]) { folder in
            let errors = lines(of: ScenarioReader.read(path: folder + "/s.yaml"))
            #expect(errors.count == 1)
            #expect(errors[0].hasSuffix("traffic.trace: there is no file '\(folder)/trace.csv'"), "\(errors)")
        }
    }

    @Test func noneTakesAnInheritedTraceAway() throws {
        let child = "extends: s.yaml\nname: child\ntraffic: {trace: none}\n"
        try withFiles(["s.yaml": Self.scenario, "c.yaml": child]) { folder in
            guard case .success(let loaded) = ScenarioReader.read(path: folder + "/c.yaml") else {
                Issue.record("the child does not read")
                return
            }
            #expect(loaded.scenario.traffic.trace == nil)
        }
    }
}
