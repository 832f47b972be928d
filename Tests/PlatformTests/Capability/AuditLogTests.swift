import Platform
import Primitives
import Testing

@Suite struct AuditLogTests {
    private let log = Bench(AuditLog(capacity: 128))
    /// Tickets as an outbox gives them out; the log hands them back and does not look at them.
    private let ticket: AuditTicket = {
        let desk = LedgerDesk()
        for case .audit(_, let ticket) in desk.records.ledgerEffects(5) { return ticket }
        preconditionFailure("no record was sent")
    }()

    private func record(
        _ order: UInt32, version: UInt16 = 1, _ change: (inout AuditRecord) -> Void = { _ in }
    ) -> AuditRecord {
        var record = AuditRecord(
            order: OrderID(order), user: UserID(5), product: ProductID(6), quantity: 1, version: version,
            operation: .issue, state: .active, origin: AuditOrigin(.platform, .purchase),
            instant: .origin + .seconds(9), detail: 8)
        change(&record)
        return record
    }

    private func publish(_ record: AuditRecord, _ sequence: UInt64) -> AuditEffect {
        .publish(NumberedRecord(sequence: sequence, record: record))
    }

    @discardableResult
    private func append(_ record: AuditRecord, at second: Int64 = 0) -> [AuditEffect] {
        log.send(.append(record, ticket), at: .origin + .seconds(second))
    }

    private func head(of records: [AuditRecord]) -> SHA256.Digest {
        let log = Bench(AuditLog())
        for record in records { log.send(.append(record, ticket), at: .origin) }
        return log.machine.chainHead
    }

    @Test func recordsAreNumberedFromOneWithoutGapsAndPublished() {
        for (index, order) in [9, 2, 70_000, 0].enumerated() as EnumeratedSequence<[UInt32]> {
            #expect(
                append(record(order)) == [
                    .acknowledged(ticket, OrderID(order)), publish(record(order), UInt64(index) + 1),
                ])
        }
        #expect(log.machine.count == 4)
    }

    @Test func repeatedRecordIsAcknowledgedAndNotWritten() {
        append(record(3))
        let head = log.machine.chainHead
        #expect(append(record(3)) == [.acknowledged(ticket, OrderID(3))])
        #expect(log.machine.count == 1 && log.machine.chainHead == head)
    }

    @Test func recordBeforeItsPredecessorIsPutOff() {
        #expect(append(record(3, version: 2)) == [.busy(ticket, OrderID(3))])
        append(record(3))
        #expect(append(record(3, version: 2)).first == .acknowledged(ticket, OrderID(3)))
        #expect(log.machine.count == 2 && log.machine.refusals == 1)
    }

    @Test func fullLogRefusesUntilTheOverviewHasConsumed() {
        for order in 0..<128 as Range<UInt32> { append(record(order)) }
        #expect(append(record(200)) == [.busy(ticket, OrderID(200))])
        #expect(log.machine.count == 128 && log.machine.backlog == 128)
        log.send(.consumed(upTo: 64, OrderID(63)), at: .origin)
        #expect(log.machine.backlog == 64)
        #expect(append(record(200)).count == 2)
    }

    @Test func missedRecordsAreSentAgain() {
        for order in 0..<40 as Range<UInt32> { append(record(order)) }
        log.send(.consumed(upTo: 10, OrderID(9)), at: .origin)
        let again = log.send(.resend(from: 10, count: 3, OrderID(20)), at: .origin)
        #expect(again == [publish(record(10), 11), publish(record(11), 12)])
        #expect(log.send(.resend(from: 1, count: 200, OrderID(20)), at: .origin).count == 22)
        #expect(log.send(.resend(from: 41, count: 3, OrderID(20)), at: .origin) == [])
    }

    @Test func overviewThatIsSilentIsAskedHowFarItIs() {
        append(record(1), at: 0)
        append(record(2), at: 3)
        #expect(log.nextDeadline == .origin + .seconds(5))
        #expect(log.advance(to: .origin + .seconds(5)) == [.probe(last: 2, OrderID(2))])
        #expect(log.nextDeadline == .origin + .seconds(10))
        log.send(.consumed(upTo: 2, OrderID(2)), at: .origin + .seconds(6))
        #expect(log.nextDeadline == .distantFuture)
        #expect(log.advance(to: .origin + .seconds(10)) == [])
    }

    @Test func chainDiffersWhenOneFieldDiffers() {
        let changes: [(inout AuditRecord) -> Void] = [
            { $0.order = OrderID(4) }, { $0.user = UserID(4) }, { $0.productNumber = 4 }, { $0.quantity = 4 },
            { $0.operation = .use }, { $0.state = .usedUp }, { $0.origin = AuditOrigin(.support, .request) },
            { $0.instant = .origin }, { $0.detail = 4 },
        ]
        let heads = changes.map { head(of: [record(1, $0), record(2)]) }
        #expect(Set(heads + [head(of: [record(1), record(2)])]).count == changes.count + 1)
    }

    @Test func chainDependsOnOrderAndLength() {
        let heads: Set = [
            head(of: []), head(of: [record(1)]), head(of: [record(1), record(2)]), head(of: [record(2), record(1)]),
        ]
        #expect(heads.count == 4)
        #expect(head(of: [record(1), record(2)]) == head(of: [record(1), record(2), record(1)]))
        #expect(head(of: []) == SHA256().digest)
    }

    @Test func consumingWhatWasNeverWrittenTraps() async {
        await #expect(processExitsWith: .failure) {
            Bench(AuditLog()).send(.consumed(upTo: 1, OrderID(0)), at: .origin)
        }
        await #expect(processExitsWith: .failure) { _ = AuditLog(capacity: 64) }
    }
}
