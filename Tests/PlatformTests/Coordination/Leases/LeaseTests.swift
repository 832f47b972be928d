import Platform
import Primitives
import Testing

/// One at work at a time, each with a higher token than all before.
@Suite struct LeaseTests {
    /// A keeper that a test asks, in seconds after the origin.
    private struct Desk: ~Copyable {
        var keeper = LeaseKeeper(length: .seconds(10))
        var effects = EffectBuffer<LeaseEffect>()

        mutating func tell(_ command: LeaseCommand, at second: Double) -> [LeaseEffect] {
            keeper.handle(command, at: .origin + TimeSpan(seconds: second), into: &effects)
            return take()
        }

        mutating func advance(to second: Double) -> [LeaseEffect] {
            keeper.advance(to: .origin + TimeSpan(seconds: second), into: &effects)
            return take()
        }

        private mutating func take() -> [LeaseEffect] {
            defer { effects.removeAll() }
            return (0..<effects.count).map { effects[$0] }
        }
    }

    private func granted(_ holder: UInt8, _ token: UInt32, until second: Double) -> LeaseEffect {
        .granted(holder: holder, token: token, until: .origin + TimeSpan(seconds: second))
    }

    @Test func tokenRisesWithEveryGrantAndStaysWithRenewals() {
        var desk = Desk()
        #expect(desk.keeper.nextDeadline == .distantFuture)
        #expect(desk.tell(.acquire(holder: 1), at: 0) == [granted(1, 1, until: 10)])
        #expect(desk.tell(.renew(holder: 1, token: 1), at: 4) == [granted(1, 1, until: 14)])
        #expect(desk.tell(.acquire(holder: 2), at: 13.9) == [.refused(holder: 2)])
        #expect(desk.tell(.acquire(holder: 2), at: 14) == [.expired(token: 1), granted(2, 2, until: 24)])
        #expect(desk.tell(.renew(holder: 1, token: 1), at: 15) == [.refused(holder: 1)])
        #expect(desk.tell(.acquire(holder: 2), at: 16) == [granted(2, 3, until: 26)], "it has restarted")
    }

    @Test func leaseRunsOutAtItsInstant() {
        var desk = Desk()
        _ = desk.tell(.acquire(holder: 1), at: 0)
        #expect(desk.keeper.nextDeadline == .origin + .seconds(10))
        #expect(desk.advance(to: 9.999).isEmpty)
        #expect(desk.advance(to: 10) == [.expired(token: 1)])
        #expect(desk.advance(to: 11).isEmpty)
        #expect(desk.tell(.renew(holder: 1, token: 1), at: 11) == [.refused(holder: 1)])
    }

    /// Walks the published table: every state, every kind of command.
    @Test(arguments: LeaseKeeper.State.allCases, LeaseKeeper.CommandKind.allCases)
    func keeperDoesWhatItsTableSays(_ state: LeaseKeeper.State, _ kind: LeaseKeeper.CommandKind) {
        var desk = Desk()
        _ = desk.tell(.acquire(holder: 1), at: 0)
        if state == .free { _ = desk.tell(.release(holder: 1, token: 1), at: 0) }
        #expect(desk.keeper.state == state)
        let command: LeaseCommand =
            switch kind {
            case .acquire: .acquire(holder: 1)
            case .acquireByAnother: .acquire(holder: 2)
            case .renew: .renew(holder: 1, token: 1)
            case .renewStale: .renew(holder: 1, token: 0)
            case .release: .release(holder: 1, token: 1)
            case .releaseStale: .release(holder: 2, token: 1)
            }
        let (token, deadline) = (desk.keeper.token, desk.keeper.nextDeadline)
        let effects = desk.tell(command, at: 5)
        switch LeaseKeeper.reaction(in: state, to: kind) {
        case .moves(let next):
            #expect(next.contains(desk.keeper.state))
            #expect(desk.keeper.nextDeadline != deadline)
        case .stays:
            #expect(effects.isEmpty && desk.keeper.state == state && desk.keeper.nextDeadline == deadline)
        case .refuses:
            #expect(effects.count == 1 && desk.keeper.state == state && desk.keeper.nextDeadline == deadline)
            #expect(desk.keeper.token == token)
        case .impossible: Issue.record("no command is impossible")
        }
    }

    // MARK: Gates

    @Test func gateRefusesWhatIsBelowTheHighestTokenItHasSeen() {
        var gate = FencingGate()
        var admitted: [Bool] = []
        for token in [1, 1, 2, 1, 2, 5, 4] as [UInt32] { admitted.append(gate.admits(token)) }
        #expect(admitted == [true, true, true, false, true, true, false])
        #expect(gate.highest == 5 && gate.refused == 2)
    }

    @Test func gateThatHasNotHeardOfTheSuccessorStillLetsTheOldOneIn() {
        var first = FencingGate(), second = FencingGate()
        let successor = first.admits(2), old = [second.admits(1), first.admits(1), second.admits(1)]
        #expect(successor && old == [true, false, true])
    }
}
