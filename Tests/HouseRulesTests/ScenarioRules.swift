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
}
