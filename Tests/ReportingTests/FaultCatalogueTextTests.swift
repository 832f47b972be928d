import Testing
import Workload

@testable import Reporting

@Suite struct FaultCatalogueTextTests {
    @Test func everyKindIsListedWithItsKeysAndWhatItDoes() {
        let text = FaultCatalogueText.render(width: 1_000)
        for form in FaultForm.allCases {
            #expect(text.contains("\n\(form.rawValue)  \(form.place.rawValue)\n    \(form.effect)"), "\(form)")
        }
        #expect(text.hasPrefix("23 KINDS OF FAULTS\n"))
        let keys = "    keys: factor (such as 4 x; without it: 1 x), share (such as 5 %; without it: 0 %)\n"
        #expect(text.contains(keys))
    }

    @Test func linesFitTheTerminal() {
        let lines = FaultCatalogueText.render(width: 60).split(separator: "\n")
        #expect(lines.allSatisfy { $0.hasPrefix("    keys") || $0.count <= 60 })
    }
}
