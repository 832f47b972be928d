/// Where a function begins, and how many lines it takes, found by counting braces.
struct FunctionExtent: Equatable {
    /// The line of `func`, `init` or `subscript`, from zero.
    var start: Int
    /// From that line to the closing brace.
    var lines: Int

    /// The functions of a file; one in another counts for both.
    static func all(in file: SourceFile) -> [FunctionExtent] {
        let head = /(^|[\s)])(func\s|init[?!]?[(<]|subscript\s*[(<]|deinit\b)/
        var found: [FunctionExtent] = []
        for start in file.indices(with: ["func", "init", "subscript", "deinit"]) {
            let line = file.code[start]
            guard line.contains(head) else { continue }
            // A call of an initialiser is no declaration.
            if line.contains(/[.=]\s*init[?!]?\(|self\.init|super\.init/) { continue }
            if let end = end(of: start, in: file.code) {
                found.append(FunctionExtent(start: start, lines: end - start + 1))
            }
        }
        return found
    }

    /// The line on which the braces after `start` are closed; nil for a declaration without a body.
    private static func end(of start: Int, in code: [String]) -> Int? {
        var depth = 0
        var parentheses = 0
        var isOpen = false
        for index in start..<code.count {
            for character in code[index] {
                switch character {
                case "{":
                    depth += 1
                    isOpen = true
                case "}":
                    depth -= 1
                    if depth < 0 { return nil }
                    if depth == 0 && isOpen && parentheses == 0 { return index }
                case "(": parentheses += 1
                case ")": parentheses -= 1
                default: break
                }
            }
            // A requirement of a protocol ends with its line.
            let next = index + 1 < code.count ? code[index + 1] : ""
            let continues = next.contains(/^\s*(\)|->|where|throws|\{)/)
            if !isOpen && parentheses == 0 && !continues { return nil }
        }
        return nil
    }
}
