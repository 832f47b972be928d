import Testing

/// Every scenario that ships is spoken of somewhere: one that nobody runs rots.
@Suite struct ScenarioRules {
    @Test func everyScenarioIsNamedByATestOrTheReadme() {
        let texts =
            SourceTree.tests.map { $0.lines.joined(separator: "\n") } + [SourceTree.text("README.md")]
        for path in SourceTree.files(under: "scenarios", suffix: ".yaml") {
            let name = path.split(separator: "/").last.map(String.init) ?? path
            let isExtended = SourceTree.files(under: "scenarios", suffix: ".yaml").contains { other in
                other != path && SourceTree.text(other).contains("/" + name)
                    || other != path && SourceTree.text(other).contains("extends: " + name)
            }
            #expect(
                isExtended || texts.contains { $0.contains(name) },
                "\(path):1: named by no test, no other scenario, and not by README.md")
        }
    }

    /// A number with a unit says what it is; a bare one needs a comment, on its line or on a section around it.
    @Test func everyNumberWithoutAUnitHasAComment() {
        for path in SourceTree.files(under: "scenarios", suffix: ".yaml") {
            let lines = SourceTree.text(path).split(separator: "\n", omittingEmptySubsequences: false)
            for (index, line) in lines.enumerated() where Self.hasBareNumber(line) {
                #expect(
                    Self.isExplained(index, in: lines),
                    "\(path):\(index + 1): a number without a unit, and no comment that says what it is")
            }
        }
    }

    @Test func bareNumbersAreKnownFromOthers() {
        for line in ["products: 200", "  - {rank: 1, on-sale: 0s}", "mix: [40, 25, 20]", "uses: 3"] {
            #expect(Self.hasBareNumber(line[...]), "\(line)")
        }
        for line in ["title: Night 11", "wait: 150ms", "curve: {at: 0s, rate: 30 x}", "p: ['value==0']", "# 5: 6"] {
            #expect(!Self.hasBareNumber(line[...]), "\(line)")
        }
    }

    /// Whether a value of the line, or of a list or mapping written on it, is a number and nothing else.
    private static func hasBareNumber(_ line: Substring) -> Bool {
        let text = line.prefix { $0 != "#" }
        let key = text.prefix { $0 != ":" }.drop { $0 == " " || $0 == "-" }
        guard text.contains(":"), !["name", "title", "seed"].contains(key) else { return false }
        return text.split { ":,[]{}".contains($0) }.dropFirst().contains { part in
            let value = part.drop { $0 == " " }
            return value.first?.isNumber == true && value.allSatisfy { $0.isNumber || "._ ".contains($0) }
        }
    }

    /// Whether the line or a section around it has a comment.
    private static func isExplained(_ index: Int, in lines: [Substring]) -> Bool {
        var indentation = Int.max
        for line in lines[...index].reversed() {
            let own = line.prefix { $0 == " " }.count
            guard own < indentation, !line.isEmpty else { continue }
            if line.contains("#") { return true }
            indentation = own
        }
        return false
    }
}
