@testable import ScenarioFiles
import Testing

/// Numbers in the words of scenario files, multiplied.
@Suite struct ScaledTextTests {
    @Test(arguments: [
        ("800ms", 1_100, "880ms"), ("95.4/s", 1_100, "104.94/s"), ("2h", 900, "1.8h"), ("-20min", 1_100, "-22min"),
        ("6 x", 1_100, "6.6 x"), ("19.7", 900, "17.73"), ("420", 1_100, "462"), ("0.88 yuan", 1_100, "0.97 yuan"),
        ("5_000_000", 1_100, "5500000"), ("4.8 %", 1_100, "5.3 %"), ("50 %", 900, "45 %"), ("2.62", 900, "2.358"),
    ])
    func aNumberKeepsItsUnitAndAsManyDecimalsAsItsFormTakes(_ text: String, _ permille: Int, _ expected: String) {
        #expect(ScaledText.multiplied(text, permille: permille) == expected)
    }

    @Test(arguments: [("3", 1_100, "4"), ("3", 900, "2"), ("0.1 %", 1_100, "0.2 %"), ("0.1 %", 900, "0 %")])
    func whatWouldStayWhereItIsMovesByTheLeastStep(_ text: String, _ permille: Int, _ expected: String) {
        #expect(ScaledText.multiplied(text, permille: permille) == expected)
    }

    @Test func zeroStaysAndWordsAreNoNumbers() {
        #expect(ScaledText.multiplied("0s", permille: 1_100) == "0s")
        for word in ["none", "x", "", "-", "conditional-update"] {
            #expect(ScaledText.multiplied(word, permille: 1_100) == nil, "\(word)")
        }
    }
}
