import Platform
import Primitives
import Testing

@Suite struct AuditLogTests {
    private let log = Bench(AuditLog())

    private func record(_ order: UInt32) -> AuditRecord {
        AuditRecord(
            order: OrderID(order), user: UserID(5), product: ProductID(6), quantity: 1, serial: 8,
            instant: .origin + .seconds(9))
    }

    private func head(of records: [AuditRecord]) -> Fingerprint {
        let log = Bench(AuditLog())
        for record in records { log.send(.append(record), at: .origin) }
        return log.machine.chainHead
    }

    @Test func recordsAreNumberedFromOneWithoutGaps() {
        for (index, order) in [9, 2, 70_000, 0].enumerated() {
            let id = OrderID(UInt32(order))
            let effects = log.send(.append(record(UInt32(order))), at: .origin)
            #expect(effects == [.acknowledged(id, sequence: UInt64(index + 1))])
        }
        #expect(log.machine.count == 4)
    }

    @Test func repeatedRecordKeepsItsNumber() {
        log.send(.append(record(3)), at: .origin)
        log.send(.append(record(1)), at: .origin)
        let head = log.machine.chainHead
        #expect(log.send(.append(record(3)), at: .origin) == [.acknowledged(OrderID(3), sequence: 1)])
        #expect(log.machine.count == 2)
        #expect(log.machine.chainHead == head)
        #expect(log.send(.append(record(2)), at: .origin) == [.acknowledged(OrderID(2), sequence: 3)])
    }

    @Test func numberOfARecordCanBeLookedUp() {
        log.send(.append(record(3)), at: .origin)
        #expect(log.machine.sequence(of: OrderID(3)) == 1)
        #expect(log.machine.sequence(of: OrderID(2)) == nil)
        #expect(log.machine.sequence(of: OrderID(4)) == nil)
    }

    @Test func chainDiffersWhenOneFieldDiffers() {
        let changes: [(inout AuditRecord) -> Void] = [
            { $0.order = OrderID(4) }, { $0.user = UserID(4) }, { $0.product = ProductID(4) },
            { $0.quantity = 4 }, { $0.serial = 4 }, { $0.instant = .origin + .nanoseconds(4) },
        ]
        var heads: Set = [head(of: [record(1), record(2)])]
        for change in changes {
            var changed = record(1)
            change(&changed)
            heads.insert(head(of: [changed, record(2)]))
        }
        #expect(heads.count == changes.count + 1)
    }

    @Test func chainDependsOnOrderAndLength() {
        let heads: Set = [
            head(of: []), head(of: [record(1)]), head(of: [record(1), record(2)]),
            head(of: [record(2), record(1)]),
        ]
        #expect(heads.count == 4)
        #expect(head(of: [record(1), record(2)]) == head(of: [record(1), record(2), record(1)]))
    }

    @Test func logIsAlwaysIdle() {
        log.send(.append(record(1)), at: .origin)
        #expect(log.nextDeadline == .distantFuture)
        #expect(log.advance(to: .origin + .hours(1)) == [])
    }
}
