import Platform
import Primitives
import TestSupport
import Testing

/// The steps of each strategy, one call at a time.
@Suite struct StockProtocolTests {
    private let a = OrderID(0), b = OrderID(1), c = OrderID(2), card = ProductID(0), now = Instant.origin

    /// Stores on a bench; what comes of a call is worked out by hand.
    private final class Desk {
        let procedure: StockProcedure
        let bench: Bench<StockStores>

        init(
            _ strategy: StockStrategy, stock: [Int] = [3], perUser: [Int] = [],
            _ change: (inout StockDesign) -> Void = { _ in }
        ) {
            var design = StockDesign()
            design.strategy = strategy
            change(&design)
            procedure = StockProcedure(design)
            bench = Bench(StockStores(design, initial: stock, holdTimeToLive: .minutes(20), perUser: perUser))
        }

        func hold(_ order: OrderID, _ quantity: UInt8 = 1, by user: UInt32 = 0) -> StoreCall {
            procedure.begin(.hold(order, ProductID(0), quantity: quantity, by: UserID(user)))
        }

        /// Does a call; what follows from its findings comes as calls or answers.
        func take(_ call: StoreCall, at now: Instant = .origin) -> (calls: [StoreCall], answers: [StockEffect]) {
            var calls: [StoreCall] = [], answers: [StockEffect] = []
            for effect in bench.send(call, at: now) {
                switch effect {
                case .answer(let answer): answers.append(answer)
                case .forward(let next): calls.append(next)
                case .found(let call, let available):
                    switch procedure.proceed(call, available: available) {
                    case .call(let next): calls.append(next)
                    case .answer(let answer): answers.append(answer)
                    }
                }
            }
            return (calls, answers)
        }

        /// Does a call and everything after it.
        @discardableResult
        func finish(_ call: StoreCall) -> [StockEffect] {
            var waiting = [call], answers: [StockEffect] = []
            while !waiting.isEmpty {
                let (calls, more) = take(waiting.removeFirst())
                waiting += calls
                answers += more
            }
            return answers
        }

        var units: ProductStock { bench.machine.units(of: 0) }
    }

    @Test func conditionalUpdateIsOneStep() {
        let desk = Desk(.conditionalUpdate)
        let call = desk.hold(a, 2)
        #expect(call.operation == .hold && call.place == 0)
        #expect(desk.take(call).answers == [.held(a)])
        #expect(desk.take(desk.hold(b, 2)).answers == [.soldOut(b)])
    }

    @Test func lockedRowIsWaitedForInTurn() {
        let desk = Desk(.rowLock, stock: [1])
        let first = desk.take(desk.hold(a))
        #expect(first.calls.map(\.operation) == [.update])
        // The row is taken: neither of the others hears anything yet.
        #expect(desk.take(desk.hold(b)).calls.isEmpty)
        #expect(desk.take(desk.hold(c)).calls.isEmpty)
        let second = desk.take(first.calls[0])
        #expect(second.calls.map(\.operation) == [.commit] && desk.units.available == 1)
        let third = desk.take(second.calls[0])
        #expect(third.answers == [.held(a)] && desk.units.available == 0)
        // The next one has the row now, and finds nothing left.
        #expect(third.calls.map(\.order) == [b] && third.calls[0].operation == .refuse)
        let fourth = desk.take(third.calls[0])
        #expect(fourth.answers == [.soldOut(b)] && fourth.calls.map(\.order) == [c])
        #expect(desk.finish(fourth.calls[0]) == [.soldOut(c)])
    }

    @Test func rowThatTooManyWaitForTurnsAway() {
        let desk = Desk(.rowLock) { $0.connections = 1 }
        let first = desk.take(desk.hold(a))
        #expect(desk.take(desk.hold(b)).answers.isEmpty)
        #expect(desk.take(desk.hold(c)).answers == [.busy(c)])
        #expect(desk.finish(first.calls[0]) == [.held(a), .held(b)])
    }

    /// A connection that is gone is rolled back: nothing was taken, and the row is free.
    @Test func lostTransactionLeavesNothingBehind() {
        let desk = Desk(.rowLock)
        var lost = desk.take(desk.hold(a)).calls[0]
        lost.operation = .rollBack
        #expect(desk.take(lost).calls.isEmpty && desk.units.available == 3)
        #expect(desk.finish(desk.hold(b)) == [.held(b)])
    }

    @Test func endingATransactionThatHoldsNoLockStops() async {
        await #expect(processExitsWith: .failure) {
            var design = StockDesign()
            design.strategy = .rowLock
            var stores = StockStores(design, initial: [3], holdTimeToLive: .minutes(20))
            var effects = EffectBuffer<StoreEffect>()
            let procedure = StockProcedure(design)
            var call = procedure.begin(.hold(OrderID(0), ProductID(0), quantity: 1, by: UserID(0)))
            call.operation = .commit
            stores.handle(call, at: .origin, into: &effects)
        }
    }

    @Test func versionThatHasChangedIsReadAgain() {
        let desk = Desk(.optimisticVersion)
        let first = desk.take(desk.hold(a)).calls[0], second = desk.take(desk.hold(b)).calls[0]
        #expect(first.operation == .swap && first.value == second.value)
        #expect(desk.take(first).answers == [.held(a)])
        let again = desk.take(second).calls
        #expect(again.map(\.operation) == [.read] && again[0].number == 1)
        #expect(desk.finish(again[0]) == [.held(b)] && desk.units.available == 1)
    }

    @Test func orderThatIsAlwaysTooLateIsToldToComeAgain() {
        let desk = Desk(.optimisticVersion, stock: [10]) { $0.rounds = 2 }
        var late = desk.take(desk.hold(a)).calls[0]
        desk.finish(desk.hold(b))
        late = desk.take(desk.take(late).calls[0]).calls[0]
        desk.finish(desk.hold(c))
        #expect(desk.take(late).answers == [.busy(a)])
        #expect(desk.units.available == 8)
    }

    @Test func memoryDecidesAndTheDatabaseFollows() {
        let desk = Desk(.redisCounter)
        let (calls, answers) = desk.take(desk.hold(a, 2))
        #expect(answers == [.held(a)])
        #expect(calls.map(\.operation) == [.recordHold, .followHold])
        #expect(desk.bench.machine.memoryAvailable(of: 0) == 1 && desk.units.available == 3)
        _ = desk.take(calls[0])
        #expect(desk.units.available == 1 && desk.units.held == 2)
        #expect(desk.take(desk.hold(b, 2)).answers == [.soldOut(b)])
    }

    @Test func holdThatRunsOutInTheDatabaseGoesBackToTheMemory() {
        let desk = Desk(.redisCounter)
        desk.finish(desk.hold(a, 2))
        let effects = desk.bench.advance(to: now + .minutes(20))
        guard effects.count == 2, case .forward(let call) = effects[1] else {
            Issue.record("\(effects)")
            return
        }
        #expect(effects[0] == .answer(.expired(a)) && call.operation == .giveBack)
        // Until the message arrives, the memory refuses more than it must, and never less.
        #expect(desk.take(desk.hold(b, 2)).answers == [.soldOut(b)])
        for _ in 0..<2 { desk.finish(call) }
        #expect(desk.bench.machine.memoryAvailable(of: 0) == 3)
    }

    @Test func standbyForgetsWhatItHasNotHeard() {
        let desk = Desk(.redisCounter)
        let heard = desk.take(desk.hold(a)).calls
        for call in heard { desk.finish(call) }
        let unheard = desk.take(desk.hold(b, 2)).calls
        desk.finish(desk.procedure.failOver)
        #expect(desk.bench.machine.hasFailedOver && desk.bench.machine.memoryAvailable(of: 0) == 2)
        for call in unheard { desk.finish(call) }
        #expect(desk.bench.machine.memoryAvailable(of: 0) == 2 && desk.units.available == 0)
        #expect(desk.finish(desk.hold(c, 2)) == [.held(c)])
        #expect(desk.units.oversold == 2)
    }

    @Test func tokensComeBackAndGoOutAgain() {
        let desk = Desk(.tokens)
        #expect(desk.finish(desk.hold(a, 2)) == [.held(a)])
        #expect(desk.finish(desk.hold(b, 2)) == [.soldOut(b)])
        desk.finish(desk.procedure.begin(.release(a)))
        #expect(desk.finish(desk.hold(c, 3)) == [.held(c)])
        #expect(desk.bench.machine.memoryAvailable(of: 0) == 0 && desk.units.available == 0)
    }

    @Test func bucketThatIsShortBorrowsInOneStep() {
        let desk = Desk(.segmented, stock: [9]) { $0.buckets = 3 }
        // Three rows of three; order 0 is at the first.
        #expect(desk.take(desk.hold(a, 3)).answers == [.held(a)])
        let d = OrderID(3)
        let (calls, answers) = desk.take(desk.hold(d, 2))
        #expect(answers.isEmpty && calls.map(\.operation) == [.borrow])
        #expect(desk.bench.machine.unitsInBuckets(of: 0) == 6)
        #expect(desk.take(calls[0]).answers == [.held(d)])
        #expect(desk.bench.machine.unitsInBuckets(of: 0) == 4 && desk.units.available == 4)
        #expect(desk.bench.machine.unitsInPoorestBucket(of: 0) >= 0)
        // All that is left, from wherever it is.
        #expect(desk.finish(desk.hold(OrderID(6), 4)) == [.held(OrderID(6))])
        #expect(desk.finish(desk.hold(OrderID(9), 1)) == [.soldOut(OrderID(9))])
        desk.finish(desk.procedure.begin(.release(a)))
        #expect(desk.finish(desk.hold(OrderID(10), 3)) == [.held(OrderID(10))])
    }

    @Test func replicaThatLagsPromisesTheSameUnitTwice() {
        let desk = Desk(.laggingReplica, stock: [1])
        let first = desk.take(desk.hold(a)).calls[0], second = desk.take(desk.hold(b)).calls[0]
        #expect(first.operation == .take && second.operation == .take)
        let news = desk.take(first)
        #expect(news.answers == [.held(a)] && news.calls.map(\.operation) == [.followAmount])
        #expect(desk.take(second).answers == [.held(b)] && desk.units.oversold == 1)
        desk.finish(news.calls[0])
        #expect(desk.finish(desk.hold(c)) == [.soldOut(c)])
    }

    /// Four channels sell four times the stock; the synchronisation takes what is left of the copies away.
    @Test func everyChannelSellsTheWholeStock() {
        let desk = Desk(.channelCopies, stock: [2])
        for number in 0..<8 as Range<UInt32> {
            #expect(desk.finish(desk.hold(OrderID(number), by: number % 4)) == [.held(OrderID(number))])
        }
        #expect(desk.finish(desk.hold(OrderID(8), by: 0)) == [.soldOut(OrderID(8))])
        #expect(desk.units.oversold == 6 && desk.units.available == -6)

        let early = Desk(.channelCopies, stock: [2])
        early.finish(early.hold(a, by: 0))
        for channel in 0..<4 { early.finish(early.procedure.synchronise(channel: channel)) }
        for number in 1..<9 as Range<UInt32> { early.finish(early.hold(OrderID(number), by: number % 4)) }
        #expect(early.units.oversold == 3, "one unit is left to each channel")
    }

    // Limits.

    @Test(arguments: StockStrategy.allCases.filter { $0.isRight })
    func noUserGetsMoreThanTheLimit(strategy: StockStrategy) {
        let desk = Desk(strategy, stock: [100], perUser: [3])
        #expect(desk.finish(desk.hold(a, 2, by: 5)) == [.held(a)])
        #expect(desk.finish(desk.hold(b, 2, by: 5)) == [.limitReached(b)])
        #expect(desk.finish(desk.hold(c, 1, by: 5)) == [.held(c)])
        #expect(desk.finish(desk.hold(OrderID(3), 3, by: 6)) == [.held(OrderID(3))])
        // What is given back may be bought again, and asking again has no second effect.
        #expect(desk.finish(desk.hold(a, 2, by: 5)) == [.held(a)])
        desk.finish(desk.procedure.begin(.release(a)))
        #expect(desk.finish(desk.hold(OrderID(4), 2, by: 5)) == [.held(OrderID(4))])
        #expect(desk.finish(desk.hold(OrderID(5), 1, by: 5)) == [.limitReached(OrderID(5))])
    }

    @Test func limitIsLookedAtBeforeItIsTakenAndBrokenInBetween() {
        let desk = Desk(.checkThenAct, stock: [100], perUser: [1])
        let user = UserID(5)
        for order in [a, b] {
            let check = desk.procedure.begin(.check(order, card, quantity: 1, by: user))
            #expect(desk.finish(check) == [.checked(order, available: true)])
        }
        for order in [a, b] {
            #expect(desk.finish(desk.procedure.begin(.take(order, card, quantity: 1, by: user))) == [.held(order)])
        }
    }

    // Deliveries and withdrawals.

    @Test(arguments: StockStrategy.allCases)
    func unitsComeAndGoOnce(strategy: StockStrategy) {
        let desk = Desk(strategy, stock: [3]) { $0.buckets = 2 }
        desk.finish(desk.hold(a, 2))
        let refill = desk.procedure.begin(.refill(card, units: 10, delivery: 1))
        #expect(desk.finish(refill).first == .supplied(card, units: 10))
        desk.finish(refill)
        #expect(desk.units.available == 11 && desk.units.refilled == 10)
        // Too far ahead of those that are booked.
        desk.finish(desk.procedure.begin(.refill(card, units: 10, delivery: 66)))
        #expect(desk.units.available == 11)
        let withdraw = desk.procedure.begin(.withdraw(card, units: 20, delivery: 2))
        for _ in 0..<2 { desk.finish(withdraw) }
        // What was promised stays; all the rest is taken out.
        #expect(desk.units.available == 0 && desk.units.withdrawn == 11 && desk.units.held == 2)
        #expect(desk.units.isConserved && desk.units.total == 2)
        if let memory = desk.bench.machine.memoryAvailable(of: 0) { #expect(memory == 0) }
        if strategy == .segmented { #expect(desk.bench.machine.unitsInBuckets(of: 0) == 0) }
        desk.finish(desk.procedure.begin(.refill(card, units: 1, delivery: 3)))
        if strategy == .channelCopies {
            // The copies hear of it at the next synchronisation; headquarters hear of the sales then.
            for _ in 0..<2 { for channel in 0..<4 { desk.finish(desk.procedure.synchronise(channel: channel)) } }
        }
        #expect(desk.finish(desk.hold(b)) == [.held(b)])
    }

    /// A refill goes by way of the database, a withdrawal straight to the memory that decides: either may be first.
    @Test(arguments: StockStrategy.allCases)
    func deliveriesCountInAnyOrderAndOnce(strategy: StockStrategy) {
        let desk = Desk(strategy, stock: [5]) { $0.buckets = 2 }
        let second = desk.procedure.begin(.withdraw(card, units: 4, delivery: 2))
        let first = desk.procedure.begin(.refill(card, units: 10, delivery: 1))
        let third = desk.procedure.begin(.refill(card, units: 3, delivery: 3))
        for call in [second, first, second, third, first, third] { desk.finish(call) }
        #expect(desk.units.available == 14 && desk.units.refilled == 13 && desk.units.withdrawn == 4)
        #expect(desk.units.delivery == 3 && desk.units.isConserved)
        if let memory = desk.bench.machine.memoryAvailable(of: 0) { #expect(memory == 14) }
    }
}
