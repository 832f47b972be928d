import Testing

@testable import Reporting

@Suite struct ProgressLineTests {
    /// What a run of 100 s with a look every 10 ms writes.
    private func written(_ style: ProgressLine.Style) -> [String] {
        var line = ProgressLine(style: style)
        var texts = (0...10_000).compactMap { step in
            line.update(
                fraction: Double(step) / 10_000, clock: -7_200 + Double(step), events: UInt64(step) * 100_000,
                elapsed: Double(step) * 0.01)
        }
        if let end = line.finish() { texts.append(end) }
        return texts
    }

    @Test func plainLinesComeEveryTenPercentWithoutCarriageReturn() {
        let texts = written(.plain)
        #expect(texts.count == 10)
        #expect(texts.allSatisfy { $0.hasSuffix("\n") && !$0.contains("\r") && !$0.contains("\u{1B}") })
        #expect(texts[0] == " 10 %  Nov 10 22:16:40  10.0 M events/s  1 min 30 s left\n")
        #expect(texts[9].hasPrefix("100 %"))
    }

    @Test func plainLinesComeEveryTenSecondsWhenItIsSlow() {
        var line = ProgressLine(style: .plain)
        let count = (0...1_000).filter { second in
            line.update(fraction: 0.001, clock: 0, events: 1, elapsed: Double(second)) != nil
        }.count
        #expect(count == 100)
    }

    @Test func terminalIsRedrawnAtMostTenTimesASecond() {
        let texts = written(.redrawn)
        #expect((900...1_002).contains(texts.count))
        #expect(texts.allSatisfy { $0.hasPrefix("\r") && !$0.contains("\n") })
        #expect(texts.last == "\r\u{1B}[K")
        #expect(texts[500].contains("████"))
    }

    @Test func quietWritesNothing() {
        #expect(written(.quiet).isEmpty)
    }
}

@Suite struct ColorChoiceTests {
    @Test(arguments: [
        (ColorChoice.auto, [:], true, Palette.ansi), (.auto, [:], false, .none),
        (.auto, ["TERM": "dumb"], true, .none), (.auto, ["NO_COLOR": "1"], true, .none),
        (.auto, ["NO_COLOR": ""], true, .ansi), (.auto, ["FORCE_COLOR": "1"], false, .ansi),
        (.auto, ["FORCE_COLOR": ""], false, .none), (.auto, ["FORCE_COLOR": "1", "NO_COLOR": "1"], false, .ansi),
        (.never, ["FORCE_COLOR": "1"], true, .none), (.always, ["NO_COLOR": "1"], false, .ansi),
    ] as [(ColorChoice, [String: String], Bool, Palette)])
    func paletteFollowsChoiceThenEnvironmentThenTerminal(
        choice: ColorChoice, environment: [String: String], isTerminal: Bool, palette: Palette
    ) {
        #expect(choice.palette(environment: environment, isTerminal: isTerminal) == palette)
    }
}
