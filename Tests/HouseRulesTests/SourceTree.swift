import Foundation

/// The sources of the package as text, found from where this file was compiled.
enum SourceTree {
    /// The package's folder.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    /// Every Swift file under `Sources`, in alphabetical order.
    static let sources = files(under: "Sources", suffix: ".swift").map(SourceFile.init(path:))
    /// Every Swift file under `Tests`, in alphabetical order.
    static let tests = files(under: "Tests", suffix: ".swift").map(SourceFile.init(path:))

    /// The paths of files under a folder of the package, relative to the package.
    static func files(under folder: String, suffix: String) -> [String] {
        let found = FileManager.default.enumerator(atPath: root + "/" + folder)?.allObjects as? [String] ?? []
        return found.filter { $0.hasSuffix(suffix) }.map { folder + "/" + $0 }.sorted()
    }

    /// The text of a file of the package; empty when there is none.
    static func text(_ path: String) -> String {
        (try? String(contentsOfFile: root + "/" + path, encoding: .utf8)) ?? ""
    }
}
