import Platform
import Primitives
import Testing

/// Walks the published table of an entitlement's life: every state meets every operation on a real ledger.
@Suite struct LifecycleTableTests {
    struct Cell: Sendable, CustomTestStringConvertible {
        var state: EntitlementState
        var operation: LifecycleOperation
        var testDescription: String { "\(operation) when \(state)" }
    }

    static let cells = EntitlementState.allCases.flatMap { state in
        LifecycleOperation.allCases.map { Cell(state: state, operation: $0) }
    }

    /// How a card, which can do everything but be upgraded, or a licence, which can't be passed on, comes into a state.
    private static func drive(_ desk: LedgerDesk, to state: EntitlementState, _ product: ProductID) {
        if state != .unknown { desk.register(5, product) }
        switch state {
        case .unknown, .issued: break
        case .active: desk.wish(5, .activate)
        case .suspended: desk.wish(5, .suspend)
        case .expired: desk.wish(5, .expire, at: 600)
        case .usedUp:
            desk.wish(5, .activate)
            for _ in 0..<2 { desk.wish(5, .use) }
        case .revoked: desk.wish(5, .revoke)
        case .refunded: desk.wish(5, .refund)
        }
    }

    /// A product with which the table alone decides: only a licence can be upgraded, and only what nobody has
    /// activated be refunded.
    private static func product(for cell: Cell) -> ProductID {
        switch (cell.state, cell.operation) {
        case (.usedUp, _): LedgerDesk.card
        case (_, .upgrade): LedgerDesk.licence
        case (.active, .refund): LedgerDesk.course
        case (_, _): LedgerDesk.card
        }
    }

    @Test(arguments: cells) func everyCellIsAsPublished(_ cell: Cell) {
        let desk = LedgerDesk(), product = Self.product(for: cell)
        Self.drive(desk, to: cell.state, product)
        let before = desk.reading(5)
        #expect(before.state == cell.state)
        let records = desk.records.records.count
        let reaction = EntitlementLedger.reaction(in: cell.state, to: cell.operation)
        let second: Int64 = cell.operation == .expire ? 5_000 : 1
        let effects = desk.wish(5, cell.operation, at: cell.state == .expired ? 700 : second)
        let after = desk.reading(5)
        switch reaction {
        case .moves(let states):
            #expect(states.contains(after.state), "\(effects)")
            #expect(after.version == before.version + 1)
            #expect(effects == [.changed(OrderID(5), cell.operation, version: after.version, after.state)])
            #expect(desk.records.records.count == records + 1)
            #expect(desk.records.records.last?.operation == cell.operation)
        case .stays:
            #expect(effects == [.unchanged(OrderID(5), cell.operation, version: before.version, before.state)])
            #expect(after == before && desk.records.records.count == records)
        case .refuses:
            #expect(
                effects == [.refused(OrderID(5), cell.operation, .notInThisState, version: before.version)])
            #expect(after == before && desk.records.records.count == records)
        case .impossible:
            // Only the passing of time, which passes over what it can't end.
            #expect(cell.operation == .expire && effects == [] && after == before)
        }
    }

    /// The moves of a cell that has two are reached by two ways.
    @Test func movesThatDependOnMoreThanTheStateAreAllReached() {
        let desk = LedgerDesk()
        desk.register(5, LedgerDesk.course)
        #expect(desk.reading(5).state == .active)
        desk.register(6, LedgerDesk.licence)
        desk.wish(6, .activate)
        desk.wish(6, .suspend)
        desk.wish(6, .resume)
        #expect(desk.reading(6).state == .active)
        desk.register(7, LedgerDesk.card)
        desk.wish(7, .activate)
        desk.wish(7, .use)
        #expect(desk.reading(7).state == .active)
        desk.wish(7, .use)
        #expect(desk.reading(7).state == .usedUp)
    }

    @Test func finalStatesAbsorbAndOnlyLiveOnesExpire() {
        for cell in Self.cells {
            let reaction = EntitlementLedger.reaction(in: cell.state, to: cell.operation)
            if case .moves(let states) = reaction {
                #expect(!cell.state.isFinal && !states.isEmpty && !states.contains(.unknown))
            }
            if cell.operation == .expire { #expect((reaction == .impossible) == !cell.state.isLive) }
        }
    }
}
