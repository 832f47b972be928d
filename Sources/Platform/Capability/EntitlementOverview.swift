import Primitives

/// How many live entitlements each user has, as the user sees it: a fold of the audit log, in the log's order.
///
/// Nothing else writes to it. A record that comes early waits until those before it have come; one that comes again is
/// dropped; one that is missing for too long is asked for. When the overview has fallen so far behind that there was no
/// room for early ones, it asks for batch after batch, each as soon as the one before is applied. How far it is, it
/// reports every ``reportEvery`` records, and when it is asked.
///
/// Memory: 2 bytes for each user number up to the greatest seen, and room for ``window`` early records.
public struct EntitlementOverview: ~Copyable, Machine {
    public typealias Command = OverviewCommand
    public typealias Effect = OverviewEffect

    /// How many records are applied between two reports.
    public static var reportEvery: UInt64 { 64 }
    /// How far ahead of the last applied record one may be to be kept; others are asked for again.
    public static var window: UInt64 { 4_096 }
    /// How many records are asked for at once.
    public static var batch: UInt64 { 32 }

    private var counts = PagedArray<UInt16>()
    /// Early records, the one of each number at the number's rest by ``window``.
    private var early: Table<AuditRecord>
    /// The number of the record at each of these places; zero for none.
    private var numbers = Table<UInt64>(repeating: 0, count: Int(window))
    private var earlyCount = 0
    /// The greatest number that was kept, and the latest record that came early.
    private var latestKept: UInt64 = 0
    private var latest = AuditRecord.blank
    private let patience: TimeSpan
    /// When missing records are asked for.
    private var asksAt = Instant.distantFuture
    /// The last record that was asked for, and the last that came or was told of and is not kept.
    private var askedUpTo: UInt64 = 0
    private var lackedUpTo: UInt64 = 0

    /// The number of the last applied record; all before it are applied, too.
    public private(set) var version: UInt64 = 0
    /// All live entitlements of all users.
    public private(set) var total = 0

    /// An overview in which nobody has anything.
    ///
    /// - Parameter patience: how long a missing record may be on its way before it is asked for.
    public init(patience: TimeSpan = .milliseconds(250)) {
        precondition(patience > .zero, "an overview that waits for \(patience.nanoseconds) ns")
        self.patience = patience
        early = Table(repeating: .blank, count: Int(Self.window))
    }

    /// Leaves at most three effects. Amortised O(1) per record.
    public mutating func handle(
        _ command: OverviewCommand, at now: Instant, into effects: inout EffectBuffer<OverviewEffect>
    ) {
        switch command {
        case .apply(let numbered):
            let sequence = numbered.sequence, record = numbered.record
            if sequence == version + 1 {
                applyAll(from: record, at: now, into: &effects)
            } else if sequence > version {
                keep(record, sequence, at: now)
            }
        case .report(let last, let order):
            effects.append(.consumed(upTo: version, order))
            lackedUpTo = max(lackedUpTo, last)
            if last > version { ask(order, at: now, into: &effects) }
        }
    }

    /// Asks for what is missing, a batch at a time.
    public mutating func advance(to now: Instant, into effects: inout EffectBuffer<OverviewEffect>) {
        guard asksAt <= now else { return }
        ask(latest.order, at: now, into: &effects)
    }

    /// Asks for the records from the next one on that are not kept: a batch at most.
    private mutating func ask(_ order: OrderID, at now: Instant, into effects: inout EffectBuffer<OverviewEffect>) {
        let first = version + 1
        var count: UInt64 = 1
        // Some later one is kept or was told of, so the first gap ends before it.
        while count < Self.batch, first + count <= max(lackedUpTo, latestKept),
            numbers[Self.place(first + count)] != first + count
        {
            count += 1
        }
        askedUpTo = first + count - 1
        asksAt = now + patience
        effects.append(.missing(from: first, count: UInt8(count), order))
    }

    /// When missing records are asked for; exact.
    public var nextDeadline: Instant { asksAt }

    /// How many live entitlements the user has; zero for a user never heard of. O(1).
    public func entitlements(of user: UserID) -> Int { user.index < counts.count ? Int(counts[user.index]) : 0 }

    /// User numbers below this one may have entitlements.
    public var users: Int { counts.count }

    private mutating func keep(_ record: AuditRecord, _ sequence: UInt64, at now: Instant) {
        latest = record
        if asksAt == .distantFuture { asksAt = now + patience }
        guard sequence <= version + Self.window else {
            lackedUpTo = max(lackedUpTo, sequence)
            return
        }
        guard numbers[Self.place(sequence)] != sequence else { return }
        early[Self.place(sequence)] = record
        numbers[Self.place(sequence)] = sequence
        earlyCount += 1
        latestKept = max(latestKept, sequence)
    }

    /// Applies a record and all that waited for it.
    private mutating func applyAll(
        from first: AuditRecord, at now: Instant, into effects: inout EffectBuffer<OverviewEffect>
    ) {
        let before = version
        var record = first
        fold(record)
        while earlyCount > 0, numbers[Self.place(version + 1)] == version + 1 {
            record = early[Self.place(version + 1)]
            earlyCount -= 1
            fold(record)
        }
        effects.append(.shown(upTo: version))
        if version / Self.reportEvery != before / Self.reportEvery {
            effects.append(.consumed(upTo: version, record.order))
        }
        if lackedUpTo > version, version >= askedUpTo {
            ask(record.order, at: now, into: &effects)
        } else {
            asksAt = earlyCount > 0 || lackedUpTo > version ? now + patience : .distantFuture
        }
    }

    private mutating func fold(_ record: AuditRecord) {
        version += 1
        switch record.operation {
        case .issue: add(Int(record.quantity), to: record.user)
        case .transfer:
            add(-Int(record.quantity), to: UserID(UInt32(truncatingIfNeeded: record.detail)))
            add(Int(record.quantity), to: record.user)
        case .use: if record.state == .usedUp { add(-Int(record.quantity), to: record.user) }
        case .revoke, .refund, .expire: add(-Int(record.quantity), to: record.user)
        case .renew:
            // Its detail says whether the period before was over.
            if record.detail & AuditRecord.revivedBit != 0 { add(Int(record.quantity), to: record.user) }
        case .activate, .suspend, .resume, .upgrade: break
        }
    }

    private mutating func add(_ units: Int, to user: UserID) {
        counts.grow(to: user.index + 1, filledWith: 0)
        let sum = Int(counts[user.index]) + units
        precondition(
            sum >= 0 && sum <= Int(UInt16.max),
            "user \(user.number) has \(counts[user.index]) entitlements and gets \(units)")
        counts[user.index] = UInt16(sum)
        total += units
    }

    private static func place(_ sequence: UInt64) -> Int { Int(sequence % window) }
}

extension AuditRecord {
    /// Set in the detail of a renewal that revives an expired entitlement; the other bits are the fen paid.
    static var revivedBit: UInt64 { 1 << 63 }
}
