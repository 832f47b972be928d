import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// A wrong machine on a tape of commands is found by the rule that it breaks; the right one on the same tape is not.
@Suite struct StockAuditorTests {
    private static var right: [StockStrategy] { StockStrategy.allCases.filter(\.isRight) }

    /// Six want five units; of those who get one, the first pays, the second gives it back and the third lets its hold
    /// run out. Others come then.
    private func play(_ tape: consuming StockTape, user: UInt32? = nil) -> Findings {
        tape.order(0..<6, user: user)
        tape.send([.confirm(OrderID(0)), .release(OrderID(1))])
        tape.send([.confirm(OrderID(3)), .confirm(OrderID(4))])
        tape.settle()
        tape.order(6..<8)
        tape.pass(.seconds(61))
        tape.settle()
        tape.send([.release(OrderID(2))])
        tape.order(8..<9)
        tape.send([.confirm(OrderID(8)), .release(OrderID(6)), .release(OrderID(7)), .release(OrderID(5))])
        tape.order(9..<10)
        tape.pass(.seconds(61))
        return tape.close()
    }

    private static let stockRules: Set<Rule> = [
        .neverOversold, .stockConserved, .holdsEndOnce, .noHoldLeft, .bucketsAddUp, .memoryAgrees, .userLimits,
    ]

    @Test(arguments: right)
    func rightMachinesBreakNothing(strategy: StockStrategy) {
        let findings = play(StockTape(strategy, stock: 5, perUser: 1))
        #expect(findings.broken.isEmpty)
        for rule in [Rule.neverOversold, .stockConserved, .holdsEndOnce, .noHoldLeft, .userLimits] {
            #expect(findings[rule].evaluations > 0, "\(rule)")
        }
        if strategy == .segmented { #expect(findings[.bucketsAddUp].evaluations > 5) }
        if strategy.decidesInMemory { #expect(findings[.memoryAgrees].evaluations > 5) }
    }

    /// B01, B03 and the copies of the old platform.
    @Test(arguments: StockStrategy.allCases.filter { !$0.isRight })
    func unitThatIsPromisedTwiceIsFound(strategy: StockStrategy) {
        let broken = play(StockTape(strategy, stock: 2)).broken
        #expect(broken.contains(.neverOversold))
        #expect(Self.stockRules.isSuperset(of: broken))
    }

    @Test func lostUpdateIsFound() {
        #expect(play(StockTape(.conditionalUpdate, stock: 5, mutant: .absoluteWrite)).broken.contains(.stockConserved))
    }

    @Test func holdThatTheDatabaseNeverHearsOfIsFound() {
        let broken = play(StockTape(.redisCounter, stock: 5, mutant: .lostRecord)).broken
        #expect(broken.contains(.memoryAgrees) && broken.contains(.stockConserved))
    }

    @Test func memoryThatIsFilledTooEarlyIsFound() {
        let broken = play(StockTape(.redisCounter, stock: 5, mutant: .earlyReload)).broken
        #expect(broken.contains(.memoryAgrees) && broken.contains(.neverOversold))
    }

    @Test func unitThatIsReturnedTwiceIsFound() {
        #expect(play(StockTape(.conditionalUpdate, stock: 5, mutant: .doubleReturn)).broken.contains(.stockConserved))
    }

    @Test func saleThatRunsOutIsFound() {
        #expect(play(StockTape(.conditionalUpdate, stock: 5, mutant: .blindExpiry)).broken.contains(.holdsEndOnce))
    }

    @Test func loanInTwoStepsIsFound() {
        #expect(play(StockTape(.segmented, stock: 5, mutant: .loanInTwoSteps)).broken == [.bucketsAddUp])
    }

    @Test func holdThatNobodyEndsIsFound() {
        #expect(play(StockTape(.conditionalUpdate, stock: 9, mutant: .noExpiry)).broken == [.noHoldLeft])
    }

    @Test func soldOutWhileThereIsEnoughIsFound() {
        #expect(play(StockTape(.conditionalUpdate, stock: 5, mutant: .falseSoldOut)).broken.contains(.noHoldLeft))
    }

    /// B12: the limit is looked at before it is written.
    @Test func limitThatIsOnlyLookedAtIsFound() {
        #expect(play(StockTape(.checkThenAct, stock: 50, perUser: 1), user: 3).broken == [.userLimits])
        #expect(play(StockTape(.conditionalUpdate, stock: 50, perUser: 1), user: 3).broken.isEmpty)
    }

    /// What a wrong machine is found by, and a word of what happened to the order that it is found at.
    private func finding(_ rule: Rule) -> (found: CheckResult, words: String) {
        switch rule {
        case .stockConserved:
            (play(StockTape(.conditionalUpdate, stock: 5, mutant: .absoluteWrite))[rule], "confirm the sale")
        case .holdsEndOnce:
            (play(StockTape(.conditionalUpdate, stock: 5, mutant: .blindExpiry))[rule], "confirm the sale")
        case .noHoldLeft: (play(StockTape(.conditionalUpdate, stock: 5, mutant: .falseSoldOut))[rule], "hold 1 of")
        case .bucketsAddUp: (play(StockTape(.segmented, stock: 5, mutant: .loanInTwoSteps))[rule], "hold 1 of")
        case .memoryAgrees: (play(StockTape(.redisCounter, stock: 5, mutant: .earlyReload))[rule], "hold 1 of")
        case .userLimits: (play(StockTape(.checkThenAct, stock: 50, perUser: 1), user: 3)[rule], "are there 1 of")
        default: (play(StockTape(.checkThenAct, stock: 2))[rule], "are there 1 of")
        }
    }

    @Test(arguments: [
        Rule.neverOversold, .stockConserved, .holdsEndOnce, .noHoldLeft, .bucketsAddUp, .memoryAgrees, .userLimits,
    ]) func findingQuotesWhatHappenedToTheOrder(_ rule: Rule) {
        let (found, words) = finding(rule)
        #expect(found.failures > 0 && found.order != nil)
        #expect(found.history.contains { $0.contains(words) }, "\(found.firstFailure): \(found.history)")
    }

    // What the notes make of rising and falling amounts.

    @Test func soldOutIsTrueIfThereWereTooFewSinceTheOrderAsked() {
        var history = OrderHistory(stock: 1)
        history.place(0, at: 1)
        history.place(1, at: 2, hold: false)
        history.auditors.stockAsked(OrderID(1), at: history.at(2))
        history.hear(.released(OrderID(0)), at: 3)
        // It asked while there was none.
        history.hear(.soldOut(OrderID(1)), at: 4)
        #expect(history.auditors.tally.results { $0 == .noHoldLeft }[0].failures == 0)
        history.place(2, at: 5, hold: false)
        history.auditors.stockAsked(OrderID(2), at: history.at(5))
        history.hear(.soldOut(OrderID(2)), at: 6)
        #expect(history.auditors.tally.results { $0 == .noHoldLeft }[0].failures == 1)
    }

    @Test func twoUnitsMayBeTooManyWhereOneIsLeft() {
        var history = OrderHistory(stock: 3)
        for number in 0..<2 as Range<UInt32> { history.place(number) }
        #expect(history.auditors.stockNotes.available(0) == 1)
        history.auditors.stockNotes.raise(0, by: 1, at: history.at(7))
        #expect(history.auditors.stockNotes.lastShort(0, 1) == .distantPast)
        #expect(history.auditors.stockNotes.lastShort(0, 2) == history.at(7))
        #expect(history.auditors.stockNotes.lastShort(0, 3) == .distantPast)
    }

    @Test func moneyLostIsThePriceAndTheCompensation() {
        var history = OrderHistory(stock: 1)
        for number in 0..<3 as Range<UInt32> { history.sell(number) }
        #expect(history.auditors.oversellLoss(prices: [.yuan(10)], compensation: .yuan(5)) == .yuan(30))
        #expect(history.auditors.stockNotes.oversoldOrders == 2)
    }
}
