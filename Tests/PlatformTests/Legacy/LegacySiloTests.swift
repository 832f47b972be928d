import Platform
import Primitives
import Testing

/// What the old platform does: right when nothing goes wrong, and wrong in its own ways when something does.
@Suite struct LegacySiloTests {
    private let order = SiloBench.order
    private let first = SaleID(0), second = SaleID(1)

    @Test func saleWithoutTroubleIsPaidIssuedAndRecordedOnce() {
        var bench = SiloBench()
        bench.give(.place(SiloBench.purchase(coupon: true)))
        bench.give(.pay(order))
        bench.give(.couponRedeemed(order, discount: .yuan(2)))
        bench.give(.captured(order, first, attempt: 1, reference: 1))
        bench.give(.codesArrived(order, first, attempt: 1))
        #expect(
            bench.effects == [
                .tookUnits(order, again: false), .answer(order, .placed),
                .redeemCoupon(order, CouponID(0), price: .yuan(10)),
                .charge(order, first, attempt: 1, .yuan(8)),
                .booked(order, .yuan(8)), .soldUnits(order),
                .issue(order, first, attempt: 1, SiloBench.product, quantity: 1),
                .delivered(UserID(0), order, SiloBench.product, quantity: 1), .answer(order, .issued),
                .settled(order, .issued),
            ])
        #expect(bench.pass(.hours(48)).isEmpty)
        #expect(bench.silo.nextDeadline == .distantFuture)
    }

    @Test func unpaidSaleExpiresAndGivesItsUnitsBack() {
        var bench = SiloBench(stock: 1)
        bench.give(.place(SiloBench.purchase()))
        let ends = bench.pass(.minutes(15))
        #expect(ends == [.answer(order, .closed), .gaveUnits(order, again: false), .settled(order, .unpaid)])
        #expect(bench.silo.unitsTaken(SiloBench.product) == 0)
        #expect(bench.give(.pay(order)) == [.answer(order, .closed)])
    }

    @Test func declinedSaleGivesItsUnitsBack() {
        var bench = SiloBench(stock: 1)
        bench.drive(to: .charging)
        let ends = bench.give(.declined(order, first, attempt: 1))
        #expect(ends == [.answer(order, .declined), .gaveUnits(order, again: false), .settled(order, .declined)])
    }

    // MARK: What it gets wrong

    @Test func secondClickIsASecondSale() {
        var bench = SiloBench()
        bench.give(.place(SiloBench.purchase()))
        #expect(bench.give(.place(SiloBench.purchase())) == [.tookUnits(order, again: true), .answer(order, .placed)])
        #expect(bench.silo.saleCount == 2 && bench.silo.unitsTaken(SiloBench.product) == 2)
    }

    @Test func secondClickOnPayIsChargedAndIssuedAgain() {
        var bench = SiloBench()
        bench.give(.place(SiloBench.purchase()))
        bench.give(.pay(order))
        #expect(bench.give(.pay(order)).contains(.charge(order, second, attempt: 1, .yuan(10))))
        bench.give(.captured(order, first, attempt: 1, reference: 1))
        bench.give(.captured(order, second, attempt: 1, reference: 2))
        bench.give(.codesArrived(order, first, attempt: 1))
        bench.give(.codesArrived(order, second, attempt: 1))
        #expect(bench.effects.count { if case .booked = $0 { true } else { false } } == 2)
        #expect(bench.effects.count { if case .delivered = $0 { true } else { false } } == 2)
        #expect(bench.effects.count { if case .settled = $0 { true } else { false } } == 1)
        // A person finds both, and pays the second back.
        let put = bench.give(.resolve(order))
        #expect(
            put == [
                .paidBack(order, .yuan(10)), .gaveUnits(order, again: true), .payBackAllBut(order, .yuan(10)),
            ])
        #expect(bench.silo.phase(of: first) == .done && bench.silo.phase(of: second) == .refunded)
    }

    @Test func silenceOfTheProviderIsTakenForAFailureAndChargedAgain() {
        var bench = SiloBench()
        bench.drive(to: .charging)
        #expect(bench.pass(.seconds(2)) == [.charge(order, first, attempt: 2, .yuan(10))])
        // The late answer to the first charge belongs to nothing.
        #expect(bench.give(.captured(order, first, attempt: 1, reference: 1)).isEmpty)
        #expect(bench.pass(.seconds(2)) == [.charge(order, first, attempt: 3, .yuan(10))])
        #expect(bench.pass(.seconds(2)) == [.answer(order, .unavailable), .listed(order, .chargeUnanswered)])
        // Nothing is booked, and all that the provider has is paid back by hand.
        let put = bench.give(.resolve(order))
        #expect(
            put == [
                .gaveUnits(order, again: false), .payBackAllBut(order, .zero), .settled(order, .unavailable),
            ])
    }

    @Test func refusedCallIsTriedAgainAtOnce() {
        var bench = SiloBench()
        bench.drive(to: .charging)
        #expect(
            bench.give(.chargeCallFailed(order, first, attempt: 1)) == [.charge(order, first, attempt: 2, .yuan(10))])
        #expect(bench.give(.chargeCallFailed(order, first, attempt: 1)).isEmpty)
        bench.give(.captured(order, first, attempt: 2, reference: 1))
        #expect(
            bench.give(.issueCallFailed(order, first, attempt: 1))
                == [.issue(order, first, attempt: 2, SiloBench.product, quantity: 1)])
    }

    @Test func silenceOfTheSupplierIsTakenForAFailureAndAskedAgain() {
        var bench = SiloBench()
        bench.drive(to: .issuing)
        #expect(bench.pass(.seconds(2)) == [.issue(order, first, attempt: 2, SiloBench.product, quantity: 1)])
        bench.give(.codesArrived(order, first, attempt: 2))
        // The codes of the first attempt were only late.
        #expect(bench.give(.codesArrived(order, first, attempt: 1)).isEmpty)
        #expect(bench.silo.phase(of: first) == .done)
    }

    @Test func orderThatIsNotIssuedWaitsForAPersonForEver() {
        var bench = SiloBench()
        bench.drive(to: .listed)
        #expect(bench.pass(.hours(240)).isEmpty)
        let put = bench.give(.resolve(order))
        #expect(
            put == [
                .paidBack(order, .yuan(10)), .gaveUnits(order, again: false), .payBackAllBut(order, .zero),
                .settled(order, .refunded),
            ])
    }

    @Test func paymentHangsOnTheCouponServiceUntilTheReport() {
        var bench = SiloBench()
        bench.drive(to: .awaitingCoupon)
        #expect(bench.pass(.minutes(29)).isEmpty)
        #expect(bench.pass(.minutes(1)) == [.answer(order, .unavailable), .listed(order, .couponUnanswered)])
        #expect(bench.give(.couponRefused(order)).isEmpty)
    }

    @Test func answerOfTheCouponServiceLetsEveryClickThatHangsThrough() {
        var bench = SiloBench()
        bench.drive(to: .awaitingCoupon)
        bench.give(.pay(order))
        let charges = bench.give(.couponRefused(order))
        #expect(
            charges == [
                .charge(order, second, attempt: 1, .yuan(10)), .charge(order, first, attempt: 1, .yuan(10)),
            ])
    }

    @Test func personIsSentAgainWhileASaleIsUnderWay() {
        var bench = SiloBench()
        bench.drive(to: .listed)
        bench.give(.pay(order))
        #expect(bench.silo.phase(of: second) == .awaitingCoupon)
        #expect(bench.give(.resolve(order)) == [.listed(order, .complaint)])
        #expect(bench.silo.phase(of: first) == .listed)
    }

    // MARK: Copies of the stock

    @Test func fourChannelsSellFourTimesTheStock() {
        var bench = SiloBench(stock: 3)
        for buyer in 0..<40 {
            bench.give(.place(SiloBench.purchase(OrderID(UInt32(buyer)), user: UInt32(buyer))))
        }
        #expect(bench.silo.unitsTaken(SiloBench.product) == 12)
        #expect(bench.silo.unitsLeft(SiloBench.product) == -9)
    }

    @Test func copiesLearnOfEachOtherAtTheSynchronisation() {
        var bench = SiloBench(stock: 3) { $0.synchroniseEvery = .hours(1) }
        bench.give(.place(SiloBench.purchase(OrderID(0), user: 0, quantity: 3)))
        #expect(bench.silo.shadowAnswer(UserID(1), SiloBench.product, 1).isAvailable)
        bench.now += .hours(1)
        bench.give(.place(SiloBench.purchase(OrderID(1), user: 1)))
        #expect(bench.effects.contains(.answer(OrderID(1), .soldOut)))
        #expect(!bench.silo.shadowAnswer(UserID(1), SiloBench.product, 1).isAvailable)
        #expect(bench.silo.shadowAnswer(UserID(1), SiloBench.product, 2).price == .yuan(20))
    }

    // MARK: Lent stock

    @Test func siloWhoseStockIsLentSellsThroughTheCoresLedger() {
        var bench = SiloBench(stock: 0)
        bench.silo.becomeLent()
        #expect(
            bench.give(.place(SiloBench.purchase())) == [.holdStock(order, SiloBench.product, quantity: 1)])
        #expect(bench.give(.stockHeld(order)) == [.answer(order, .placed)])
        bench.give(.pay(order))
        #expect(bench.give(.captured(order, first, attempt: 1, reference: 1)).contains(.confirmStock(order)))
        #expect(bench.silo.unitsTaken(SiloBench.product) == 0)

        bench.give(.place(SiloBench.purchase(OrderID(4))))
        #expect(
            bench.give(.stockSoldOut(OrderID(4))) == [.answer(OrderID(4), .soldOut), .settled(OrderID(4), .soldOut)])
    }

    @Test func loanIsGivenBackWhenNoSaleOfTheOrderKeepsIt() {
        var bench = SiloBench()
        bench.silo.becomeLent()
        bench.give(.place(SiloBench.purchase()))
        bench.give(.place(SiloBench.purchase()))
        bench.give(.stockHeld(order))
        let ends = bench.pass(.minutes(15))
        #expect(ends.count { $0 == .releaseStock(order) } == 1)
        #expect(ends.last == .settled(order, .unpaid))
    }

    @Test func saleTakesItsUnitsAlongWhenTheStockMoves() {
        var bench = SiloBench()
        bench.drive(to: .done)
        let sale = bench.silo.carried(first)
        #expect(sale.hasUnits && sale.isPaid && sale.isDelivered && sale.order == order)
        bench.silo.handOver(first)
        bench.silo.becomeLent()
        #expect(bench.silo.unitsTaken(SiloBench.product) == 0)
        #expect(!bench.silo.carried(first).hasUnits)
    }
}
