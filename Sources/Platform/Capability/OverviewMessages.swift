import Primitives

/// A record of the audit log with its number.
@frozen
public struct NumberedRecord: Equatable, Sendable, BitwiseCopyable {
    /// The number, from 1 without a gap.
    public var sequence: UInt64
    /// The record.
    public var record: AuditRecord

    @inlinable
    public init(sequence: UInt64, record: AuditRecord) {
        self.sequence = sequence
        self.record = record
    }
}

/// What the entitlement overview can be told.
public enum OverviewCommand: Equatable, Sendable, BitwiseCopyable {
    /// A record of the audit log.
    case apply(NumberedRecord)
    /// How far is it? The audit log's last record has this number, and is about this order.
    case report(last: UInt64, OrderID)
}

/// What the entitlement overview tells and asks.
public enum OverviewEffect: Equatable, Sendable, BitwiseCopyable {
    /// To the audit log: every record up to this number is applied; the order is that of the last.
    case consumed(upTo: UInt64, OrderID)
    /// To the audit log: so many records from this number on are missing; the order is that of a later one.
    case missing(from: UInt64, count: UInt8, OrderID)
    /// The overview shows every record up to this number. A fact for auditors.
    case shown(upTo: UInt64)
}
