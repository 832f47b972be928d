import Platform
import Primitives
import TestSupport
import Testing

@Suite struct StockTests {
    private let card = ProductID(0), course = ProductID(1)
    private let a = OrderID(0), b = OrderID(1), c = OrderID(2), buyer = UserID(7)

    private func at(_ seconds: Int64) -> Instant { .origin + .seconds(seconds) }

    /// 10 cards and 1,000 courses; holds last 20 minutes.
    private func stock(_ strategy: StockStrategy = .conditionalUpdate) -> Bench<ImmediateStock> {
        Bench(ImmediateStock(strategy: strategy, initial: [10, 1_000], holdTimeToLive: .minutes(20)))
    }

    /// Available, held and sold cards.
    private func cards(_ stock: Bench<ImmediateStock>) -> [Int] {
        let product = stock.machine.products[card.index]
        #expect(product.isConserved)
        return [product.available, product.held, product.sold]
    }

    // Holding.

    @Test(arguments: StockStrategy.allCases)
    func aHoldSetsUnitsAside(strategy: StockStrategy) {
        let stock = stock(strategy)
        #expect(stock.send(.hold(a, card, quantity: 3, by: buyer), at: at(0)) == [.held(a)])
        #expect(cards(stock) == [7, 3, 0])
        #expect(stock.machine.products[course.index].available == 1_000)
    }

    @Test(arguments: StockStrategy.allCases)
    func aHoldIsAllOrNone(strategy: StockStrategy) {
        let stock = stock(strategy)
        stock.send(.hold(a, card, quantity: 8, by: buyer), at: at(0))
        #expect(stock.send(.hold(b, card, quantity: 3, by: buyer), at: at(0)) == [.soldOut(b)])
        #expect(stock.send(.hold(c, card, quantity: 2, by: buyer), at: at(0)) == [.held(c)])
        #expect(cards(stock) == [0, 10, 0])
    }

    @Test func aRepeatedHoldHasNoSecondEffect() {
        let stock = stock()
        stock.send(.hold(a, card, quantity: 3, by: buyer), at: at(0))
        #expect(stock.send(.hold(a, card, quantity: 3, by: buyer), at: at(1)) == [.held(a)])
        #expect(cards(stock) == [7, 3, 0])
        stock.send(.confirm(a), at: at(2))
        #expect(stock.send(.hold(a, card, quantity: 3, by: buyer), at: at(3)) == [.held(a)])
        #expect(cards(stock) == [7, 0, 3])
    }

    @Test func aRefusalIsRepeatedEvenWhenUnitsCameBack() {
        let stock = stock()
        stock.send(.hold(a, card, quantity: 8, by: buyer), at: at(0))
        stock.send(.hold(b, card, quantity: 8, by: buyer), at: at(0))
        stock.send(.release(a), at: at(1))
        #expect(stock.send(.hold(b, card, quantity: 8, by: buyer), at: at(2)) == [.soldOut(b)])
        #expect(cards(stock) == [10, 0, 0])
    }

    @Test func theSameOrderCannotHoldSomethingElse() {
        let stock = stock()
        stock.send(.hold(a, card, quantity: 3, by: buyer), at: at(0))
        #expect(stock.send(.hold(a, card, quantity: 4, by: buyer), at: at(0)) == [.soldOut(a)])
        #expect(stock.send(.hold(a, course, quantity: 3, by: buyer), at: at(0)) == [.soldOut(a)])
        #expect(cards(stock) == [7, 3, 0])
    }

    // Confirming.

    @Test func aConfirmedHoldIsASale() {
        let stock = stock()
        stock.send(.hold(a, card, quantity: 3, by: buyer), at: at(0))
        #expect(stock.send(.confirm(a), at: at(1)) == [.confirmed(a)])
        #expect(cards(stock) == [7, 0, 3])
        #expect(stock.send(.confirm(a), at: at(2)) == [.confirmed(a)])
        #expect(cards(stock) == [7, 0, 3])
    }

    @Test func thereIsNothingToConfirmWithoutAHold() {
        let stock = stock()
        #expect(stock.send(.confirm(c), at: at(0)) == [.holdGone(c)])
        stock.send(.hold(a, card, quantity: 8, by: buyer), at: at(0))
        stock.send(.hold(b, card, quantity: 8, by: buyer), at: at(0))
        #expect(stock.send(.confirm(b), at: at(0)) == [.holdGone(b)])
        stock.send(.release(a), at: at(0))
        #expect(stock.send(.confirm(a), at: at(0)) == [.holdGone(a)])
        #expect(cards(stock) == [10, 0, 0])
    }

    // Releasing.

    @Test func aReleaseGivesBackWhatIsHeldOnce() {
        let stock = stock()
        stock.send(.hold(a, card, quantity: 3, by: buyer), at: at(0))
        #expect(stock.send(.release(a), at: at(1)) == [.released(a)])
        #expect(stock.send(.release(a), at: at(2)) == [.released(a)])
        #expect(cards(stock) == [10, 0, 0])
    }

    @Test func aReleaseGivesBackWhatIsSold() {
        let stock = stock()
        stock.send(.hold(a, card, quantity: 3, by: buyer), at: at(0))
        stock.send(.confirm(a), at: at(1))
        #expect(stock.send(.release(a), at: at(2)) == [.released(a)])
        #expect(cards(stock) == [10, 0, 0])
    }

    @Test func aReleaseFencesOffALateHold() {
        let stock = stock()
        #expect(stock.send(.release(a), at: at(0)) == [.released(a)])
        #expect(stock.send(.hold(a, card, quantity: 3, by: buyer), at: at(1)) == [.soldOut(a)])
        #expect(stock.send(.take(a, card, quantity: 3, by: buyer), at: at(1)) == [.soldOut(a)])
        #expect(cards(stock) == [10, 0, 0])
    }

    // Expiring.

    @Test(arguments: StockStrategy.allCases)
    func anUnconfirmedHoldExpires(strategy: StockStrategy) {
        let stock = stock(strategy)
        stock.send(.hold(a, card, quantity: 3, by: buyer), at: at(0))
        #expect(stock.nextDeadline == at(1_200))
        #expect(stock.advance(to: at(1_200) - .nanoseconds(1)) == [])
        #expect(stock.advance(to: at(1_200)) == [.expired(a)])
        #expect(cards(stock) == [10, 0, 0])
        #expect(stock.nextDeadline == .distantFuture)
        #expect(stock.send(.confirm(a), at: at(1_201)) == [.holdGone(a)])
        #expect(stock.send(.hold(a, card, quantity: 3, by: buyer), at: at(1_202)) == [.soldOut(a)])
        #expect(stock.send(.release(a), at: at(1_203)) == [.released(a)])
        #expect(cards(stock) == [10, 0, 0])
    }

    @Test func aSaleNeverExpires() {
        let stock = stock()
        stock.send(.hold(a, card, quantity: 3, by: buyer), at: at(0))
        stock.send(.hold(b, card, quantity: 1, by: buyer), at: at(5))
        stock.send(.confirm(a), at: at(10))
        #expect(stock.nextDeadline == at(1_205))
        #expect(stock.advance(to: at(9_000)) == [.expired(b)])
        #expect(cards(stock) == [7, 0, 3])
    }

    @Test func aRepeatedHoldDoesNotProlongIt() {
        let stock = stock()
        stock.send(.hold(a, card, quantity: 3, by: buyer), at: at(0))
        stock.send(.hold(a, card, quantity: 3, by: buyer), at: at(600))
        #expect(stock.nextDeadline == at(1_200))
    }

    @Test func manyHoldsExpireInBoundedBatches() {
        let stock = stock()
        for number in 0..<100 { stock.send(.hold(OrderID(index: number), course, quantity: 1, by: buyer), at: at(0)) }
        #expect(stock.advance(to: at(2_000)).count == 63)
        #expect(stock.nextDeadline == at(1_200))
        #expect(stock.advance(to: at(2_000)).count == 37)
        #expect(stock.machine.products[course.index].available == 1_000)
    }

    // Looking and taking in two steps.

    @Test(arguments: StockStrategy.allCases)
    func aCheckSaysWhatIsAvailableNow(strategy: StockStrategy) {
        let stock = stock(strategy)
        stock.send(.hold(a, card, quantity: 8, by: buyer), at: at(0))
        #expect(stock.send(.check(b, card, quantity: 2, by: buyer), at: at(0)) == [.checked(b, available: true)])
        #expect(stock.send(.check(b, card, quantity: 3, by: buyer), at: at(0)) == [.checked(b, available: false)])
        #expect(cards(stock) == [2, 8, 0])
    }

    /// Two orders check before either takes: the classic race.
    @Test func checkThenActOversellsWhenTwoOrdersCheckBeforeEitherTakes() {
        let stock = stock(.checkThenAct)
        #expect(stock.send(.check(a, card, quantity: 8, by: buyer), at: at(0)) == [.checked(a, available: true)])
        #expect(stock.send(.check(b, card, quantity: 8, by: buyer), at: at(0)) == [.checked(b, available: true)])
        #expect(stock.send(.take(a, card, quantity: 8, by: buyer), at: at(1)) == [.held(a)])
        #expect(stock.send(.take(b, card, quantity: 8, by: buyer), at: at(1)) == [.held(b)])
        #expect(cards(stock) == [-6, 16, 0])
        #expect(stock.machine.products[card.index].oversold == 6)
        // The same take again takes nothing again, and giving back undoes the damage.
        #expect(stock.send(.take(b, card, quantity: 8, by: buyer), at: at(2)) == [.held(b)])
        stock.send(.release(a), at: at(3))
        #expect(cards(stock) == [2, 8, 0])
        #expect(stock.machine.products[card.index].oversold == 0)
    }

    @Test func conditionalUpdateRefusesTheSecondOfTheSameTwo() {
        let stock = stock(.conditionalUpdate)
        stock.send(.check(a, card, quantity: 8, by: buyer), at: at(0))
        #expect(stock.send(.check(b, card, quantity: 8, by: buyer), at: at(0)) == [.checked(b, available: true)])
        #expect(stock.send(.take(a, card, quantity: 8, by: buyer), at: at(1)) == [.held(a)])
        #expect(stock.send(.take(b, card, quantity: 8, by: buyer), at: at(1)) == [.soldOut(b)])
        #expect(cards(stock) == [2, 8, 0])
    }
}
