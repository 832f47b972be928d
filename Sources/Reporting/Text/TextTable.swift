/// A table for the terminal: the first column flush left, the others flush right.
struct TextTable {
    /// One cell: its text and what it means.
    struct Cell: ExpressibleByStringLiteral {
        var text: String
        var tone: Tone

        init(_ text: String, _ tone: Tone = .plain) {
            self.text = text
            self.tone = tone
        }

        init(stringLiteral value: String) { self.init(value) }
    }

    /// The headings.
    var titles: [String]
    /// The rows, each as long as ``titles``.
    var rows: [[Cell]] = []
    /// How many columns from the left hold words and are flush left.
    var wordColumns = 1

    /// Creates a table without rows.
    init(_ titles: [String], wordColumns: Int = 1) {
        self.titles = titles
        self.wordColumns = wordColumns
    }

    /// Adds a row.
    mutating func add(_ cells: [Cell]) {
        precondition(cells.count == titles.count, "\(cells.count) cells under \(titles.count) headings: \(cells)")
        rows.append(cells)
    }

    /// The same table with some of its columns.
    private func selecting(_ indices: [Int]) -> TextTable {
        var table = TextTable(indices.map { titles[$0] }, wordColumns: wordColumns)
        table.rows = rows.map { row in indices.map { row[$0] } }
        return table
    }

    /// How wide each column is.
    private var widths: [Int] {
        titles.indices.map { column in
            rows.reduce(titles[column].columns) { max($0, $1[column].text.columns) }
        }
    }

    /// The table, heading first; columns that don't fit go below, again beside the words.
    func lines(_ palette: Palette, width: Int) -> [String] {
        let widths = widths
        let words = Array(0..<wordColumns)
        var parts: [[Int]] = [words]
        var used = 0
        for column in titles.indices {
            let needed = widths[column] + (column == 0 ? 0 : 2)
            if column < wordColumns || used + needed <= width {
                used += needed
                if column >= wordColumns { parts[parts.count - 1].append(column) }
            } else {
                parts.append(words + [column])
                used = words.reduce(needed) { $0 + widths[$1] + ($1 == 0 ? 0 : 2) }
            }
        }
        return Array(parts.map { selecting($0).allLines(palette) }.joined(separator: [""]))
    }

    private func allLines(_ palette: Palette) -> [String] {
        let widths = widths
        let heading = line(titles.map { Cell($0, .faint) }, widths, palette)
        return [heading] + rows.map { line($0, widths, palette) }
    }

    private func line(_ cells: [Cell], _ widths: [Int], _ palette: Palette) -> String {
        var parts: [String] = []
        for (column, cell) in cells.enumerated() {
            let last = column == cells.count - 1
            let padded: String
            if column >= wordColumns {
                padded = cell.text.flushRight(to: widths[column])
            } else {
                padded = last ? cell.text : cell.text.padded(to: widths[column])
            }
            parts.append(palette.paint(padded, cell.tone))
        }
        return parts.joined(separator: "  ")
    }
}
