import Platform
import Primitives
import Testing

@Suite struct LedgerTests {
    private let desk = LedgerDesk()
    private let order = OrderID(5)

    private func state(_ order: UInt32 = 5) -> EntitlementState { desk.reading(order).state }

    // MARK: Time

    @Test func whatNeedsNoActivationIsActiveFromItsIssue() {
        #expect(desk.register(5, LedgerDesk.course, at: 10) == [.changed(order, .issue, version: 1, .active)])
        #expect(desk.reading(5).until == desk.at(1_010) && desk.reading(5).from == desk.at(10))
    }

    @Test func whatNeedsActivationLastsFromThatOn() {
        #expect(desk.register(5, LedgerDesk.licence, at: 10) == [.changed(order, .issue, version: 1, .issued)])
        #expect(desk.reading(5).until == desk.at(510))
        #expect(desk.ask(5, .activate, at: 400) == [.changed(order, .activate, version: 2, .active)])
        #expect(desk.reading(5).until == desk.at(2_400) && desk.reading(5).from == desk.at(400))
    }

    @Test func windowHoldsWhenItHoldsWheneverItWasBought() {
        desk.register(5, LedgerDesk.festival, at: 10)
        #expect(desk.reading(5).from == desk.at(100) && desk.reading(5).until == desk.at(200))
        #expect(desk.ask(5, .renew, paid: .yuan(40)) == [.refused(order, .renew, .notForThisProduct, version: 1)])
    }

    @Test func activationAfterItsTimeFindsTheEntitlementExpired() {
        desk.register(5, LedgerDesk.licence)
        #expect(
            desk.ask(5, .activate, at: 500) == [
                .changed(order, .expire, version: 2, .expired),
                .refused(order, .activate, .notInThisState, version: 2),
            ])
    }

    @Test func endsAreSweptUpWhenNobodyTouchesTheEntitlement() {
        desk.register(5, LedgerDesk.course)
        desk.register(6, LedgerDesk.course, at: 100)
        #expect(desk.records.ledger.nextDeadline == desk.at(1_000))
        #expect(desk.wish(5, .expire, at: 999) == [])
        #expect(desk.wish(5, .expire, at: 1_000) == [.changed(order, .expire, version: 2, .expired)])
        // The next sweep begins at the next end, but not at once.
        #expect(desk.records.ledger.nextDeadline == desk.at(1_100))
        #expect(desk.wish(6, .expire, at: 1_100) == [.changed(OrderID(6), .expire, version: 2, .expired)])
        #expect(desk.records.ledger.nextDeadline == .distantFuture)
    }

    @Test func sweepTakesAsManyStepsAsItNeeds() {
        for number in 0..<3_000 as Range<UInt32> { desk.register(number, LedgerDesk.course) }
        var steps = 0, ended = 0
        while desk.records.ledger.nextDeadline <= desk.at(1_000) {
            ended += desk.wish(0, .expire, at: 1_000).count
            steps += 1
            #expect(steps < 200)
        }
        #expect(ended == 3_000)
        #expect(desk.records.overview.total == 0)
    }

    // MARK: Uses

    @Test func usesOfAllUnitsAreUsedUpTogether() {
        desk.register(5, LedgerDesk.card, quantity: 2)
        desk.ask(5, .activate)
        for _ in 0..<3 { desk.ask(5, .use) }
        #expect(state() == .active)
        #expect(desk.ask(5, .use) == [.changed(order, .use, version: 6, .usedUp)])
        #expect(desk.ask(5, .use) == [.refused(order, .use, .notInThisState, version: 6)])
    }

    // MARK: Money

    @Test func renewalCostsTheExactPriceOfAllUnitsAndAddsAPeriod() {
        desk.register(5, LedgerDesk.course, quantity: 3)
        #expect(desk.records.ledger.renewalPrice(of: order) == .yuan(300))
        #expect(desk.ask(5, .renew, paid: .yuan(299)) == [.refused(order, .renew, .otherAmount, version: 1)])
        #expect(desk.ask(5, .renew, paid: .yuan(300)) == [.changed(order, .renew, version: 2, .active)])
        #expect(desk.reading(5).until == desk.at(2_000))
    }

    @Test func renewalOfWhatHasExpiredBeginsAnew() {
        desk.register(5, LedgerDesk.course)
        desk.wish(5, .expire, at: 1_500)
        #expect(desk.records.overview.total == 0)
        #expect(desk.ask(5, .renew, paid: .yuan(100), at: 2_000) == [.changed(order, .renew, version: 3, .active)])
        #expect(desk.reading(5).until == desk.at(3_000))
        #expect(desk.records.overview.entitlements(of: LedgerDesk.user) == 1)
    }

    /// 30 yuan for 2,000 s, of which 667 are over: 1,333/2,000 of 3,000 fen are 1,999.5, credited as 1,999.
    @Test func upgradeCostsTheDifferenceLessTheTimeThatIsLeftRoundedInFavourOfThePlatform() {
        desk.register(5, LedgerDesk.licence)
        desk.ask(5, .activate, at: 100)
        let ledger = desk.records.ledger.upgradePrice(of: order, to: LedgerDesk.dearLicence, at: desk.at(767))
        #expect(ledger == Money(fen: 5_000 - 1_999))
        let dear = LedgerDesk.dearLicence.number
        #expect(
            desk.ask(5, .upgrade, target: dear, paid: Money(fen: 3_000), at: 767) == [
                .refused(order, .upgrade, .otherAmount, version: 2)
            ])
        #expect(
            desk.ask(5, .upgrade, target: dear, paid: Money(fen: 3_001), at: 767) == [
                .changed(order, .upgrade, version: 3, .active)
            ])
        #expect(desk.reading(5).product == LedgerDesk.dearLicence && desk.reading(5).until == desk.at(2_767))
    }

    @Test func upgradeBeforeTheActivationCostsThePlainDifference() {
        desk.register(5, LedgerDesk.licence, quantity: 2)
        let dear = LedgerDesk.dearLicence
        #expect(desk.records.ledger.upgradePrice(of: order, to: dear, at: desk.at(99)) == .yuan(40))
        #expect(
            desk.ask(5, .upgrade, target: dear.number, paid: .yuan(40), at: 99) == [
                .changed(order, .upgrade, version: 2, .issued)
            ])
        #expect(desk.reading(5).until == desk.at(500))
    }

    @Test(arguments: [LedgerDesk.licence, LedgerDesk.course, ProductID(99)])
    func upgradeToAnythingButADearerOneOfTheKindIsRefused(_ product: ProductID) {
        desk.register(5, LedgerDesk.dearLicence)
        #expect(desk.records.ledger.upgradePrice(of: order, to: product, at: desk.at(1)) == nil)
        #expect(
            desk.ask(5, .upgrade, target: product.number) == [
                .refused(order, .upgrade, .notForThisProduct, version: 1)
            ])
    }

    // MARK: Who

    @Test func transferMovesTheUnitsToAnotherUser() {
        desk.register(5, LedgerDesk.card, quantity: 2)
        #expect(desk.ask(5, .transfer, target: 9) == [.changed(order, .transfer, version: 2, .issued)])
        #expect(desk.reading(5).user == UserID(9))
        #expect(desk.records.overview.entitlements(of: UserID(9)) == 2)
        #expect(desk.records.overview.entitlements(of: LedgerDesk.user) == 0)
        desk.register(6, LedgerDesk.licence)
        #expect(
            desk.ask(6, .transfer, target: 9) == [.refused(OrderID(6), .transfer, .notForThisProduct, version: 1)])
    }

    @Test func whatTheHolderHasBegunToUseIsNotTakenBack() {
        for (number, product) in [(5, LedgerDesk.course), (6, LedgerDesk.licence)] as [(UInt32, ProductID)] {
            let order = OrderID(number)
            desk.register(number, product)
            desk.register(number + 10, product)
            desk.ask(number, product == LedgerDesk.course ? .use : .activate)
            #expect(desk.records.tell(.withdraw(order), at: desk.at(2)) == [.kept(order)])
            #expect(desk.ask(number, .refund).last == .refused(order, .refund, .notInThisState, version: 2))
            let other = OrderID(number + 10)
            #expect(desk.records.tell(.withdraw(other), at: desk.at(2)).last == .withdrawn(other))
            #expect(state(number + 10) == .refunded)
            #expect(desk.records.tell(.withdraw(other), at: desk.at(3)) == [.withdrawn(other)])
        }
    }

    @Test(arguments: [true, false]) func whatIsOverIsTakenBackUnlessItsHolderHadSomethingOfIt(isBegun: Bool) {
        desk.register(5, LedgerDesk.licence)
        if isBegun { desk.ask(5, .activate, at: 1) }
        desk.ask(5, .revoke, at: 2)
        #expect(state() == .revoked)
        #expect(desk.records.tell(.withdraw(order), at: desk.at(3)) == [isBegun ? .kept(order) : .withdrawn(order)])
        desk.register(6, LedgerDesk.course)
        if isBegun { desk.ask(6, .use, at: 4) }
        let late = desk.records.tell(.withdraw(OrderID(6)), at: desk.at(9_000))
        #expect(late.last == (isBegun ? .kept(OrderID(6)) : .withdrawn(OrderID(6))))
        #expect(state(6) == .expired, "it was over by then")
    }

    // MARK: Versions

    @Test func otherTargetUnderAKnownVersionIsRefused() {
        desk.register(5, LedgerDesk.card)
        desk.ask(5, .transfer, target: 9, version: 1)
        #expect(
            desk.ask(5, .transfer, target: 9, version: 1) == [.unchanged(order, .transfer, version: 2, .issued)])
        #expect(
            desk.ask(5, .transfer, target: 8, version: 1) == [.refused(order, .transfer, .otherVersion, version: 2)])
        #expect(desk.reading(5).user == UserID(9))
    }

    @Test func changeAskedForAgainIsAnsweredAgainAndMadeOnce() {
        desk.register(5, LedgerDesk.card)
        desk.ask(5, .activate)
        #expect(desk.ask(5, .use, version: 2) == [.changed(order, .use, version: 3, .active)])
        #expect(desk.ask(5, .use, version: 2) == [.unchanged(order, .use, version: 3, .active)])
        #expect(desk.reading(5).version == 3)
    }

    @Test func otherChangeFromAnOldVersionIsRefused() {
        desk.register(5, LedgerDesk.card)
        desk.ask(5, .activate)
        #expect(desk.ask(5, .suspend, version: 1) == [.refused(order, .suspend, .otherVersion, version: 2)])
        #expect(desk.ask(5, .suspend, version: 7) == [.refused(order, .suspend, .otherVersion, version: 2)])
    }

    @Test func registeringAgainChangesNothing() {
        desk.register(5, LedgerDesk.course)
        #expect(desk.register(5, LedgerDesk.course) == [.unchanged(order, .issue, version: 1, .active)])
        #expect(desk.records.records.count == 1)
    }

    // MARK: Records

    @Test func everyChangeLeavesOneRecordThatSaysWhatWhoAndWhy() {
        desk.register(5, LedgerDesk.card, quantity: 2, at: 1)
        desk.ask(5, .transfer, target: 9, at: 2)
        #expect(
            desk.records.records == [
                AuditRecord(
                    order: order, user: LedgerDesk.user, product: LedgerDesk.card, quantity: 2, version: 1,
                    operation: .issue, state: .issued, origin: AuditOrigin(.platform, .purchase), instant: desk.at(1),
                    detail: 51),
                AuditRecord(
                    order: order, user: UserID(9), product: LedgerDesk.card, quantity: 2, version: 2,
                    operation: .transfer, state: .issued, origin: AuditOrigin(.holder, .request), instant: desk.at(2),
                    detail: UInt64(LedgerDesk.user.number)),
            ])
        let origin = desk.records.records[1].origin
        #expect(origin.actor == .holder && origin.cause == .request)
    }

    @Test func recordsOfALongOutageAreAllWrittenAfterIt() {
        let desk = LedgerDesk(auditInFlight: 8)
        desk.records.fault = .loseCall
        for number in 0..<100 as Range<UInt32> { desk.register(number, LedgerDesk.course) }
        #expect(desk.records.calls == 8 && desk.records.ledger.unaudited == 100)
        #expect(desk.records.ledger.nextDeadline == desk.at(5))
        desk.records.advance(to: desk.at(5))
        #expect(desk.records.calls == 16 && desk.records.log.count == 0)
        desk.records.fault = nil
        desk.records.advance(to: desk.at(10))
        #expect(desk.records.log.count == 100 && desk.records.ledger.unaudited == 0)
        #expect(desk.records.records.map(\.order.number) == Array(0..<100))
    }

    @Test func recordWhoseAnswerIsLostIsWrittenOnce() {
        desk.records.fault = .loseReply
        desk.register(5, LedgerDesk.course)
        desk.ask(5, .use)
        desk.records.fault = nil
        desk.records.advance(to: desk.at(6))
        #expect(desk.records.log.count == 2 && desk.records.ledger.unaudited == 0)
    }

    @Test func impossibleCommandsTrap() async {
        await #expect(processExitsWith: .failure) { LedgerDesk().register(5, ProductID(99)) }
        await #expect(processExitsWith: .failure) { LedgerDesk().register(5, LedgerDesk.course, quantity: 0) }
        await #expect(processExitsWith: .failure) { LedgerDesk().ask(5, .expire) }
        await #expect(processExitsWith: .failure) {
            LedgerDesk().records.tell(.withdraw(OrderID(5)), at: .origin)
        }
    }
}
