/// The records of one page of a ``FoldingArray``, without what they all have in common.
///
/// A record is looked at as lanes of 32 bits. Bits that are the same in all records of the page are kept
/// once; of every record only the others remain, packed one after the other, and nothing of records that
/// have only zeros there, such as numbers never used. Nothing is lost, and any record can be read without
/// touching the rest: O(runs of differing bits), a few dozen nanoseconds.
@usableFromInline
@frozen
struct FoldedPage {
    /// Neighbouring bits of one lane that are not the same in all records.
    struct Run: BitwiseCopyable {
        var lane: UInt16
        var shift: UInt8
        var width: UInt8
    }

    /// The header, the common bits lane by lane, the runs, the directory of rows if some are left out, then the
    /// packed rows.
    @usableFromInline let block: UnsafeMutableRawPointer

    struct Header: BitwiseCopyable {
        var lanes: UInt32
        var runs: UInt32
        /// Bits that remain of each record.
        var rowBits: UInt32
        /// Where the rows begin.
        var rowsAt: UInt32
        /// Where it is told which rows are there, 64 to a word; zero when all are.
        var directoryAt: UInt32
        /// How far behind that it is told how many rows are there before each word, in 16 bits.
        var ranksAt: UInt32
    }

    /// The page in a block that ``init(folding:count:lanes:)`` has made; traps without one.
    @usableFromInline
    init(_ block: UnsafeMutableRawPointer?) {
        guard let block else { preconditionFailure("a page that is neither open nor folded") }
        self.block = block
    }

    /// Folds `count` records of so many lanes each, which lie one after the other. O(count x runs).
    @usableFromInline
    init(folding records: UnsafeRawPointer, count: Int, lanes: Int) {
        let differing = Self.differingBits(of: records, count: count, lanes: lanes)
        let runs = Self.runs(in: differing)
        let rowBits = runs.reduce(0) { $0 + Int($1.width) }
        let present = Self.rows(in: records, count: count, with: differing)
        let rows = present.reduce(0) { $0 + $1.nonzeroBitCount }
        let leavesOut = (count - rows) * rowBits > 80 * present.count
        let commonAt = MemoryLayout<Header>.size
        let runsAt = commonAt + 4 * lanes
        let directoryAt = runsAt + 4 * runs.count
        let rowsAt = directoryAt + (leavesOut ? 10 * present.count : 0)
        // Eight bytes more than needed, so that every read of a run may take a whole word.
        let bytes = rowsAt + ((leavesOut ? rows : count) * rowBits + 7) / 8 + 8
        block = .allocate(byteCount: bytes, alignment: 8)
        block.storeBytes(
            of: Header(
                lanes: UInt32(lanes), runs: UInt32(runs.count), rowBits: UInt32(rowBits), rowsAt: UInt32(rowsAt),
                directoryAt: leavesOut ? UInt32(directoryAt) : 0, ranksAt: UInt32(8 * present.count)),
            as: Header.self)
        if leavesOut { writeDirectory(present, at: directoryAt) }
        for lane in 0..<lanes {
            let first = records.load(fromByteOffset: 4 * lane, as: UInt32.self)
            block.storeBytes(of: first & ~differing[lane], toByteOffset: commonAt + 4 * lane, as: UInt32.self)
        }
        for (index, run) in runs.enumerated() {
            block.storeBytes(of: run, toByteOffset: runsAt + 4 * index, as: Run.self)
        }
        pack(records, count: count)
    }

    /// Writes record number `row` to `record`.
    @usableFromInline
    func unfold(_ row: Int, into record: UnsafeMutableRawPointer) {
        let header = block.load(as: Header.self)
        let common = block + MemoryLayout<Header>.size
        record.copyMemory(from: common, byteCount: 4 * Int(header.lanes))
        let runs = (common + 4 * Int(header.lanes)).assumingMemoryBound(to: Run.self)
        let rows = block + Int(header.rowsAt)
        guard let place = place(of: row, header) else { return }
        var bit = place &* Int(header.rowBits)
        for index in 0..<Int(header.runs) {
            let run = runs[index]
            let word = UInt64(littleEndian: rows.loadUnaligned(fromByteOffset: bit &>> 3, as: UInt64.self))
            let bits = (word &>> UInt64(bit & 7)) & ((1 &<< UInt64(run.width)) &- 1)
            let lane = record.assumingMemoryBound(to: UInt32.self) + Int(run.lane)
            lane.pointee |= UInt32(truncatingIfNeeded: bits) &<< UInt32(run.shift)
            bit &+= Int(run.width)
        }
    }

    /// Gives the memory back.
    @usableFromInline
    func deallocate() { block.deallocate() }

    /// Appends the differing bits of all records, 32 bits at a time.
    private func pack(_ records: UnsafeRawPointer, count: Int) {
        let header = block.load(as: Header.self)
        let lanes = Int(header.lanes)
        let runs = (block + MemoryLayout<Header>.size + 4 * lanes).assumingMemoryBound(to: Run.self)
        var end = block + Int(header.rowsAt)
        var pending: UInt64 = 0, pendingBits: UInt64 = 0
        for row in 0..<count where place(of: row, header) != nil {
            let record = (records + 4 * lanes &* row).assumingMemoryBound(to: UInt32.self)
            for index in 0..<Int(header.runs) {
                let run = runs[index]
                let bits = UInt64(record[Int(run.lane)] &>> UInt32(run.shift)) & ((1 &<< UInt64(run.width)) &- 1)
                pending |= bits &<< pendingBits
                pendingBits &+= UInt64(run.width)
                if pendingBits >= 32 {
                    end.storeBytes(of: UInt32(truncatingIfNeeded: pending).littleEndian, as: UInt32.self)
                    end += 4
                    pending &>>= 32
                    pendingBits &-= 32
                }
            }
        }
        end.storeBytes(of: UInt32(truncatingIfNeeded: pending).littleEndian, as: UInt32.self)
    }

    /// Where a row is among those that are there; nil for one that is left out.
    private func place(of row: Int, _ header: Header) -> Int? {
        guard header.directoryAt != 0 else { return row }
        let directory = block + Int(header.directoryAt)
        let word = directory.loadUnaligned(fromByteOffset: 8 * (row / 64), as: UInt64.self)
        let bit: UInt64 = 1 << UInt64(row % 64)
        guard word & bit != 0 else { return nil }
        let before = directory.loadUnaligned(fromByteOffset: Int(header.ranksAt) + 2 * (row / 64), as: UInt16.self)
        return Int(before) + (word & (bit - 1)).nonzeroBitCount
    }

    private func writeDirectory(_ present: [UInt64], at offset: Int) {
        var before = 0
        for (index, word) in present.enumerated() {
            let rank = offset + 8 * present.count + 2 * index
            block.storeBytes(of: word, toByteOffset: offset + 8 * index, as: UInt64.self)
            block.storeBytes(of: UInt16(before), toByteOffset: rank, as: UInt16.self)
            before += word.nonzeroBitCount
        }
    }

    /// The rows that have any of the differing bits, 64 to a word.
    private static func rows(in records: UnsafeRawPointer, count: Int, with differing: [UInt32]) -> [UInt64] {
        var present = [UInt64](repeating: 0, count: (count + 63) / 64)
        let lanes = differing.count
        for row in 0..<count {
            let record = (records + 4 * lanes &* row).assumingMemoryBound(to: UInt32.self)
            var any: UInt32 = 0
            for lane in 0..<lanes { any |= record[lane] & differing[lane] }
            if any != 0 { present[row / 64] |= 1 << UInt64(row % 64) }
        }
        return present
    }

    private static func differingBits(of records: UnsafeRawPointer, count: Int, lanes: Int) -> [UInt32] {
        var differing = [UInt32](repeating: 0, count: lanes)
        for lane in 0..<lanes {
            let column = (records + 4 * lane).assumingMemoryBound(to: UInt32.self)
            let first = column[0]
            var bits: UInt32 = 0
            for row in 1..<max(count, 1) { bits |= column[row &* lanes] ^ first }
            differing[lane] = bits
        }
        return differing
    }

    /// The runs of ones, lane by lane, lowest bits first.
    private static func runs(in differing: [UInt32]) -> [Run] {
        var runs: [Run] = []
        for (lane, all) in differing.enumerated() {
            var bits = all
            while bits != 0 {
                let shift = bits.trailingZeroBitCount
                let width = (~(bits >> UInt32(shift))).trailingZeroBitCount
                runs.append(Run(lane: UInt16(lane), shift: UInt8(shift), width: UInt8(width)))
                bits = width + shift == 32 ? 0 : (bits >> UInt32(shift + width)) << UInt32(shift + width)
            }
        }
        return runs
    }
}
