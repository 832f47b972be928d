/// One value of a scenario file with the place it came from.
struct SourceValue {
    /// Where the value begins.
    var position: SourcePosition
    /// What it is.
    var content: Content

    enum Content {
        /// Nothing after the colon, or `~`.
        case absent
        /// A text; whether it is written in quotes or as a block.
        case scalar(String, quoted: Bool)
        case list([SourceValue])
        case mapping([SourceEntry])
        /// Something that is no part of scenario files; an error has said so.
        case refused
    }

    /// What the value is, for messages.
    var kind: String {
        switch content {
        case .absent: "nothing"
        case .scalar(let text, _): "'\(shortened(text))'"
        case .list: "a list"
        case .mapping: "a mapping"
        case .refused: "a refused value"
        }
    }

    /// This value with `child` laid over it: mappings merge key by key, all else is replaced whole.
    ///
    /// The order is this value's, new keys last; every value keeps the position of the file it came from.
    func overlaid(by child: SourceValue) -> SourceValue {
        guard case .mapping(var entries) = content, case .mapping(let changes) = child.content else { return child }
        // Keys are unique within a mapping.
        let places = Dictionary(uniqueKeysWithValues: entries.indices.map { (entries[$0].key, $0) })
        for change in changes {
            if let place = places[change.key] {
                let merged = entries[place].value.overlaid(by: change.value)
                entries[place] = SourceEntry(key: change.key, position: change.position, value: merged)
            } else {
                entries.append(change)
            }
        }
        return SourceValue(position: child.position, content: .mapping(entries))
    }
}

/// One key of a mapping with its value.
struct SourceEntry {
    var key: String
    /// Where the key begins.
    var position: SourcePosition
    var value: SourceValue
}

/// A text that fits into a message: one line of at most 60 characters, without control characters.
func shortened(_ text: String) -> String {
    let visible = String(text.prefix(61).map { $0.isNewline || $0.unicodeScalars.first!.value < 32 ? " " : $0 })
    return visible.count > 60 ? visible.prefix(60) + "..." : visible
}
