import Platform
import Primitives
import Workload

// The audit log and the overview that is made of it: AUD rules, ENT-7 and ENT-8.
extension Auditors {
    /// What the auditor of the audit log has written down.
    struct AuditNotes: ~Copyable {
        /// The greatest number that a record was published under.
        fileprivate(set) var lastSequence: UInt64 = 0
        /// The hash over all records in order, as the log should have it.
        fileprivate var chain = SHA256()
        /// The records that are not shown yet, the oldest first.
        fileprivate var unseen = Ring<Unseen>(minimumCapacity: 256)
        /// Up to which number all records were delivered to the overview, and which further ones.
        fileprivate var deliveredUpTo: UInt64 = 0
        fileprivate var early = PagedArray<UInt64>()
        fileprivate var earlyCount = 0
        /// Up to which number the overview shows them.
        fileprivate(set) var lastShown: UInt64 = 0
        /// Live units of all users together, as the records have it.
        fileprivate(set) var liveUnits = 0
        /// A sum over all users of their live units, as the records have it: see ``share(of:units:)``.
        fileprivate var units: UInt64 = 0
        /// When services on a record's way were in trouble.
        fileprivate let troubles: [Fault]

        init(_ scenario: Scenario) {
            troubles = scenario.faults.flatMap(\.occurrences).filter { fault in
                let concerns = [nil, .audit, .issuing].contains(fault.service)
                // A reply in a thousand is everyday; what is lost is asked for within seconds.
                if case .lostReplies(let permille) = fault.kind { return concerns && permille > 100 }
                return concerns
            }
        }

        /// Until when a record of this instant must show: a fault leaves a queue behind, which may take as long again.
        fileprivate func limit(_ instant: Instant, at now: Instant) -> Instant {
            var limit = instant + .seconds(30)
            for fault in troubles {
                let subsided = fault.until + (fault.until - fault.from)
                guard fault.from <= limit, subsided >= instant else { continue }
                limit = max(limit, min(subsided, now) + .seconds(30))
            }
            return limit
        }
    }

    /// A record that was published and is not shown yet.
    struct Unseen: BitwiseCopyable {
        /// When it was published first.
        var published: Instant
        /// What it says, in one number.
        var trace: UInt64
        var order: OrderID
    }

    /// What one user adds to the sum over users: two of them are equal, but for one chance in 2^64, only if every
    /// user has as many units in both.
    static func share(of user: UserID, units: Int) -> UInt64 {
        RandomStream.mix(UInt64(user.number) &+ 1) &* UInt64(bitPattern: Int64(units))
    }

    /// The audit log publishes a record, at its end of the network: a new one, or an older one again.
    mutating func published(_ numbered: NumberedRecord, at now: Instant) {
        let sequence = numbered.sequence, record = numbered.record
        let last = auditNotes.lastSequence, order = record.order
        guard sequence > last else { return publishedAgain(numbered, at: now) }
        tally.expect(.auditChained, sequence == last + 1, order: order, at: now)
        auditNotes.lastSequence = sequence
        auditNotes.chain.update(record)
        auditNotes.unseen.append(Unseen(published: now, trace: Self.trace(record), order: order))
        let before = lifecycleNotes.loggedState(of: order)
        auditNotes.units &+= Self.change(record, before: before)
        let units = Int(record.quantity)
        auditNotes.liveUnits += (record.state.isLive ? units : 0) - (before.isLive ? units : 0)
        let isNext = lifecycleNotes.log(record)
        tally.expect(.oneRecordPerChange, isNext, order: order, at: now)
        if record.operation == .issue {
            let known = dossiers[order.index]
            dossiers[order.index].records &+= 1
            // What the old platform issued is entered without its serial.
            let isSame =
                record.quantity == known.quantity
                && (record.detail == known.serial || known.facts.contains(.ofSilo))
            tally.expect(.auditComplete, isSame && known.facts.contains(.issued), order: order, at: now)
        }
    }

    /// A number is published again: with the same record, as when the overview misses it.
    ///
    /// What has been shown is not kept; of that it is known only whether the change has a record at all.
    private mutating func publishedAgain(_ numbered: NumberedRecord, at now: Instant) {
        let record = numbered.record, order = record.order
        let place = Int(numbered.sequence) - Int(auditNotes.lastShown) - 1
        let isSame =
            auditNotes.unseen.count > place && place >= 0
            ? auditNotes.unseen[place].trace == Self.trace(record)
            : record.version <= lifecycleNotes.logged(order)
        tally.expect(
            .auditChained, isSame, order: order, at: now, because: "another record had the number",
            Int64(numbered.sequence))
    }

    /// What a record says, in one number: two are equal, but for one chance in 2^64, only if the records are.
    private static func trace(_ record: AuditRecord) -> UInt64 {
        let kind = UInt64(record.operation.rawValue) << 8 | UInt64(record.state.rawValue)
        let change = UInt64(record.version) << 16 | kind
        let who = UInt64(record.order.number) << 32 | UInt64(record.user.number)
        return RandomStream.mix(RandomStream.mix(RandomStream.mix(change) ^ who) ^ record.detail)
            &+ UInt64(record.quantity) &+ UInt64(record.productNumber) << 8
    }

    /// A record is delivered to the overview.
    mutating func asked(_ command: OverviewCommand) {
        guard case .apply(let numbered) = command else { return }
        let sequence = numbered.sequence
        if sequence == auditNotes.deliveredUpTo + 1 {
            auditNotes.deliveredUpTo = sequence
            while auditNotes.earlyCount > 0, auditNotes.early.removeBit(sequence: auditNotes.deliveredUpTo + 1) {
                auditNotes.earlyCount -= 1
                auditNotes.deliveredUpTo += 1
            }
        } else if sequence > auditNotes.deliveredUpTo, auditNotes.early.insertBit(sequence: sequence) {
            auditNotes.earlyCount += 1
        }
    }

    /// The overview says that the log need not keep the records up to this number.
    mutating func consumed(upTo last: UInt64, _ order: OrderID, at now: Instant) {
        tally.expect(
            .effectOnce, last <= auditNotes.deliveredUpTo, order: order, at: now,
            because: "acknowledged up to", Int64(last), ", delivered up to", Int64(auditNotes.deliveredUpTo))
    }

    /// What a record does to the sum over users.
    private static func change(_ record: AuditRecord, before: EntitlementState) -> UInt64 {
        let units = Int(record.quantity)
        if record.operation == .transfer {
            return share(of: record.user, units: units)
                &- share(of: UserID(UInt32(truncatingIfNeeded: record.detail)), units: units)
        }
        switch (before.isLive, record.state.isLive) {
        case (false, true): return share(of: record.user, units: units)
        case (true, false): return share(of: record.user, units: -units)
        case (false, false), (true, true): return 0
        }
    }

    /// The overview shows all records up to this number.
    mutating func shown(upTo last: UInt64, at now: Instant) {
        while auditNotes.lastShown < last, let record = auditNotes.unseen.popFirst() {
            auditNotes.lastShown += 1
            let limit = auditNotes.limit(record.published, at: now)
            tally.expect(
                .overviewIsFresh, now <= limit, order: record.order, at: now, because: "its record shows after",
                now - record.published)
        }
        tally.expect(.overviewIsFold, auditNotes.lastShown == last, "a record shows that was never written")
    }

    /// What must be on record of an order when the run is over.
    mutating func closeAudit(_ order: OrderID, _ dossier: Dossier, at now: Instant) {
        let wanted: UInt8 = dossier.facts.contains(.issued) ? 1 : 0
        tally.expect(.auditComplete, dossier.records == wanted, order: order, at: now)
    }

    /// Holds the log's head and the overview against the records that were published.
    ///
    /// - Parameters:
    ///   - head: the log's own hash over its records.
    ///   - overview: the sum of what the overview shows, see ``share(of:units:)``.
    ///   - last: the number of the last record that the overview shows.
    mutating func closeAudit(head: SHA256.Digest, overview: UInt64, upTo last: UInt64) {
        let (own, written) = (auditNotes.chain.digest, auditNotes.lastSequence)
        tally.expect(.auditChained, head == own, "the log's head is \(head), its records give \(own)")
        tally.expect(.overviewIsFold, last == written, "the overview ends at record \(last) of \(written)")
        let isFold = overview == auditNotes.units
        tally.expect(.overviewIsFold, isFold, "what users see is not what the audit log gives")
    }
}

extension PagedArray<UInt64> {
    /// Sets a number's bit; returns whether it was not set. O(1).
    fileprivate mutating func insertBit(sequence: UInt64) -> Bool {
        let word = Int(sequence / 64), bit = UInt64(1) << (sequence % 64)
        grow(to: word + 1, filledWith: 0)
        defer { self[word] |= bit }
        return self[word] & bit == 0
    }

    /// Clears a number's bit; returns whether it was set. O(1).
    fileprivate mutating func removeBit(sequence: UInt64) -> Bool {
        let word = Int(sequence / 64), bit = UInt64(1) << (sequence % 64)
        guard word < count, self[word] & bit != 0 else { return false }
        self[word] &= ~bit
        return true
    }
}
