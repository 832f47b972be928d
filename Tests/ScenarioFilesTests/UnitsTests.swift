import Platform
import Primitives
import Testing

@testable import ScenarioFiles

@Suite struct UnitsTests {
    func value<V>(_ form: Form<V>, _ text: String) -> V? {
        if case .success(let value) = form.parse(text, false) { return value }
        return nil
    }

    @Test(arguments: [
        ("800ms", 800_000_000), ("2h", 7_200_000_000_000), ("30 s", 30_000_000_000), ("15min", 900_000_000_000),
        ("250us", 250_000), ("1d", 86_400_000_000_000), ("0s", 0), ("1.5s", 1_500_000_000), ("0.000000001s", 1),
        ("7ns", 7), ("0.1ms", 100_000), ("366d", 366 * 86_400_000_000_000),
    ] as [(String, Int64)]) func durationsAreExact(_ text: String, _ nanoseconds: Int64) {
        #expect(value(.duration, text)?.nanoseconds == nanoseconds)
        #expect(value(.instant, "-" + text)?.nanoseconds == -nanoseconds)
        #expect(value(.duration, "-" + text) == nil)
    }

    @Test(arguments: [
        "", "5", "s", "5 parsecs", "1e3s", "0x5s", ".5s", "5.s", "1.2.3s", "--5s", "0.1ns", "367d", "1h30min", "1 2s",
        "999999999999999999999s", "nan s", "inf", "5S", "５s",
    ]) func whatIsNoDurationIsRefused(_ text: String) {
        #expect(value(.duration, text) == nil)
        #expect(value(.instant, text) == nil)
    }

    @Test func moneyIsExactToAFen() {
        #expect(value(.money, "0.5 yuan") == Money(fen: 50))
        #expect(value(.money, "88 fen") == Money(fen: 88))
        #expect(value(.money, "0.07yuan") == Money(fen: 7))
        #expect(value(.money, "4_999.99 yuan") == Money(fen: 499_999))
        #expect(value(.money, "0.005 yuan") == nil)
        #expect(value(.money, "0.5 fen") == nil)
        #expect(value(.money, "5") == nil)
        #expect(value(.money, "-5 yuan") == nil)
        #expect(value(.money, "999999999999999999 yuan") == nil)
    }

    @Test func sharesAreWholePermille() {
        #expect(value(.share, "10 %") == 100)
        #expect(value(.share, "0.1%") == 1)
        #expect(value(.share, "100 %") == 1_000)
        #expect(value(.share, "0.15 %") == nil)
        #expect(value(.share, "100.1 %") == nil)
        #expect(value(.share, "0.1") == nil)
    }

    @Test func ratesMultiplesAndFactors() {
        #expect(value(.rate, "95.4/s") == 95.4)
        #expect(value(.rate, "95.4 /s") == 95.4)
        #expect(value(.rate, "95.4/min") == nil)
        #expect(value(.multiple, "30 x") == 30)
        #expect(value(.multiple, "0.33x") == 0.33)
        #expect(value(.multiple, "30") == nil)
        #expect(value(.factor, "1.5 x") == 1_500)
        #expect(value(.number, "0.8") == 0.8)
        #expect(value(.number, "-0.8") == nil)
    }

    @Test func countsAndSeeds() {
        #expect(value(.count, "5_000_000") == 5_000_000)
        #expect(value(.count, "0x10") == nil)
        #expect(value(.count, "5_") == nil)
        #expect(value(.count, "5 s") == nil)
        #expect(value(.seed, "18446744073709551615") == UInt64.max)
        #expect(value(.seed, "18446744073709551616") == nil)
    }
}
