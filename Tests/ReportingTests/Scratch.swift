import Foundation

/// A folder of its own for one test; removed at the end.
final class Scratch {
    let path: String

    init() {
        path = URL(fileURLWithPath: NSTemporaryDirectory()).path + "/reporting-\(UUID().uuidString)"
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func read(_ name: String) -> String? { try? String(contentsOfFile: path + "/" + name, encoding: .utf8) }

    /// Everything in a folder, hidden files too, in alphabetical order.
    func entries(_ folder: String = "") -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path + "/" + folder)) ?? []).sorted()
    }
}
