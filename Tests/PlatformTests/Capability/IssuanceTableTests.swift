import Platform
import Primitives
import Testing

/// Walks the published table of issuing: every state meets every kind of command on a real engine.
@Suite struct IssuanceTableTests {
    struct Cell: Sendable, CustomTestStringConvertible {
        var state: IssuanceState
        var kind: IssuanceCommandKind
        var testDescription: String { "\(kind) when \(state)" }
    }

    static let cells = IssuanceState.allCases.flatMap { state in
        IssuanceCommandKind.allCases.map { Cell(state: state, kind: $0) }
    }

    static func command(_ kind: IssuanceCommandKind) -> IssuanceCommand {
        let order = OrderID(3)
        return switch kind {
        case .issue: .issue(IssuanceDesk.request(3, IssuanceDesk.card, quantity: 2))
        case .withdraw: .withdraw(order)
        case .revoke: .revoke(order)
        case .codesArrived: .codesArrived(order, firstCode: 40, quantity: 2)
        case .supplierEmpty: .supplierEmpty(order)
        case .supplierKnowsNothing: .supplierKnowsNothing(order)
        case .codesRevoked: .codesRevoked(order)
        case .revokeRefused: .revokeRefused(order)
        case .entitlementEnded: .entitlementEnded(order)
        case .entitlementKept: .entitlementKept(order)
        }
    }

    /// The commands that bring an order of a supplier-coded product into a state.
    static func way(to state: IssuanceState) -> [IssuanceCommandKind] {
        switch state {
        case .unseen: []
        case .awaitingCodes: [.issue]
        case .withoutCodes: [.issue, .supplierEmpty]
        case .asking: [.issue, .withdraw]
        case .issued: [.issue, .codesArrived]
        case .ending: [.issue, .codesArrived, .revoke]
        case .takingBack: [.issue, .codesArrived, .revoke, .entitlementEnded]
        case .withdrawn: [.withdraw]
        case .returning: [.withdraw, .codesArrived]
        case .spoiled: [.withdraw, .codesArrived, .revokeRefused]
        }
    }

    static func desk(in state: IssuanceState) -> IssuanceDesk {
        let desk = IssuanceDesk(asksBeforeWithdrawal: true)
        for kind in way(to: state) { desk.tell(command(kind)) }
        return desk
    }

    @Test(arguments: IssuanceState.allCases) func everyStateIsReached(_ state: IssuanceState) {
        #expect(Self.desk(in: state).engine.machine.state(of: OrderID(3)) == state)
    }

    @Test(arguments: cells) func everyCellIsAsPublished(_ cell: Cell) {
        let reaction = IssuanceEngine.reaction(in: cell.state, to: cell.kind)
        // The engine looks an impossible cell up and traps: see below.
        if reaction == .impossible { return }
        let desk = Self.desk(in: cell.state)
        let effects = desk.tell(Self.command(cell.kind), at: 9)
        let after = desk.engine.machine.state(of: OrderID(3))
        switch reaction {
        case .moves(let states): #expect(states.contains(after))
        case .stays: #expect(after == cell.state)
        case .refuses: #expect(after == cell.state && effects == [.withdrawn(OrderID(3))])
        case .impossible: break
        }
    }

    @Test func impossibleCellsTrap() async {
        await #expect(processExitsWith: .failure) {
            Self.desk(in: .awaitingCodes).tell(Self.command(.codesRevoked))
        }
        await #expect(processExitsWith: .failure) { Self.desk(in: .unseen).tell(Self.command(.codesArrived)) }
        await #expect(processExitsWith: .failure) { Self.desk(in: .issued).tell(Self.command(.entitlementEnded)) }
    }

    /// The moves of a cell that has two are reached by two ways.
    @Test func movesThatDependOnMoreThanTheStateAreAllReached() {
        let desk = IssuanceDesk()
        desk.issue(4)
        #expect(desk.engine.machine.state(of: OrderID(4)) == .issued)
        desk.tell(.revoke(OrderID(4)))
        desk.tell(.entitlementEnded(OrderID(4)))
        #expect(desk.engine.machine.state(of: OrderID(4)) == .withdrawn)
        desk.issue(3, IssuanceDesk.card)
        desk.tell(.withdraw(OrderID(3)))
        #expect(desk.engine.machine.state(of: OrderID(3)) == .withdrawn)
    }
}
