import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// The stores as time: who waits for whom, and for how long.
@Suite struct StoreStationTests {
    private static func times(_ strategy: StockStrategy) -> StoreTimes {
        var scenario = Scenario()
        scenario.coordination.stockStrategy = strategy
        scenario.catalogue.products = 10
        return StoreTimes(scenario)
    }

    private static func call(_ strategy: StockStrategy, _ number: UInt32, product: UInt32 = 3) -> StoreCall {
        var design = StockDesign()
        design.strategy = strategy
        return StockProcedure(design).begin(
            .hold(OrderID(number), ProductID(product), quantity: 2, by: UserID(number)))
    }

    private func line(_ strategy: StockStrategy, _ number: UInt32, product: UInt32 = 3) -> Int {
        let call = Self.call(strategy, number, product: product)
        return Self.times(strategy).line(of: call, product: call.product.index)
    }

    @Test func rowsOfOneProductWaitForEachOtherAndThoseOfTwoDoNot() {
        for strategy in [StockStrategy.conditionalUpdate, .serialQueue, .checkThenAct] {
            #expect(line(strategy, 1) == line(strategy, 2))
            #expect(line(strategy, 1) != line(strategy, 2, product: 4))
        }
        // One thread for all products.
        for strategy in [StockStrategy.redisCounter, .tokens] {
            #expect(line(strategy, 1) == line(strategy, 2, product: 4))
        }
        // A row per bucket or channel.
        for strategy in [StockStrategy.segmented, .channelCopies] { #expect(line(strategy, 1) != line(strategy, 2)) }
        // Reading waits for nobody, and a lock is waited for in the database itself.
        for strategy in [StockStrategy.optimisticVersion, .laggingReplica, .rowLock] {
            #expect(line(strategy, 1) == StoreTimes.noLine)
        }
    }

    @Test func onlyWhatIsWrittenHasToBeMadeDurable() {
        let times = Self.times(.conditionalUpdate), call = Self.call(.conditionalUpdate, 1)
        #expect(times.time(of: call, writes: true) == .milliseconds(1))
        #expect(times.time(of: call, writes: false) == .microseconds(200))
        let pops = Self.times(.tokens).time(of: Self.call(.tokens, 1), writes: true)
        #expect(pops == .microseconds(20), "two units are two tokens")
        #expect(Self.times(.redisCounter).time(of: Self.call(.redisCounter, 1), writes: true) == .microseconds(10))
    }

    @Test func lineIsServedInTurnAndNoLongerThanThereAreConnections() {
        var station = StoreStation(Self.times(.conditionalUpdate), connections: 2, from: .origin)
        func at(_ milliseconds: Int64) -> Instant { .origin + .milliseconds(milliseconds) }
        var numbers: [UInt32] = []
        for number in 0..<3 as Range<UInt32> {
            let entered = station.enter(Self.call(.conditionalUpdate, number), line: 3, arrives: at(1))
            #expect(entered?.isFirst == (number == 0))
            numbers.append(entered?.visit ?? .max)
        }
        #expect(station.enter(Self.call(.conditionalUpdate, 9), line: 3, arrives: at(1)) == nil)
        #expect(station.enter(Self.call(.conditionalUpdate, 9, product: 4), line: 4, arrives: at(1))?.isFirst == true)
        #expect(station.leave(numbers[0], at: at(2)) == numbers[1])
        #expect(station.leave(numbers[1], at: at(3)) == numbers[2])
        #expect(station.leave(numbers[2], at: at(4)) == nil)
        #expect(station.open == 1 && station.sent == 5 && station.done == 3 && station.refused == 1)
        // Three stayed 1, 2 and 3 ms; the one that is still there counts to the present.
        #expect(station.sojourns == 6_000_000)
        #expect(station.inStores.integral(until: at(4)) == 6_000_000 + 3_000_000)
    }

    @Test func queueOfAProductAndTheThreadTakeAnyNumber() {
        for (strategy, line) in [(StockStrategy.serialQueue, 3), (.redisCounter, 10)] {
            var station = StoreStation(Self.times(strategy), connections: 1, from: .origin)
            for number in 0..<50 as Range<UInt32> {
                #expect(station.enter(Self.call(strategy, number), line: line, arrives: .origin) != nil)
            }
        }
    }
}
