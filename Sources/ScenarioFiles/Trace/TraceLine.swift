/// One line of comma-separated values (RFC 4180), cut into its cells.
struct TraceLine {
    /// The cells' bytes one behind the other, quotes taken off.
    private(set) var text: [UInt8] = []
    private var ends: [Int] = []

    var count: Int { ends.count }

    /// The bytes of a cell.
    subscript(cell: Int) -> ArraySlice<UInt8> { text[(cell == 0 ? 0 : ends[cell - 1])..<ends[cell]] }

    /// The text of a cell.
    func string(_ cell: Int) -> String { String(decoding: self[cell], as: UTF8.self) }

    /// Cuts a line without its line feed; false if a quote is left open or stands where none may.
    mutating func cut(_ line: ArraySlice<UInt8>) -> Bool {
        text.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        var isQuoted = false, wasQuoted = false, start = 0
        for index in line.indices {
            let byte = line[index]
            switch byte {
            case UInt8(ascii: "\""):
                if isQuoted {
                    isQuoted = false
                    wasQuoted = true
                } else if wasQuoted {
                    // A quote within quotes is written twice.
                    text.append(byte)
                    isQuoted = true
                } else {
                    guard text.count == start else { return false }
                    isQuoted = true
                }
            case UInt8(ascii: ",") where !isQuoted:
                ends.append(text.count)
                start = text.count
                wasQuoted = false
            case UInt8(ascii: "\r") where index == line.endIndex - 1: break
            default:
                guard isQuoted || !wasQuoted else { return false }
                text.append(byte)
            }
        }
        ends.append(text.count)
        return !isQuoted
    }
}
