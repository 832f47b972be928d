import Platform
import Primitives
import Testing

@Suite struct AuditOutboxTests {
    private let desk = IssuanceDesk()

    @Test func recordIsRepeatedUntilAcknowledgedAndThenNeverAgain() {
        let first = desk.issue(0, at: 10)
        #expect(desk.deadline == 15)
        #expect(desk.advance(to: 14) == [])
        #expect(desk.advance(to: 15) == [first[1]])
        #expect(desk.deadline == 20)
        #expect(desk.advance(to: 23) == [first[1]])
        #expect(desk.deadline == 28)
        desk.tell(.auditAcknowledged(OrderID(0)), at: 24)
        #expect(desk.deadline == nil)
        #expect(desk.advance(to: 100) == [])
        #expect(desk.tell(.auditAcknowledged(OrderID(0)), at: 101) == [])
        #expect(desk.deadline == nil)
    }

    @Test func nextDeadlineIsThatOfTheOldestUnacknowledgedRecord() {
        for order in 0..<4 { desk.issue(UInt32(order), at: Int64(order)) }
        #expect(desk.deadline == 5)
        desk.tell(.auditAcknowledged(OrderID(1)), at: 4)
        #expect(desk.deadline == 5)
        desk.tell(.auditAcknowledged(OrderID(0)), at: 4)
        #expect(desk.deadline == 7)
        #expect(desk.advance(to: 7).audited == [2])
        #expect(desk.deadline == 8)
        desk.tell(.auditAcknowledged(OrderID(3)), at: 7)
        #expect(desk.deadline == 12)
    }

    @Test func delayOfRepeatsIsWhatWasAskedFor() {
        let desk = IssuanceDesk(auditRepeat: .seconds(60))
        desk.issue(0, at: 1)
        #expect(desk.deadline == 61)
    }

    @Test func manyDueRecordsLeaveInBatchesThatFit() {
        for order in 0..<200 { desk.issue(UInt32(order)) }
        for order in stride(from: 0, to: 200, by: 2) { desk.tell(.auditAcknowledged(OrderID(UInt32(order)))) }
        var batches: [[UInt32]] = []
        while let deadline = desk.deadline, deadline <= 5 { batches.append(desk.advance(to: 5).audited) }
        #expect(batches.map(\.count) == [64, 36])
        let unacknowledged: [UInt32] = Array(stride(from: 1, to: 200, by: 2))
        #expect(Array(batches.joined()) == unacknowledged)
        #expect(desk.deadline == 10)
    }

    @Test func issuingAgainSendsNoSecondRecord() {
        desk.issue(0)
        #expect(desk.issue(0, attempt: 2, at: 3).audited == [])
        #expect(desk.advance(to: 5).audited == [0])
    }

    @Test func acknowledgingWhatWasNotIssuedTraps() async {
        await #expect(processExitsWith: .failure) { IssuanceDesk().tell(.auditAcknowledged(OrderID(0))) }
        await #expect(processExitsWith: .failure) {
            let desk = IssuanceDesk()
            desk.tell(.withdraw(OrderID(0)))
            desk.tell(.auditAcknowledged(OrderID(0)))
        }
    }

    /// Records and acknowledgements are lost at random; in the end log and issues agree.
    @Test(arguments: [1, 2, 3]) func logHasEveryIssueOnceWhateverIsLost(seed: UInt64) {
        var chance = RandomStream(seed: seed, purpose: .testing)
        let log = Bench(AuditLog())
        let orders: UInt32 = 500
        var second: Int64 = 0
        var toLog: [IssuanceEffect] = []
        for order in 0..<orders {
            toLog += desk.issue(order, quantity: UInt8(1 + chance.next(below: 4)), at: second)
            if order % 5 == 0 { second += 1 }
        }
        while true {
            for case .audit(let record) in toLog where chance.next(below: 3) > 0 {
                let answer = log.send(.append(record), at: .origin + .seconds(second))
                for case .acknowledged(let order, _) in answer where chance.next(below: 3) > 0 {
                    desk.tell(.auditAcknowledged(order), at: second)
                }
            }
            guard let deadline = desk.deadline, second < 100_000 else { break }
            second = max(second, Int64(deadline))
            toLog = desk.advance(to: second)
        }
        #expect(log.machine.count == Int(orders))
        #expect(desk.deadline == nil)
    }
}
