import Testing

/// What holds for every Swift file as text.
@Suite struct TextRules {
    private var all: [SourceFile] { SourceTree.sources + SourceTree.tests }

    @Test func filesHaveAtMost400Lines() {
        for file in all where file.lines.count > 401 {
            Issue.record("\(file.path):401: \(file.lines.count - 1) lines; 400 at most")
        }
    }

    @Test func linesHaveAtMost120Columns() {
        for file in all {
            for (index, line) in file.lines.enumerated() where line.count > 120 {
                Issue.record("\(file.place(index)): \(line.count) columns; 120 at most")
            }
        }
    }

    @Test func linesHaveNoBlanksAtTheEndAndNoTabs() {
        for file in all {
            for (index, line) in file.lines.enumerated() where line.hasSuffix(" ") || line.contains("\t") {
                Issue.record("\(file.place(index)): blank at the end, or a tab")
            }
        }
    }

    @Test func functionsHaveAtMost70Lines() {
        for file in all {
            for function in FunctionExtent.all(in: file) where function.lines > 70 {
                Issue.record("\(file.place(function.start)): a function of \(function.lines) lines; 70 at most")
            }
        }
    }

    @Test func nothingIsLeftToDo() {
        let marks = ["TODO", "FIXME", "XXX"]
        for file in all where !file.path.hasSuffix("TextRules.swift") {
            for (index, line) in file.lines.enumerated() {
                for mark in marks where line.contains(mark) { Issue.record("\(file.place(index)): \(mark)") }
            }
        }
    }

    @Test func noCodeIsCommentedOut() {
        let code = /^\s*\/\/ ?(let|var|func|import|guard|return|struct|case \.|if .*\{$|for .*\{$|\}$)/
        for file in all {
            for (index, line) in file.lines.enumerated() where line.utf8.contains(UInt8(ascii: "/")) {
                guard line.contains(code), !line.contains("///") else { continue }
                let isSentence = line.hasSuffix(".") || line.hasSuffix(",") || line.hasSuffix(":")
                #expect(isSentence, "\(file.place(index)): this looks like code in a comment")
            }
        }
    }
}
