import Testing

/// The rules themselves, on text made for them: a rule that sees nothing would pass everything.
@Suite struct RuleTests {
    @Test func commentsAndTextsAreNoCode() {
        let file = SourceFile(
            path: "Sources/A/B.swift",
            text: """
                let a = "Date // no comment" // Task
                /* async
                */ let b = "\\"Date" + Date
                """)
        #expect(file.places(with: ["Date"]) == ["Sources/A/B.swift:3"])
        #expect(file.places(with: ["Task", "async"]).isEmpty)
        #expect(file.module == "A")
    }

    @Test func functionsAreMeasuredByTheirBraces() {
        let file = SourceFile(
            path: "Sources/A/B.swift",
            text: """
                protocol P {
                    func none(_ a: Int)
                    init(b: Int)
                }
                struct S {
                    init(
                        a: Int = { 1 }()
                    ) {
                        self.init(c: a)
                    }
                    func f() {
                        if true { g() }
                    }
                }
                """)
        #expect(FunctionExtent.all(in: file) == [.init(start: 5, lines: 5), .init(start: 10, lines: 3)])
    }
}
