import Workload

/// One reading of a scenario: what went wrong, and where each key path has its value.
struct SectionReading {
    var errors: [ScenarioError]
    /// Places of the key paths that are written somewhere.
    var positions: [String: SourcePosition] = [:]
    /// Key paths whose value could not be read: what follows from their defaults is no news.
    var failed: [String] = []

    /// After so many errors the rest is left unread.
    private static var mostErrors: Int { 200 }

    init(errors: [ScenarioError]) { self.errors = errors }

    /// Whether a problem rests on a value that could not be read.
    func hasFailed(_ problem: Problem) -> Bool {
        ([problem.path] + problem.related).contains { path in
            failed.contains { Self.isWithin($0, path) || Self.isWithin(path, $0) }
        }
    }

    /// Records an error about the value of a key path.
    mutating func fail(_ path: String, _ position: SourcePosition, _ message: String) {
        failed.append(path)
        guard errors.count <= Self.mostErrors else { return }
        let isLast = errors.count == Self.mostErrors
        errors.append(
            ScenarioError(position: position, message: isLast ? "too many errors; the rest is not listed" : message))
    }

    /// Reads one scalar; nil with an error where it isn't one.
    mutating func scalar(_ value: SourceValue, at path: String, expected: String) -> (text: String, quoted: Bool)? {
        switch value.content {
        case .scalar(let text, let quoted): return (text, quoted)
        case .absent: fail(path, value.position, "\(path): the value is missing; write \(expected)")
        case .list, .mapping:
            fail(path, value.position, "\(path): \(value.kind) is not allowed here; write \(expected)")
        case .refused: failed.append(path)
        }
        return nil
    }

    /// Reads the items of a list; nil with an error where it isn't one.
    mutating func list(_ value: SourceValue, at path: String, expected: String) -> [SourceValue]? {
        switch value.content {
        case .list(let items): return items
        case .absent, .scalar, .mapping:
            fail(path, value.position, "\(path): \(value.kind) is not allowed here; write a list of \(expected)")
        case .refused: failed.append(path)
        }
        return nil
    }

    /// Reads the entries of a mapping; nil with an error where it isn't one.
    mutating func mapping(_ value: SourceValue, at path: String, keys: [String]) -> [SourceEntry]? {
        switch value.content {
        case .mapping(let entries): return entries
        case .absent, .scalar, .list:
            let place = path.isEmpty ? "the file" : path
            let allowed = keys.isEmpty ? "" : " with the keys \(keys.joined(separator: ", "))"
            fail(path, value.position, "\(place): \(value.kind) is not allowed here; write a mapping\(allowed)")
        case .refused: failed.append(path)
        }
        return nil
    }

    /// Reads a mapping into `target`, key by key; unknown and missing keys are errors.
    mutating func read<Target>(
        _ value: SourceValue, fields: [Field<Target>], into target: inout Target, at path: String
    ) {
        guard errors.count <= Self.mostErrors else { return }
        positions[path] = value.position
        let keys = fields.map(\.key)
        guard let entries = mapping(value, at: path, keys: keys) else { return }
        for entry in entries {
            guard errors.count <= Self.mostErrors else { return }
            let inner = Self.join(path, entry.key)
            guard let field = fields.first(where: { $0.key == entry.key }) else {
                unknown(entry, at: path, keys: keys)
                continue
            }
            positions[inner] = entry.value.position
            field.read(entry.value, inner, &target, &self)
        }
        for field in fields where field.isRequired && !entries.contains(where: { $0.key == field.key }) {
            fail(Self.join(path, field.key), value.position, "\(path): the key '\(field.key)' is missing")
        }
    }

    /// Refuses a key, with the nearest one that is allowed.
    mutating func unknown(_ entry: SourceEntry, at path: String, keys: [String]) {
        let meant = Problem.nearest(to: entry.key, among: keys)
        let place = path.isEmpty ? "" : "\(path): "
        fail(
            Self.join(path, meant ?? "?"), entry.position,
            "\(place)unknown key '\(shortened(entry.key))'" + (meant.map { ", did you mean '\($0)'?" } ?? "")
                + "; allowed: \(keys.joined(separator: ", "))")
    }

    static func join(_ path: String, _ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

    /// Whether a key path is another's or lies within it.
    private static func isWithin(_ path: String, _ outer: String) -> Bool {
        guard path.hasPrefix(outer) else { return false }
        let next = path.dropFirst(outer.count).first
        return next == nil || next == "." || next == "["
    }
}
