/// Something about a scenario that can't be simulated, and where: a value, never a trap.
public struct Problem: Error, Equatable, Sendable {
    /// The key path in the scenario file's own words, for example `traffic.curve[3].at`.
    public var path: String
    /// Other key paths that the judgement rests on.
    public var related: [String]
    /// What is wrong, then what is allowed.
    public var message: String

    public init(path: String, related: [String] = [], message: String) {
        self.path = path
        self.related = related
        self.message = message
    }

    /// The name most like `word`, if one is near enough to be meant; of equally near ones the first.
    ///
    /// Near is an edit distance (Levenshtein, 1966) of at most 2, or a third of the word's length.
    /// Takes the product of the lengths for each candidate; words over 64 characters have no near name.
    public static func nearest(to word: String, among names: [String]) -> String? {
        let letters = Array(word)
        guard !letters.isEmpty, letters.count <= 64 else { return nil }
        var best: (name: String, distance: Int)?
        for name in names {
            let distance = editDistance(letters, Array(name))
            if distance < best?.distance ?? Int.max { best = (name, distance) }
        }
        guard let best, best.distance <= max(2, letters.count / 3), best.distance < letters.count else { return nil }
        return best.name
    }

    /// How many characters must be inserted, dropped or replaced to turn one word into the other.
    private static func editDistance(_ a: [Character], _ b: [Character]) -> Int {
        var row = Array(0...b.count)
        for i in a.indices {
            var diagonal = row[0]
            row[0] = i + 1
            for j in b.indices {
                let replaced = diagonal + (a[i] == b[j] ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[b.count]
    }
}

extension Problem: CustomStringConvertible {
    /// The key path, a colon, the message.
    public var description: String { "\(path): \(message)" }
}
