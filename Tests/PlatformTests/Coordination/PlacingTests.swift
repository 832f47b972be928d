import Platform
import Primitives
import Testing

@Suite struct PlacingTests {
    let order = OrderID(5), buyer = UserID(75)

    @Test func placingAsksForTheUnits() {
        let desk = CoordinatorDesk()
        #expect(desk.tell(.place(.sample(order))) == [.holdStock(order, .init(3), quantity: 2, by: buyer)])
        #expect(desk.phase(order) == .holding)
        #expect(desk.phase(.init(4)) == .absent, "numbers that were skipped stay absent")
        #expect(desk.coordinator.openOrders == 1)
    }

    @Test func heldUnitsMeanPleasePay() {
        let desk = CoordinatorDesk()
        desk.place(order)
        #expect(desk.tell(.stockHeld(order)) == [.answer(order, .placed)])
        #expect(desk.phase(order) == .awaitingPayment)
    }

    @Test func soldOutEndsTheOrderAndOwesNothing() {
        let desk = CoordinatorDesk()
        desk.place(order)
        #expect(desk.tell(.stockSoldOut(order)) == [.answer(order, .soldOut), .settled(order, .soldOut)])
        #expect(desk.coordinator.openOrders == 0)
        #expect(desk.coordinator.nextDeadline == .distantFuture)
    }

    @Test func reclickedPlaceDoesNotPlaceTwice() {
        let desk = CoordinatorDesk()
        desk.place(order)
        #expect(desk.tell(.place(.sample(order))).isEmpty, "nothing is decided yet")
        desk.tell(.stockHeld(order))
        #expect(desk.tell(.place(.sample(order))) == [.answer(order, .placed)])
        #expect(desk.tell(.place(.sample(order))) == [.answer(order, .placed)])
        #expect(desk.coordinator.openOrders == 1)
        desk.tell(.pay(order))
        desk.tell(.stockConfirmed(order))
        desk.tell(.declined(order))
        #expect(desk.tell(.place(.sample(order))) == [.answer(order, .declined)])
    }

    @Test func checkThenActLooksFirstAndTakesAfterwards() {
        let desk = CoordinatorDesk { $0.stockStrategy = .checkThenAct }
        #expect(desk.tell(.place(.sample(order))) == [.checkStock(order, .init(3), quantity: 2, by: buyer)])
        #expect(desk.phase(order) == .checking)
        let take = CoordinatorEffect.takeStock(order, .init(3), quantity: 2, by: buyer)
        #expect(desk.tell(.stockChecked(order, available: true)) == [take])
        #expect(desk.tell(.stockChecked(order, available: false)).isEmpty, "the first answer was acted on")
        #expect(desk.tell(.stockHeld(order)) == [.answer(order, .placed)])
    }

    @Test func checkThenActRefusesWhatIsNotThere() {
        let desk = CoordinatorDesk { $0.stockStrategy = .checkThenAct }
        desk.place(order)
        #expect(
            desk.tell(.stockChecked(order, available: false)) == [.answer(order, .soldOut), .settled(order, .soldOut)])
        #expect(desk.tell(.stockChecked(order, available: true)).isEmpty)
    }

    @Test func unansweredHoldIsRepeatedThenGivenUpAndReleased() {
        let desk = CoordinatorDesk()
        desk.place(order)
        let hold = CoordinatorEffect.holdStock(order, .init(3), quantity: 2, by: buyer)
        #expect(desk.wait(.seconds(2)) == [hold])
        #expect(desk.wait(.seconds(2)) == [hold])
        #expect(desk.wait(.seconds(2)) == [.answer(order, .unavailable), .releaseStock(order)])
        #expect(desk.wait(.seconds(30)) == [.releaseStock(order)], "until it is acknowledged")
        #expect(desk.tell(.stockReleased(order)) == [.settled(order, .unavailable)])
        #expect(desk.wait(.hours(1)).isEmpty)
    }

    @Test func refusedHoldIsRepeatedAtOnceAndGivenUp() {
        let desk = CoordinatorDesk()
        desk.place(order)
        let hold = CoordinatorEffect.holdStock(order, .init(3), quantity: 2, by: buyer)
        #expect(desk.tell(.stockCallFailed(order)) == [hold])
        #expect(desk.tell(.stockCallFailed(order)) == [hold])
        #expect(desk.tell(.stockCallFailed(order)) == [.answer(order, .unavailable), .releaseStock(order)])
    }

    @Test func unansweredCheckOwesNoUnits() {
        let desk = CoordinatorDesk { $0.stockStrategy = .checkThenAct }
        desk.place(order)
        let effects = desk.wait(.minutes(1))
        #expect(effects.suffix(2) == [.answer(order, .unavailable), .settled(order, .unavailable)])
        #expect(effects.count == 4)
    }

    @Test func holdThatComesAfterSoldOutIsGivenBack() {
        let desk = CoordinatorDesk()
        desk.place(order)
        desk.tell(.stockSoldOut(order))
        #expect(desk.tell(.stockHeld(order)) == [.releaseStock(order)])
        #expect(desk.tell(.stockHeld(order)).isEmpty)
        #expect(desk.tell(.stockReleased(order)).isEmpty, "the order was settled before")
    }

    @Test func soldOutThatComesAfterTheHoldChangesNothing() {
        let desk = CoordinatorDesk()
        desk.placeAndHold(order)
        #expect(desk.tell(.stockSoldOut(order)).isEmpty)
        #expect(desk.phase(order) == .awaitingPayment)
    }

    @Test func unpaidOrderExpiresAfterFifteenMinutesAndReturnsItsStock() {
        let desk = CoordinatorDesk()
        desk.placeAndHold(order)
        #expect(desk.wait(.minutes(15) - .nanoseconds(1)).isEmpty)
        #expect(desk.wait(.nanoseconds(1)) == [.answer(order, .closed), .releaseStock(order)])
        #expect(desk.phase(order) == .ended(.unpaid))
        #expect(desk.tell(.stockReleased(order)) == [.settled(order, .unpaid)])
        #expect(desk.tell(.stockReleased(order)).isEmpty)
    }

    @Test func ordersExpireEachByItsOwnHold() {
        let desk = CoordinatorDesk()
        for number in 0..<300 {
            desk.placeAndHold(.init(UInt32(number)))
            desk.wait(.seconds(1))
        }
        #expect(desk.coordinator.openOrders == 300)
        for number in stride(from: 0, to: 300, by: 2) { desk.tell(.pay(.init(UInt32(number)))) }
        let expired = desk.wait(.minutes(15)).compactMap { effect -> UInt32? in
            if case .answer(let order, .closed) = effect { order.number } else { nil }
        }
        #expect(expired == (0..<150).map { UInt32(2 * $0 + 1) })
    }
}
