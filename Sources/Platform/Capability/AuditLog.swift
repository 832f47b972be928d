import Primitives

/// The append-only log of every change of every entitlement: numbered from 1 without a gap, hash-chained.
///
/// A record is known by its order and version. The log takes an entitlement's records in the order of their versions
/// and each once, so that what reads it can apply them as they come. It publishes them to the overview and keeps them
/// until they were consumed there: when too many wait, it refuses more (`busy`) and whoever sends keeps them. Nothing
/// is dropped anywhere.
///
/// The chain is the running SHA-256 over all records: 32 bytes each, so one compression for two, and one more when the
/// ``chainHead`` is asked for. Equal heads mean equal records in equal order.
///
/// Memory: 4 bytes for each order number up to the greatest seen, and 32 bytes for each record that waits.
public struct AuditLog: ~Copyable, Machine {
    public typealias Command = AuditCommand
    public typealias Effect = AuditEffect

    /// By order, the version of its last record; zero when it has none.
    private var versions = PagedArray<UInt32>()
    /// Records that the overview has not consumed, the oldest first; the last is number ``count``.
    private var waiting = Ring<AuditRecord>(minimumCapacity: 64)
    private var chain = SHA256()
    private let capacity: Int
    private let probeAfter: TimeSpan
    /// When the overview is asked how far it is, if records wait.
    private var probe = Instant.distantFuture

    /// How many records there are; also the last one's number.
    public private(set) var count: UInt64 = 0
    /// How many were refused because too many waited, or because one before them had not come.
    public private(set) var refusals: UInt64 = 0

    /// An empty log.
    ///
    /// - Parameters:
    ///   - capacity: how many records may wait for the overview.
    ///   - probeAfter: how long after the last progress the overview is asked how far it is.
    public init(capacity: Int = 65_536, probeAfter: TimeSpan = .seconds(5)) {
        // The overview reports in steps, and a log that is full before the first would wait for ever.
        precondition(capacity >= 2 * Int(EntitlementOverview.reportEvery), "an audit log for \(capacity) records")
        precondition(probeAfter > .zero, "an audit log that probes every \(probeAfter.nanoseconds) ns")
        self.capacity = capacity
        self.probeAfter = probeAfter
    }

    /// Leaves at most as many effects as the overview asks for records at once. O(1), but for what is consumed or
    /// sent again: amortised O(1) per record.
    public mutating func handle(
        _ command: AuditCommand, at now: Instant, into effects: inout EffectBuffer<AuditEffect>
    ) {
        switch command {
        case .append(let record, let ticket): append(record, ticket, at: now, into: &effects)
        case .consumed(let last, _): consume(upTo: last, at: now)
        case .resend(let first, let missing, _):
            let last = first + min(UInt64(missing), EntitlementOverview.batch)
            for number in first..<last where number > consumed && number <= count {
                publish(number, into: &effects)
            }
        }
    }

    /// Asks the overview how far it is when it has said nothing for a while.
    public mutating func advance(to now: Instant, into effects: inout EffectBuffer<AuditEffect>) {
        guard probe <= now, !waiting.isEmpty else { return }
        effects.append(.probe(last: count, waiting[waiting.count - 1].order))
        probe = now + probeAfter
    }

    /// When the overview is asked how far it is; exact.
    public var nextDeadline: Instant { probe }

    /// The hash over all records in order. One or two compressions.
    public var chainHead: SHA256.Digest { chain.digest }

    /// Up to which number the overview has them.
    public var consumed: UInt64 { count - UInt64(waiting.count) }

    /// How many records wait for the overview.
    public var backlog: Int { waiting.count }

    private mutating func append(
        _ record: AuditRecord, _ ticket: AuditTicket, at now: Instant, into effects: inout EffectBuffer<AuditEffect>
    ) {
        let order = record.order
        versions.grow(to: order.index + 1, filledWith: 0)
        let known = versions[order.index]
        if UInt32(record.version) <= known {
            effects.append(.acknowledged(ticket, order))
            return
        }
        guard UInt32(record.version) == known + 1, waiting.count < capacity else {
            refusals += 1
            effects.append(.busy(ticket, order))
            return
        }
        versions[order.index] = known + 1
        count += 1
        chain.update(record)
        if waiting.isEmpty { probe = now + probeAfter }
        waiting.append(record)
        effects.append(.acknowledged(ticket, order))
        effects.append(.publish(NumberedRecord(sequence: count, record: record)))
    }

    private mutating func consume(upTo last: UInt64, at now: Instant) {
        precondition(last <= count, "record \(last) of \(count) was consumed")
        guard last > consumed else { return }
        while consumed < last { _ = waiting.popFirst() }
        probe = waiting.isEmpty ? .distantFuture : now + probeAfter
    }

    private func publish(_ number: UInt64, into effects: inout EffectBuffer<AuditEffect>) {
        let record = waiting[Int(number - consumed - 1)]
        effects.append(.publish(NumberedRecord(sequence: number, record: record)))
    }
}
