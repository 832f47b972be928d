import Experiments
import Simulator
import Workload

/// A story beside what was simulated, as text for a terminal.
public struct StoryText {
    /// The story, and each input's value in the words of its files.
    public var story: Story
    public var inputValues: [String]
    /// One run of each kind, with the first seed.
    public var runs: [RunResult]
    /// Runs in which invariants broke that must not, with their seeds.
    public var broken: [String]
    public var seeds: [UInt64]
    /// Each claim beside its values.
    public var claims: [ClaimResult]
    /// What moves with the inputs; nil if nobody asked.
    public var perturbation: Perturbation?
    /// Whether all inputs were moved, so that an output that moved with none is an error.
    public var movesAll: Bool
    /// With colour or without.
    public var palette: Palette
    /// Columns of the terminal; brought to 80 and more.
    public var width: Int

    /// The text of a study whose runs were made, in which the perturbation is part of what was asked for or nil.
    public init(
        _ study: StoryStudy, inputValues: [String], perturbation: Perturbation?, movesAll: Bool,
        palette: Palette = .none, width: Int
    ) {
        self.init(
            story: perturbation?.story ?? study.story, inputValues: inputValues, runs: study.runs,
            broken: study.broken, seeds: study.seeds, claims: study.claims, perturbation: perturbation,
            movesAll: movesAll, palette: palette, width: width)
    }

    /// The text of a story, in which the perturbation is part of what was asked for or nil.
    public init(
        story: Story, inputValues: [String], runs: [RunResult], broken: [String] = [], seeds: [UInt64],
        claims: [ClaimResult],
        perturbation: Perturbation?, movesAll: Bool = true, palette: Palette = .none, width: Int
    ) {
        self.story = story
        self.inputValues = inputValues
        self.runs = runs
        self.broken = broken
        self.seeds = seeds
        self.claims = claims
        self.perturbation = perturbation
        self.movesAll = movesAll
        self.palette = palette
        self.width = max(80, width)
    }

    /// The whole text, inputs above outputs, the verdict last.
    public func render() -> String {
        var lines = [
            palette.paint(story.name, .strong) + "   " + seedText, story.title,
        ]
        for (title, section) in sections where !section.isEmpty {
            lines += ["", palette.paint(title, .strong)] + section.map { $0.isEmpty ? "" : "  " + $0 }
        }
        lines += ["", verdictLine]
        return lines.joined(separator: "\n") + "\n"
    }

    private var sections: [(String, [String])] {
        [
            ("INPUTS", inputs), ("RUNS", runTable), ("CLAIMS", claimTable), ("WHAT MOVES WITH WHAT", moves),
            ("HOW FAR AN INPUT MAY GO", limits), ("WHAT ELSE COULD BE CHOSEN", choices),
        ]
    }

    private var seedText: String {
        seeds.count == 1 ? "seed \(seeds[0])" : "\(seeds.count) seeds from \(seeds[0])"
    }

    private var inputs: [String] {
        var table = TextTable(["input", "assumed", "in"], wordColumns: 3)
        for (place, input) in story.inputs.enumerated() {
            let runs = story.runs(of: input).map { story.runs[$0].name }.joined(separator: ", ")
            let room = max(20, width - 40)
            table.add([.init(input.name), .init(inputValues[place].clipped(to: room)), .init(runs)])
        }
        return table.lines(palette, width: width - 2)
    }

    private var runTable: [String] {
        var table = TextTable([
            "run", "paid", "sales yuan", "cost yuan", "hours", "peak", "p99 ms", "throttled", "down", "verdict",
        ])
        for run in runs {
            func figure(_ name: String, _ scale: Double = 1) -> TextTable.Cell {
                .init(run.figure(name).map { NumberText.fixed($0 / scale, decimals: 0) } ?? "–")
            }
            let throttled = run.services.reduce(0) { $0 + $1.throttledSeconds }
            table.add([
                .init(run.scenario), figure("orders_paid"), figure("sales_fen", 100), figure("cost_fen", 100),
                figure("server_hours"), figure("servers_peak"), figure("request_latency_p99_ms"),
                .init(NumberText.fixed(throttled, decimals: 0) + " s"),
                .init((run.figure("downtime_seconds").map { NumberText.fixed($0, decimals: 0) } ?? "–") + " s"),
                .init(run.verdict.rawValue, run.verdict == .passed ? .good : .bad),
            ])
        }
        return table.lines(palette, width: width - 2) + [""] + runs.flatMap(saturation)
    }

    /// Which service of a run had more work than it could do first.
    private func saturation(_ run: RunResult) -> [String] {
        guard let first = run.saturated.first, let how = first.saturation else {
            return ["\(run.scenario): no service had more work than it could do"]
        }
        let clock = CivilTime(second: how.at).dated
        let text =
            "\(run.scenario): \(first.name) saturated first, at \(clock), for \(how.seconds) s; "
            + "\(NumberText.grouped(how.turnedAway)) jobs turned away, "
            + "\(NumberText.grouped(first.diverted)) clicks diverted, "
            + "\(NumberText.grouped(how.lostOrders)) orders worth \(how.lostSales) yuan lost"
        return text.wrapped(to: width - 2)
    }

    private var claimTable: [String] {
        var table = TextTable(["", "", "claim", "of", "told", "simulated", "95 %"], wordColumns: 4)
        for (place, result) in claims.enumerated() {
            let claim = result.claim
            let mark: TextTable.Cell =
                !claim.isTold ? "" : result.holds ? .init("✓", .good) : .init("✗", .bad)
            table.add([
                mark, .init("\(place + 1)"), .init(claim.name),
                .init(claim.run + (claim.isChange ? " against \(claim.against)" : "")), .init(claim.toldText),
                .init(result.simulated.map(claim.text(of:)) ?? "–", .strong),
                .init(result.halfWidth.map { "± " + claim.spanText($0) } ?? ""),
            ])
        }
        return table.lines(palette, width: width - 2)
    }

    /// Whether inputs were moved, and it is known of each how far it may go.
    var isComplete: Bool { perturbation?.due.isEmpty ?? false }

    /// The places of outputs that no input moves, if it is known.
    var unmoved: [Int] {
        guard let perturbation, movesAll, isComplete else { return [] }
        return perturbation.unmoved
    }

    private var brokenClaims: Int { claims.count { !$0.holds } }

    private var verdictLine: String {
        let told = claims.count { $0.claim.isTold }
        if !isBorneOut {
            var parts: [String] = []
            if !broken.isEmpty { parts.append("invariants broke in \(broken.joined(separator: ", "))") }
            if brokenClaims > 0 { parts.append("\(brokenClaims) of \(told) claims are not borne out") }
            if !unmoved.isEmpty {
                let names = unmoved.map { "\($0 + 1) (\(story.claims[$0].name))" }.joined(separator: ", ")
                parts.append("moved by no input, so no result of any: \(names)")
            }
            return palette.paint("VERDICT  NOT BORNE OUT", .bad) + "   " + parts.joined(separator: "; ")
        }
        return palette.paint("VERDICT  BORNE OUT", .good) + "   all \(told) claims"
            + (isComplete && movesAll ? ", and each moves with some input" : "")
    }

    /// Whether everything told is borne out, and is a result of something.
    public var isBorneOut: Bool { brokenClaims == 0 && unmoved.isEmpty && broken.isEmpty }
}
