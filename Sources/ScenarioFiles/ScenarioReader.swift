import Foundation
import Workload

/// A scenario with the places its values came from.
public struct LoadedScenario: Sendable {
    /// The scenario; it validates without problems.
    public var scenario: Scenario
    /// The files it was read from: the one asked for, then what it extends, and so on.
    public var files: [String]
    /// Where each key path that is written somewhere has its value.
    public var positions: [String: SourcePosition]
    /// What the scalings moved, in the order of the file.
    public var scaled: [ScaledNumber] = []

    /// Where the value of a key path is written; if it is a default, the nearest section around it.
    public func position(of path: String) -> SourcePosition {
        ScenarioReader.position(of: path, in: positions, file: files[0])
    }
}

/// Reads scenario files: strict YAML with units, `extends:`, and all errors at once.
public enum ScenarioReader {
    /// So many files may extend each other.
    static var longestChain: Int { 16 }

    /// Reads a scenario and everything it extends.
    ///
    /// Whatever the file holds, this returns: files over 1 MiB are refused unread, aliases are not expanded.
    ///
    /// - Parameters:
    ///   - path: the scenario's file.
    ///   - changes: values laid over the files' own, in this order; errors in them name the change as their file.
    ///   - scalings: numbers that are then multiplied.
    public static func read(
        path: String, changes: [ScenarioChange] = [], scalings: [ScenarioScaling] = []
    ) -> Result<LoadedScenario, ScenarioErrors> {
        switch SourceText.read(path: path) {
        case .success(let source): read(source, changes, scalings)
        case .failure(let error): .failure(ScenarioErrors([error]))
        }
    }

    /// Reads a scenario from text; `file` is its path, from which `extends` leads on.
    public static func read(bytes: [UInt8], file: String) -> Result<LoadedScenario, ScenarioErrors> {
        switch SourceText.make(file: file, bytes: bytes) {
        case .success(let source): read(source, [], [])
        case .failure(let error): .failure(ScenarioErrors([error]))
        }
    }

    private static func read(
        _ source: SourceText, _ changes: [ScenarioChange], _ scalings: [ScenarioScaling]
    ) -> Result<LoadedScenario, ScenarioErrors> {
        var errors: [ScenarioError] = []
        var files: [String] = []
        guard var root = chain(from: source, &files, &errors) else { return .failure(ScenarioErrors(errors)) }
        for change in changes {
            if let layer = change.layer(&errors) { root = root.overlaid(by: layer) }
        }
        var scaled: [ScaledNumber] = [], done: Set<SourcePosition> = []
        for scaling in scalings {
            root = root.scaled(at: scaling.keys[...], permille: scaling.permille, &scaled, &done)
        }
        var reading = SectionReading(errors: errors)
        var scenario = Scenario()
        reading.read(root, fields: ScenarioFields.scenario, into: &scenario, at: "")
        requireOwnName(root, file: files[0], &reading)
        for problem in scenario.validate() where !reading.hasFailed(problem) {
            let place = position(of: problem.path, in: reading.positions, file: files[0])
            reading.errors.append(ScenarioError(position: place, message: "\(problem.path): \(problem.message)"))
        }
        readTrace(of: &scenario, files, &reading)
        guard reading.errors.isEmpty else { return .failure(ScenarioErrors(ordered(reading.errors, files))) }
        return .success(LoadedScenario(scenario: scenario, files: files, positions: reading.positions, scaled: scaled))
    }

    /// Fills in the trace of a scenario that names one; not if its regions or products are in doubt.
    private static func readTrace(of scenario: inout Scenario, _ files: [String], _ reading: inout SectionReading) {
        guard let name = scenario.traffic.trace?.file, reading.errors.isEmpty else { return }
        let place = position(of: "traffic.trace", in: reading.positions, file: files[0])
        // A change on the command line is no file: its paths are those of the command.
        let path = files.contains(place.file) ? resolved(name, from: place.file) : name
        guard FileManager.default.fileExists(atPath: path) else {
            return reading.fail("traffic.trace", place, "traffic.trace: there is no file '\(path)'")
        }
        switch TraceReader.read(path: path, name: name, for: scenario) {
        case .success(let trace): scenario.traffic.trace = trace
        case .failure(let errors): reading.errors += errors.list
        }
    }

    /// The file's values laid over those of the files it extends; nil when one of them can't be read.
    private static func chain(
        from source: SourceText, _ files: inout [String], _ errors: inout [ScenarioError]
    ) -> SourceValue? {
        var layers: [SourceValue] = []
        var next: SourceText? = source
        while let current = next {
            next = nil
            files.append(current.file)
            var composer = YAMLComposer(current)
            let value = composer.compose()
            errors += composer.errors
            guard let value else { return nil }
            layers.append(value)
            guard let entry = extending(value) else { continue }
            guard let parent = parent(of: entry, &errors) else { return nil }
            let path = resolved(parent.text, from: current.file)
            if let first = files.firstIndex(where: { canonical($0) == canonical(path) }) {
                let names = (files[first...] + [path]).joined(separator: " -> ")
                let message = "these files extend each other: \(names)"
                errors.append(ScenarioError(position: parent.position, message: message))
                return nil
            }
            guard files.count < longestChain else {
                let message = "more than \(longestChain) files extend each other"
                errors.append(ScenarioError(position: parent.position, message: message))
                return nil
            }
            switch SourceText.read(path: path) {
            case .success(let text): next = text
            case .failure(let error):
                // What can't be opened is told where it is asked for; what is wrong inside a file, there.
                let isInside = error.position.line > 1 || error.position.column > 1
                let place = isInside ? error.position : parent.position
                let message = isInside ? error.message : "can't extend '\(path)': \(error.message)"
                errors.append(ScenarioError(position: place, message: message))
                return nil
            }
        }
        return layers.dropLast().reversed().reduce(layers[layers.count - 1]) { $0.overlaid(by: $1) }
    }

    /// The entry `extends`, if there is one.
    private static func extending(_ value: SourceValue) -> SourceEntry? {
        guard case .mapping(let entries) = value.content else { return nil }
        return entries.first { $0.key == "extends" }
    }

    /// The file that is extended; nil with an error if none is named.
    private static func parent(
        of entry: SourceEntry, _ errors: inout [ScenarioError]
    ) -> (text: String, position: SourcePosition)? {
        guard case .scalar(let text, _) = entry.value.content, !text.isEmpty else {
            let message = "extends: \(entry.value.kind) is no file name; write a path relative to this file"
            // A refused value has its error already.
            if case .refused = entry.value.content { return nil }
            errors.append(ScenarioError(position: entry.value.position, message: message))
            return nil
        }
        return (text, entry.value.position)
    }

    /// A name names the folder of the results: one that is inherited would overwrite the parent's.
    private static func requireOwnName(_ root: SourceValue, file: String, _ reading: inout SectionReading) {
        guard case .mapping(let entries) = root.content else { return }
        let own = entries.contains { $0.key == "name" && $0.position.file == file }
        if !own {
            let message = "the key 'name' is missing; every scenario file needs a name of its own"
            reading.errors.append(ScenarioError(position: SourcePosition(file: file), message: message))
            reading.failed.append("name")
        }
    }

    /// The position of a key path, or of the nearest section around it.
    static func position(of path: String, in positions: [String: SourcePosition], file: String) -> SourcePosition {
        var rest = Substring(path)
        while !rest.isEmpty {
            if let position = positions[String(rest)] { return position }
            let end = rest.lastIndex { $0 == "." || $0 == "[" }
            rest = end.map { rest[..<$0] } ?? ""
        }
        return positions[""] ?? SourcePosition(file: file)
    }

    /// File by file, from top to bottom, nothing twice.
    private static func ordered(_ errors: [ScenarioError], _ files: [String]) -> [ScenarioError] {
        var unique: [ScenarioError] = []
        var seen: Set<ScenarioError> = []
        for error in errors where seen.insert(error).inserted { unique.append(error) }
        return unique.enumerated().sorted { a, b in
            let (p, q) = (a.element.position, b.element.position)
            let fileOfA = files.firstIndex(of: p.file) ?? files.count
            let fileOfB = files.firstIndex(of: q.file) ?? files.count
            return (fileOfA, p.line, p.column, a.offset) < (fileOfB, q.line, q.column, b.offset)
        }.map(\.element)
    }

    static func resolved(_ path: String, from file: String) -> String {
        if path.hasPrefix("/") { return path }
        let folder = (file as NSString).deletingLastPathComponent
        let joined = folder.isEmpty ? path : (folder as NSString).appendingPathComponent(path)
        return joined.contains("..") ? (joined as NSString).standardizingPath : joined
    }

    private static func canonical(_ path: String) -> String {
        URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
    }
}
