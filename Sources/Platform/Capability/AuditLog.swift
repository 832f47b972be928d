import Primitives

/// The append-only log of what was issued: one record per order, numbered from 1 without a gap.
///
/// The log keeps each order's number and a hash over the records, not the records themselves: who reads
/// them gets them as they are written. Memory: 4 bytes for each order number up to the greatest seen, about
/// two once its page is folded.
public struct AuditLog: ~Copyable, Machine {
    public typealias Command = AuditCommand
    public typealias Effect = AuditEffect

    /// The sequence number of each order's record; zero when there is none.
    private var sequences = FoldingArray<UInt32>()

    /// How many records there are; also the last one's sequence number.
    public private(set) var count = 0

    /// The hash over every field of every record in order: logs with equal heads hold the same records.
    ///
    /// It finds mistakes, not forgery; a cryptographic chain (SHA-256) replaces it in a later version.
    public private(set) var chainHead = Fingerprint()

    /// An empty log.
    public init() {}

    /// Answers every record with its sequence number, which it has from its first arrival. O(1).
    public mutating func handle(
        _ command: AuditCommand, at now: Instant, into effects: inout EffectBuffer<AuditEffect>
    ) {
        switch command {
        case .append(let record):
            sequences.grow(to: record.order.index + 1, filledWith: 0)
            if sequences[record.order.index] == 0 {
                count += 1
                sequences[record.order.index] = UInt32(count)
                chain(record)
            }
            effects.append(.acknowledged(record.order, sequence: UInt64(sequences[record.order.index])))
        }
    }

    /// Does nothing: a log has no deadlines.
    public mutating func advance(to now: Instant, into effects: inout EffectBuffer<AuditEffect>) {}

    /// Never.
    public var nextDeadline: Instant { .distantFuture }

    /// The sequence number of the order's record, or nil if there is none. O(1).
    public func sequence(of order: OrderID) -> UInt64? {
        guard order.index < sequences.count, sequences[order.index] > 0 else { return nil }
        return UInt64(sequences[order.index])
    }

    private mutating func chain(_ record: AuditRecord) {
        chainHead.combine(UInt64(record.order.number) << 32 | UInt64(record.user.number))
        chainHead.combine(UInt64(record.product.number) << 8 | UInt64(record.quantity))
        chainHead.combine(record.serial)
        chainHead.combine(record.instant)
    }
}
