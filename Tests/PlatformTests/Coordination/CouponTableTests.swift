import Platform
import Primitives
import Testing

/// The coupon book does what its transition table says, for every phase and both commands.
@Suite struct CouponTableTests {
    typealias Phase = CouponBook.Phase
    private static let order = OrderID(3)

    /// The ways into a phase, each with what is asked for in it.
    private static func ways(to phase: Phase) -> [(before: [CouponCommand], price: Money)] {
        let spend = CouponCommand.redeem(order, CouponID(0), price: .yuan(50)), back = CouponCommand.release(order)
        let tooCheap = CouponCommand.redeem(order, CouponID(0), price: .yuan(1))
        return switch phase {
        case .untouched: [([], .yuan(50)), ([], .yuan(1))]
        case .redeemed: [([spend], .yuan(50)), ([spend], .yuan(60))]
        case .refused: [([tooCheap], .yuan(50))]
        case .released: [([back], .yuan(50)), ([spend, back], .yuan(50)), ([tooCheap, back], .yuan(50))]
        }
    }

    @Test(arguments: Phase.allCases, CouponBook.CommandKind.allCases)
    func everyPairDoesWhatTheTableSays(phase: Phase, kind: CouponBook.CommandKind) {
        var reached: Set<Phase> = []
        var answers: [CouponEffect] = []
        for way in Self.ways(to: phase) {
            var book = CouponBook(terms: [
                .init(discount: .permille(100), minimumPrice: .yuan(8), count: 3, budget: .yuan(20))
            ])
            var effects = EffectBuffer<CouponEffect>()
            for command in way.before { book.handle(command, at: .origin, into: &effects) }
            #expect(book.phase(of: Self.order) == phase)
            effects.removeAll()
            let command =
                kind == .redeem
                ? CouponCommand.redeem(Self.order, CouponID(0), price: way.price) : .release(Self.order)
            book.handle(command, at: .origin, into: &effects)
            answers.append(effects[0])
            reached.insert(book.phase(of: Self.order))
            let isSpent = book.phase(of: Self.order) == .redeemed
            #expect(book.balances[0].countLeft == (isSpent ? 2 : 3))
        }
        switch CouponBook.reaction(in: phase, to: kind) {
        case .moves(let phases): #expect(reached == Set(phases))
        case .stays: #expect(reached == [phase])
        case .refuses: #expect(reached == [phase] && answers.allSatisfy { $0 == .refused(Self.order) })
        case .impossible: Issue.record("nothing is impossible here")
        }
    }
}
