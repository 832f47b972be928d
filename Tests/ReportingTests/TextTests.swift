import Testing

@testable import Reporting

@Suite struct NumberTextTests {
    @Test func thousandsAreGrouped() {
        #expect(NumberText.grouped(UInt64(0)) == "0")
        #expect(NumberText.grouped(UInt64(999)) == "999")
        #expect(NumberText.grouped(UInt64(1_000)) == "1,000")
        #expect(NumberText.grouped(UInt64.max) == "18,446,744,073,709,551,615")
        #expect(NumberText.grouped(-1_234_567) == "-1,234,567")
    }

    @Test func decimalsAreRounded() {
        #expect(NumberText.fixed(1_234.565, decimals: 1) == "1,234.6")
        #expect(NumberText.fixed(-0.04, decimals: 1) == "0.0")
        #expect(NumberText.fixed(2.05, decimals: 2) == "2.05")
        #expect(NumberText.fixed(.nan, decimals: 2) == "–")
        #expect(NumberText.fixed(1e300, decimals: 2) == "1e+300")
    }

    @Test(arguments: [
        (0.0, "0"), (0.5234, "0.52"), (5.204, "5.20"), (9.996, "10.0"), (52.04, "52.0"), (99.96, "100"),
        (519.6, "520"), (999.6, "1,000"), (5_204, "5,200"), (61_249, "61,200"), (999_600, "1,000,000"),
    ] as [(Double, String)])
    func measuredNumbersHaveThreeDigits(value: Double, text: String) {
        #expect(NumberText.measured(value) == text)
    }

    @Test func onlyFullAvailabilityReadsHundred() {
        #expect(NumberText.availability(1) == "100 %")
        #expect(NumberText.availability(0.9999999) == "99.999 %")
        #expect(NumberText.availability(0.995) == "99.500 %")
    }

    @Test func littleIsNotNothing() {
        #expect(NumberText.percent(0) == "0.0 %")
        #expect(NumberText.percent(0.0001) == "<0.1 %")
        #expect(NumberText.percent(0.421) == "42.1 %")
    }
}

@Suite struct CivilTimeTests {
    @Test(arguments: [
        (0.0, "2026-11-11", "Nov 11 00:00:00"), (-7_200, "2026-11-10", "Nov 10 22:00:00"),
        (-0.001, "2026-11-10", "Nov 10 23:59:59"), (200, "2026-11-11", "Nov 11 00:03:20"),
        (86_400 * 20, "2026-12-01", "Dec 01 00:00:00"), (86_400 * 51, "2027-01-01", "Jan 01 00:00:00"),
        (86_400 * 475, "2028-02-29", "Feb 29 00:00:00"), (86_400 * 476, "2028-03-01", "Mar 01 00:00:00"),
    ] as [(Double, String, String)])
    func secondsFromDayZeroAreDates(second: Double, date: String, dated: String) {
        let time = CivilTime(second: second)
        #expect(time.isoDate == date)
        #expect(time.dated == dated)
    }
}

@Suite struct TimeChartTests {
    @Test func columnShowsItsLargestSample() {
        var samples = [Double](repeating: 1, count: 1_000)
        samples[777] = 8
        let chart = TimeChart(samples: samples, start: 0, interval: 60, width: 50)
        #expect(chart.columns == 50)
        #expect(chart.resampled[38] == 8)
        #expect(chart.resampled.filter { $0 == 8 }.count == 1)
    }

    @Test func fewSamplesGetWholeColumns() {
        let chart = TimeChart(samples: [0, 4, 8], start: 0, interval: 60, width: 10)
        #expect(chart.columns == 9)
        #expect(chart.bars(height: 1) == ["   ▄▄▄███"])
        #expect(chart.bars(height: 2) == ["      ███", "   ██████"])
    }

    @Test func littleIsSeenAndNothingIsBlank() {
        let chart = TimeChart(samples: [0, 0.001, 1_000], start: 0, interval: 60, width: 3)
        #expect(chart.bars(height: 1) == [" ▁█"])
    }

    @Test func axisNamesRoundTimes() {
        let night = TimeChart(samples: .init(repeating: 1, count: 26 * 60), start: -7_200, interval: 60, width: 104)
        #expect(night.axis().hasPrefix("22:00   00:00       03:00       06:00"))
        let short = TimeChart(samples: .init(repeating: 1, count: 26 * 60), start: -7_200, interval: 60, width: 52)
        #expect(short.axis().hasPrefix("    00:00"))
    }

    @Test func nothingIsDrawnWithoutSamples() {
        let chart = TimeChart(samples: [], start: 0, interval: 60, width: 50)
        #expect(chart.axis().isEmpty)
        #expect(chart.bars(height: 2) == ["", ""])
    }
}

@Suite struct TextWidthTests {
    @Test func wideCharactersTakeTwoColumns() {
        #expect("游戏卡".columns == 6)
        #expect("a→b".columns == 3)
        #expect("游戏".padded(to: 6) == "游戏  ")
        #expect("游戏卡".clipped(to: 5) == "游戏…")
    }

    @Test func wrappedTextKeepsItsWords() {
        #expect("one two three four".wrapped(to: 9) == ["one two", "three", "four"])
        #expect("".wrapped(to: 9) == [""])
    }
}
