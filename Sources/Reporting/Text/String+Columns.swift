extension String {
    /// How many columns of a terminal the text takes: East Asian wide characters take two, colours none.
    ///
    /// The ranges are the blocks whose characters Unicode's UAX #11 classes as wide.
    var columns: Int {
        var sum = 0
        var isEscape = false
        for character in self {
            guard let scalar = character.unicodeScalars.first else { continue }
            if scalar == "\u{1B}" { isEscape = true }
            if isEscape {
                isEscape = scalar != "m"
                continue
            }
            switch scalar.value {
            case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
                0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
                sum += 2
            default: sum += 1
            }
        }
        return sum
    }

    /// The text with blanks after it, up to so many columns.
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - columns))
    }

    /// The text with blanks before it, up to so many columns.
    func flushRight(to width: Int) -> String {
        String(repeating: " ", count: max(0, width - columns)) + self
    }

    /// The text if it fits into so many columns, else its beginning with an ellipsis.
    func clipped(to width: Int) -> String {
        if columns <= width { return self }
        var text = ""
        var used = 0
        for character in self {
            let next = String(character).columns
            if used + next > width - 1 { break }
            text.append(character)
            used += next
        }
        return text + "…"
    }

    /// The text in lines of at most so many columns, broken at blanks.
    func wrapped(to width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in split(separator: " ") {
            if line.isEmpty {
                line = String(word)
            } else if line.columns + 1 + String(word).columns <= width {
                line += " " + word
            } else {
                lines.append(line)
                line = String(word)
            }
        }
        lines.append(line)
        return lines.map { $0.clipped(to: width) }
    }
}
