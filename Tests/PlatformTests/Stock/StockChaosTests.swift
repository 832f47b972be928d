import Platform
import Primitives
import Testing

/// What the strategies are right or wrong about, over many random histories.
@Suite struct StockChaosTests {
    private static var right: [StockStrategy] { StockStrategy.allCases.filter(\.isRight) }
    private static var wrong: [StockStrategy] { StockStrategy.allCases.filter { !$0.isRight } }

    /// Many buyers want few units, and some of them pay, give back or ask twice.
    private func contend(_ strategy: StockStrategy, seed: UInt64) -> StockChaos {
        var chaos = StockChaos(strategy, stock: 20, seed: seed) {
            $0.buckets = 4
            $0.channels = 4
        }
        for number in 0..<160 {
            let order = OrderID(UInt32(chaos.stream.next(below: 60)))
            let buyer = UserID(order.number)
            switch chaos.stream.next(below: 10) {
            case 0...5:
                if strategy.checksFirst {
                    chaos.send(.check(order, ProductID(0), quantity: 1, by: buyer))
                    chaos.send(.take(order, ProductID(0), quantity: 1, by: buyer))
                } else {
                    chaos.send(.hold(order, ProductID(0), quantity: 1, by: buyer))
                }
            case 6, 7: chaos.send(.confirm(order))
            case 8: chaos.send(.release(order))
            default: if number > 20 { for _ in 0..<10 { chaos.step() } }
            }
            if chaos.stream.next(below: 2) == 0 { chaos.step() }
        }
        chaos.drain()
        return chaos
    }

    @Test(arguments: right)
    func rightStrategiesNeverOversellWhateverIsLostDoubledOrLate(strategy: StockStrategy) {
        var contested = 0
        for seed in 1...200 as ClosedRange<UInt64> {
            var chaos = contend(strategy, seed: seed)
            #expect(chaos.oversold == 0, "seed \(seed)")
            if chaos.held >= 20 { contested += 1 }
            chaos.expireAll()
            let units = chaos.stores.units(of: 0)
            #expect(units.isConserved && units.held == 0 && units.available >= 0, "seed \(seed): \(units)")
            #expect(units.available + chaos.promised.count == 20, "seed \(seed)")
            if let memory = chaos.stores.memoryAvailable(of: 0) { #expect(memory == units.available, "seed \(seed)") }
            if strategy == .segmented {
                #expect(chaos.stores.unitsInBuckets(of: 0) == units.available, "seed \(seed)")
                #expect(chaos.stores.unitsInPoorestBucket(of: 0) >= 0, "seed \(seed)")
            }
        }
        #expect(contested > 100, "the tape is not contended: \(contested)")
    }

    @Test(arguments: wrong)
    func wrongStrategiesDoOversell(strategy: StockStrategy) {
        var worst = 0
        for seed in 1...50 as ClosedRange<UInt64> { worst = max(worst, contend(strategy, seed: seed).oversold) }
        #expect(worst > 0)
    }

    /// A memory whose standby takes over forgets what it had not told it.
    @Test func aFailOverMayLoseWhatWasDecided() {
        var worst = 0
        for seed in 1...50 as ClosedRange<UInt64> {
            var chaos = StockChaos(.redisCounter, stock: 20, seed: seed)
            for number in 0..<60 as Range<UInt32> {
                if number == 15 {
                    while !chaos.loose.isEmpty { chaos.step() }
                    chaos.stores.failOver(at: chaos.now)
                }
                chaos.send(.hold(OrderID(number), ProductID(0), quantity: 1, by: UserID(1)))
            }
            chaos.drain()
            worst = max(worst, chaos.oversold)
        }
        #expect(worst > 0)
    }
}

extension StockStores {
    /// Lets the standby take over.
    fileprivate mutating func failOver(at now: Instant) {
        var effects = EffectBuffer<StoreEffect>()
        handle(StockProcedure(design).failOver, at: now, into: &effects)
    }
}
