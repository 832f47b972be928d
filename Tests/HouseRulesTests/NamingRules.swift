import Testing

/// What names and declarations must be like.
@Suite struct NamingRules {
    @Test func noTypeIsNamedForNothing() {
        let vague = ["Manager", "Managers", "Helper", "Helpers", "Util", "Utils", "Utility", "Impl", "Info"]
        let keywords: Set = ["struct", "class", "enum", "actor", "protocol", "typealias", "extension"]
        for file in SourceTree.sources + SourceTree.tests {
            for index in file.indices(with: keywords) {
                for (keyword, name) in zip(file.words[index], file.words[index].dropFirst()) {
                    guard keywords.contains(keyword), let end = vague.first(where: name.hasSuffix) else { continue }
                    Issue.record("\(file.place(index)): \(name): \(end) says nothing; use the field's own terms")
                }
            }
        }
    }

    @Test func fileIsNamedAfterATypeInIt() {
        let keywords: Set = ["struct", "class", "enum", "protocol", "extension", "typealias"]
        for file in SourceTree.sources {
            let name = file.path.split(separator: "/").last.map { String($0.dropLast(6)) } ?? ""
            let type = String(name.split(separator: "+")[0])
            let last = file.indices(with: keywords).flatMap { index in
                // Of `extension Outer.Inner` either may give the name.
                file.words[index].drop { !keywords.contains($0) }.dropFirst().prefix(2)
            }
            // A file may hold the members of one small family (commands and effects, exit codes).
            let isNamed = last.contains { type.hasPrefix($0) || $0.hasPrefix(type) }
            let isFamily = last.isEmpty || type.hasSuffix("s")
            #expect(isNamed || isFamily, "\(file.place(0)): declares \(last), nothing named \(type)")
        }
    }

    /// Lines of a run of declarations share the comment above the first; an initialiser that only stores
    /// its arguments says nothing more than its properties do.
    @Test func publicDeclarationsHaveADocComment() {
        for file in SourceTree.sources {
            for index in file.indices(with: ["public"]) where isPublicDeclaration(file.code[index]) {
                #expect(
                    isDocumented(index, in: file) || isPlainInitialiser(index, in: file),
                    "\(file.place(index)): no doc comment: \(trimmed(file.lines[index]))")
            }
        }
    }

    private func isPublicDeclaration(_ line: String) -> Bool {
        guard line.contains(/^\s*(@\w+(\([^)]*\))?\s+)*public\s/) else { return false }
        // A name for what a protocol asks for, or for a kind that has no values, says all there is to say.
        if line.contains(/\binit\(\)|\btypealias\s|\benum\s+\w+\s*\{\}/) { return false }
        if line.contains(/\bfunc\s+[^\w\s]/) { return false }
        return !line.contains(/\bpublic\s+(internal|private)\(set\)\s*$/)
    }

    private func isDocumented(_ index: Int, in file: SourceFile) -> Bool {
        var above = index - 1
        while above >= 0 {
            let line = trimmed(file.lines[above])
            if line.hasPrefix("///") { return true }
            if line.hasPrefix("@") || line.hasPrefix("#") || line.hasPrefix("//") {
                above -= 1
                continue
            }
            // A run of one-line declarations shares a comment.
            let isOneLine = file.code[above].contains(/\b(var|let|func|static)\b/) && !line.hasSuffix("{")
            guard isOneLine else { return false }
            above -= 1
        }
        return false
    }

    private func isPlainInitialiser(_ index: Int, in file: SourceFile) -> Bool {
        guard file.code[index].contains(/\binit\(/) else { return false }
        let extent = FunctionExtent.all(in: file).first { $0.start == index }
        guard let extent else { return false }
        let body = file.code[index..<index + extent.lines].joined(separator: "\n")
        guard let open = body.firstIndex(of: "{") else { return false }
        let statements = body[open...].split(whereSeparator: { $0 == "\n" || $0 == ";" || $0 == "{" || $0 == "}" })
            .map { trimmed(String($0)) }.filter { !$0.isEmpty }
        return statements.allSatisfy { $0.contains(/^(self\.)?(\w+) = \w+$/) }
    }

    private func trimmed(_ line: String) -> String {
        let text = line.drop { $0 == " " }
        return String(text.prefix(upTo: text.lastIndex { $0 != " " }.map(text.index(after:)) ?? text.startIndex))
    }
}
