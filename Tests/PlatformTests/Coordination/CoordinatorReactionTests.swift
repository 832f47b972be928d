import Platform
import Primitives
import Testing

/// The coordinator does what its transition table says, for every phase and every kind of command.
@Suite struct CoordinatorReactionTests {
    typealias Kind = CoordinatorCommand.Kind

    struct Pair: Sendable, CustomTestStringConvertible {
        let phase: OrderPhase, kind: Kind
        var testDescription: String { "\(kind) while \(phase)" }
        static var all: [Pair] {
            OrderPhase.allCases.flatMap { phase in Kind.allCases.map { Pair(phase: phase, kind: $0) } }
        }
    }

    @Test(arguments: Pair.all) func everyPairDoesWhatTheTableSays(pair: Pair) {
        let order = CoordinatorSituation.order
        let situations = CoordinatorSituation.all.filter { $0.phase == pair.phase && $0.fits.contains(pair.kind) }
        var reached: Set<OrderPhase> = [], answers: [CoordinatorEffect] = []
        let reaction = OrderCoordinator.reaction(in: pair.phase, to: pair.kind)
        if reaction == .impossible { return }
        #expect(!situations.isEmpty, "no situation in which it could be tried")
        for situation in situations {
            for command in situation.commands(pair.kind) {
                let desk = situation.make()
                #expect(desk.phase(order) == pair.phase, "the situation is another one")
                #expect(command.kind == pair.kind && command.order == order)
                answers += desk.tell(command)
                reached.insert(desk.phase(order))
            }
        }
        switch reaction {
        case .moves(let phases): #expect(reached == Set(phases))
        case .stays: #expect(reached == [pair.phase])
        case .refuses: #expect(reached == [pair.phase] && answers.allSatisfy { $0 == .answer(order, .closed) })
        case .impossible: Issue.record("walked on")
        }
    }

    /// The coordinator consults the table before it acts, so that a few stand for all.
    @Test func impossibleCommandStopsTheCoordinator() async {
        #expect(OrderCoordinator.reaction(in: .awaitingPayment, to: .declined) == .impossible)
        await #expect(processExitsWith: .failure) {
            let desk = CoordinatorDesk()
            desk.placeAndHold(.init(0))
            desk.tell(.declined(.init(0)))
        }
    }

    @Test func commandAboutAnOrderThatNamesAFurtherLineStopsTheCoordinator() async {
        await #expect(processExitsWith: .failure) {
            let desk = CoordinatorDesk()
            desk.capture(.basket(.init(0)))
            desk.tell(.captured(.init(1), .yuan(50)))
        }
    }

    @Test func issueBehindTheFenceOfASingleLineStopsTheCoordinator() async {
        await #expect(processExitsWith: .failure) {
            let desk = CoordinatorDesk { $0.giveUpAfter = .minutes(1) }
            desk.refund(.init(0))
            desk.tell(.issued(.init(0)))
        }
    }

    @Test func kindsAreAsManyAsCommands() {
        #expect(Set(OrderPhase.allCases).count == OrderPhase.allCases.count)
        #expect(Kind.allCases.count <= 32, "a bit each")
    }
}

/// Likewise the payment adapter, for the number of an order.
@Suite struct PaymentReactionTests {
    typealias Kind = PaymentCommand.Kind
    static let order = OrderID(0), amount = Money.yuan(40)

    struct Pair: Sendable, CustomTestStringConvertible {
        let phase: PaymentAdapter.Phase, kind: Kind
        var testDescription: String { "\(kind) while \(phase)" }
        static var all: [Pair] {
            PaymentAdapter.Phase.allCases.flatMap { phase in Kind.allCases.map { Pair(phase: phase, kind: $0) } }
        }
    }

    static func command(_ kind: Kind) -> PaymentCommand {
        switch kind {
        case .charge: .charge(order, amount)
        case .query: .query(order)
        case .refund: .refund(order, amount, of: order)
        case .providerCaptured: .providerCaptured(order, amount)
        case .providerDeclined: .providerDeclined(order)
        case .providerKnowsNothing: .providerKnowsNothing(order)
        case .providerRefunded: .providerRefunded(order, amount)
        }
    }

    static func way(to phase: PaymentAdapter.Phase) -> [Kind] {
        switch phase {
        case .none: []
        case .pending: [.charge]
        case .fencing: [.charge, .query]
        case .cancelled: [.charge, .query, .providerKnowsNothing]
        case .declined: [.charge, .providerDeclined]
        case .captured: [.charge, .providerCaptured]
        case .refunding: [.charge, .providerCaptured, .refund]
        case .refunded: [.charge, .providerCaptured, .refund, .providerRefunded]
        }
    }

    @Test(arguments: Pair.all) func everyPairDoesWhatTheTableSays(pair: Pair) {
        let desk = PaymentAdapterTests.Desk()
        for kind in Self.way(to: pair.phase) { desk.tell(Self.command(kind)) }
        #expect(desk.adapter.phase(of: Self.order) == pair.phase)
        switch PaymentAdapter.reaction(in: pair.phase, to: pair.kind) {
        case .moves(let phases):
            desk.tell(Self.command(pair.kind))
            #expect(phases == [desk.adapter.phase(of: Self.order)])
        case .stays:
            desk.tell(Self.command(pair.kind))
            #expect(desk.adapter.phase(of: Self.order) == pair.phase)
        case .refuses: Issue.record("the adapter refuses nothing")
        case .impossible: break
        }
    }

    @Test func captureThatWasNeverAskedForStopsTheAdapter() async {
        #expect(PaymentAdapter.reaction(in: .none, to: .providerCaptured) == .impossible)
        await #expect(processExitsWith: .failure) {
            PaymentAdapterTests.Desk().tell(.providerCaptured(.init(0), .yuan(1)))
        }
    }

    @Test func refusalOfWhatWasCapturedStopsTheAdapter() async {
        #expect(PaymentAdapter.reaction(in: .captured, to: .providerDeclined) == .impossible)
        await #expect(processExitsWith: .failure) {
            let desk = PaymentAdapterTests.Desk()
            desk.tell(.charge(.init(0), .yuan(1)))
            desk.tell(.providerCaptured(.init(0), .yuan(1)))
            desk.tell(.providerDeclined(.init(0)))
        }
    }
}
