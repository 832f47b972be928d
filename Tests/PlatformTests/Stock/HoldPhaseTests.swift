import Platform
import Primitives
import TestSupport
import Testing

/// Walks every cell of the transition table of a hold, with every strategy that is right.
@Suite struct HoldPhaseTests {
    private let order = OrderID(0), other = OrderID(1), buyer = UserID(1), card = ProductID(0)
    private static let units = 4

    private typealias Desk = Bench<ImmediateStock>

    private func at(_ second: Int64) -> Instant { .origin + .seconds(second) }

    private static var right: [StockStrategy] { StockStrategy.allCases.filter(\.isRight) }

    /// A service in which the order is in this phase at second 1.
    private func desk(_ strategy: StockStrategy, in phase: HoldPhase) -> Desk {
        let desk = Desk(
            ImmediateStock(strategy: strategy, initial: [Self.units], holdTimeToLive: .seconds(100)))
        switch phase {
        case .none: break
        case .held, .sold:
            desk.send(.hold(order, card, quantity: 2, by: buyer), at: at(1))
            if phase == .sold { desk.send(.confirm(order), at: at(1)) }
        case .refused:
            desk.send(.hold(order, card, quantity: 5, by: buyer), at: at(1))
        case .released: desk.send(.release(order), at: at(1))
        case .expired:
            desk.send(.hold(order, card, quantity: 2, by: buyer), at: at(-100))
            desk.advance(to: at(0))
        }
        return desk
    }

    /// Where the order is, as the database has it.
    private func phase(_ desk: Desk) -> HoldPhase { desk.machine.stores.phase(of: order) }

    private func happen(_ event: HoldEvent, to desk: Desk) -> [StockEffect] {
        switch event {
        case .hold: return desk.send(.hold(order, card, quantity: 2, by: buyer), at: at(2))
        case .holdTooMany:
            // Somebody else takes all that is left before the order asks.
            let left = desk.machine.products[0].available
            if left > 0 { desk.send(.hold(other, card, quantity: UInt8(left), by: buyer), at: at(2)) }
            return desk.send(.hold(order, card, quantity: 2, by: buyer), at: at(2))
        case .confirm: return desk.send(.confirm(order), at: at(2))
        case .release: return desk.send(.release(order), at: at(2))
        case .timeOut: return desk.advance(to: at(101))
        }
    }

    /// The phase that the database shows, given that memories keep refusals to themselves.
    private func shown(_ phase: HoldPhase, _ strategy: StockStrategy) -> HoldPhase {
        phase == .refused && strategy.decidesInMemory ? .none : phase
    }

    @Test(arguments: right, HoldPhase.allCases)
    func everyEventDoesWhatTheTableSays(strategy: StockStrategy, phase: HoldPhase) {
        for event in HoldEvent.allCases {
            let desk = desk(strategy, in: phase)
            let before = self.phase(desk)
            #expect(before == shown(phase, strategy), "\(phase) is not what the test made of it")
            let effects = happen(event, to: desk)
            let after = self.phase(desk)
            let said: Comment = "\(strategy.rawValue): \(event) in \(phase) gave \(effects), \(after)"
            switch HoldPhase.reaction(in: phase, to: event) {
            case .moves(let ends):
                #expect(ends.map { shown($0, strategy) }.contains(after), said)
                if phase != .none { #expect(after != before || strategy.decidesInMemory, said) }
            case .stays:
                #expect(after == before, said)
                #expect(!effects.contains(.soldOut(order)) && !effects.contains(.holdGone(order)), said)
            case .refuses:
                #expect(after == before, said)
                #expect(effects == [.soldOut(order)] || effects == [.holdGone(order)], said)
            case .impossible: Issue.record("nothing is impossible to an order's hold")
            }
            let isConserved = desk.machine.isConserved
            #expect(isConserved, said)
        }
    }

    /// Only a release leads on from where a hold has ended.
    @Test func aHoldEndsOnce() {
        for phase in [HoldPhase.sold, .released, .expired, .refused] {
            for event in HoldEvent.allCases where event != .release {
                let reaction = HoldPhase.reaction(in: phase, to: event)
                #expect(reaction == .stays || reaction == .refuses, "\(event) in \(phase)")
            }
        }
    }
}
