import Platform
import Primitives
import Testing

@Suite struct EntitlementOverviewTests {
    private let overview = Bench(EntitlementOverview())

    private func record(
        _ order: UInt32, user: UInt32 = 9, _ operation: LifecycleOperation = .issue,
        _ state: EntitlementState = .active, quantity: UInt8 = 1, detail: UInt64 = 0
    ) -> AuditRecord {
        AuditRecord(
            order: OrderID(order), user: UserID(user), product: ProductID(0), quantity: quantity, version: 1,
            operation: operation, state: state, origin: AuditOrigin(.platform, .purchase), instant: .origin,
            detail: detail)
    }

    @discardableResult
    private func apply(_ record: AuditRecord, _ sequence: UInt64, at second: Int64 = 0) -> [OverviewEffect] {
        overview.send(
            .apply(NumberedRecord(sequence: sequence, record: record)), at: .origin + .seconds(second))
    }

    private func units(_ user: UInt32 = 9) -> Int { overview.machine.entitlements(of: UserID(user)) }

    @Test func liveUnitsOfAUserAreTheFoldOfTheRecords() {
        let steps: [(AuditRecord, Int)] = [
            (record(0, quantity: 3), 3), (record(1, .issue, .issued, quantity: 2), 5),
            (record(0, .suspend, .suspended, quantity: 3), 5), (record(0, .resume, .active, quantity: 3), 5),
            (record(1, .activate, .active, quantity: 2), 5), (record(1, .use, .active, quantity: 2), 5),
            (record(1, .use, .usedUp, quantity: 2), 3), (record(0, .expire, .expired, quantity: 3), 0),
            (record(0, .renew, .active, quantity: 3, detail: 1 << 63 | 500), 3),
            (record(0, .renew, .active, quantity: 3, detail: 500), 3), (record(0, .upgrade, .active, quantity: 3), 3),
            (record(0, .revoke, .revoked, quantity: 3), 0), (record(2, .issue, .issued), 1),
            (record(2, .refund, .refunded), 0),
        ]
        for (index, step) in steps.enumerated() {
            #expect(apply(step.0, UInt64(index) + 1) == [.shown(upTo: UInt64(index) + 1)])
            #expect(units() == step.1, "after record \(index + 1)")
        }
        #expect(overview.machine.total == 0 && units(1_000_000) == 0)
    }

    @Test func transferMovesUnitsFromOneUserToTheOther() {
        apply(record(0, user: 9, quantity: 2), 1)
        apply(record(0, user: 4, .transfer, .issued, quantity: 2, detail: 9), 2)
        #expect(units(9) == 0 && units(4) == 2 && overview.machine.total == 2)
    }

    @Test func earlyRecordsWaitForThoseBeforeThem() {
        // Applied as it comes, the revocation of what nobody has would trap.
        #expect(apply(record(0, .revoke, .revoked), 2) == [])
        #expect(apply(record(1), 3) == [])
        #expect(units() == 0)
        #expect(apply(record(0), 1) == [.shown(upTo: 3)])
        #expect(units() == 1 && overview.machine.version == 3)
        #expect(overview.nextDeadline == .distantFuture)
    }

    @Test func recordThatComesAgainIsNotApplied() {
        apply(record(0), 1)
        #expect(apply(record(0), 1) == [])
        #expect(units() == 1)
    }

    @Test func overviewThatIsAskedSaysHowFarItIsAndWhatItLacks() {
        apply(record(0), 1)
        func ask(_ last: UInt64) -> [OverviewEffect] {
            overview.send(.report(last: last, OrderID(7)), at: .origin + .seconds(9))
        }
        #expect(ask(1) == [.consumed(upTo: 1, OrderID(7))])
        #expect(ask(4) == [.consumed(upTo: 1, OrderID(7)), .missing(from: 2, count: 3, OrderID(7))])
        apply(record(3), 4)
        #expect(ask(40) == [.consumed(upTo: 1, OrderID(7)), .missing(from: 2, count: 2, OrderID(7))])
    }

    @Test func missingRecordsAreAskedForAndAskedForAgain() {
        let quarter = Instant.origin + .milliseconds(2_250)
        apply(record(4), 5, at: 2)
        apply(record(6), 7, at: 2)
        #expect(overview.nextDeadline == quarter)
        #expect(overview.advance(to: .origin + .seconds(2)) == [])
        #expect(overview.advance(to: quarter) == [.missing(from: 1, count: 4, OrderID(6))])
        #expect(overview.nextDeadline == .origin + .milliseconds(2_500))
        for sequence in 1...4 as ClosedRange<UInt64> { apply(record(UInt32(sequence) - 1), sequence, at: 3) }
        #expect(overview.machine.version == 5)
        #expect(overview.nextDeadline == .origin + .milliseconds(3_250))
        #expect(overview.advance(to: .origin + .seconds(4)) == [.missing(from: 6, count: 1, OrderID(6))])
    }

    @Test func recordsTooFarAheadAreDroppedAndAskedForBatchByBatch() {
        let last = EntitlementOverview.window + 100, batch = EntitlementOverview.batch
        #expect(apply(record(UInt32(last)), last) == [])
        #expect(
            overview.advance(to: .origin + .milliseconds(250)) == [
                .missing(from: 1, count: UInt8(batch), OrderID(UInt32(last)))
            ])
        for sequence in 1..<batch { #expect(apply(record(UInt32(sequence)), sequence) == [.shown(upTo: sequence)]) }
        // The next batch is asked for without waiting.
        #expect(
            apply(record(UInt32(batch)), batch) == [
                .shown(upTo: batch), .missing(from: batch + 1, count: UInt8(batch), OrderID(UInt32(batch))),
            ])
    }

    /// Everything is lost for a while; then the overview catches up in a number of round trips that the batch tells.
    @Test func overviewThatFellFarBehindCatchesUp() {
        let log = Bench(AuditLog())
        var ticket: AuditTicket?
        for case .audit(_, let first) in LedgerDesk().records.ledgerEffects(5) { ticket = first }
        for order in 0..<20_000 as Range<UInt32> { log.send(.append(record(order), ticket!), at: .origin) }
        var way = log.advance(to: .origin + .seconds(5)), trips = 0
        while overview.machine.version < 20_000, trips < 1_000 {
            trips += 1
            var answers: [OverviewEffect] = []
            for effect in way {
                switch effect {
                case .publish(let numbered): answers += apply(numbered.record, numbered.sequence, at: 5)
                case .probe(let last, let order):
                    answers += overview.send(.report(last: last, order), at: .origin + .seconds(5))
                case .acknowledged, .busy: break
                }
            }
            way = []
            for answer in answers {
                switch answer {
                case .consumed(let last, let order): log.send(.consumed(upTo: last, order), at: .origin + .seconds(5))
                case .missing(let first, let count, let order):
                    way += log.send(.resend(from: first, count: count, order), at: .origin + .seconds(5))
                case .shown: break
                }
            }
        }
        #expect(trips <= 20_000 / 32 + 2)
        #expect(overview.machine.version == 20_000 && log.machine.backlog < 64)
    }

    @Test func howFarItIsIsReportedNowAndThen() {
        var reports: [UInt64] = []
        for sequence in 1...200 as ClosedRange<UInt64> {
            for case .consumed(let last, _) in apply(record(UInt32(sequence)), sequence) { reports.append(last) }
        }
        #expect(reports == [64, 128, 192])
    }

    /// Records are lost, doubled and mixed up on the way; log and overview agree in the end.
    @Test(arguments: [1, 2, 3]) func overviewEqualsTheFoldWhateverHappensOnTheWay(seed: UInt64) {
        var chance = RandomStream(seed: seed, purpose: .testing)
        let desk = LedgerDesk(), log = Bench(AuditLog())
        var ticket: AuditTicket?
        for case .audit(_, let first) in desk.records.ledgerEffects(5) { ticket = first }
        var way: [AuditEffect] = []
        var expected: [UInt32: Int] = [:]
        for order in 0..<500 as Range<UInt32> {
            let user = UInt32(chance.next(below: 20)), quantity = UInt8(1 + chance.next(below: 3))
            expected[user, default: 0] += Int(quantity)
            way += log.send(.append(record(order, user: user, quantity: quantity), ticket!), at: .origin)
        }
        var second: Int64 = 0
        while overview.machine.version < 500, second < 1_000 {
            second += 1
            for index in way.indices.reversed() { way.swapAt(index, Int(chance.next(below: UInt64(index + 1)))) }
            var answers: [OverviewEffect] = []
            for case .publish(let numbered) in way {
                for _ in 0..<chance.next(below: 3) {
                    answers += apply(numbered.record, numbered.sequence, at: second)
                }
            }
            for case .probe(let last, let order) in way {
                answers += overview.send(.report(last: last, order), at: .origin + .seconds(second))
            }
            answers += overview.advance(to: .origin + .seconds(second))
            way = log.advance(to: .origin + .seconds(second))
            for answer in answers where chance.next(below: 4) > 0 {
                switch answer {
                case .consumed(let last, let order):
                    way += log.send(.consumed(upTo: last, order), at: .origin + .seconds(second))
                case .missing(let first, let count, let order):
                    way += log.send(.resend(from: first, count: count, order), at: .origin + .seconds(second))
                case .shown: break
                }
            }
        }
        #expect(overview.machine.version == 500)
        for (user, count) in expected { #expect(units(user) == count) }
    }

    @Test func moreOrFewerEntitlementsThanCanBeCountedTrap() async {
        await #expect(processExitsWith: .failure) {
            let tests = EntitlementOverviewTests()
            for order in 0..<258 as Range<UInt32> { tests.apply(tests.record(order, quantity: 255), UInt64(order) + 1) }
        }
        await #expect(processExitsWith: .failure) {
            let tests = EntitlementOverviewTests()
            tests.apply(tests.record(0, .revoke, .revoked), 1)
        }
    }
}
