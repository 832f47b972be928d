import Platform
import Primitives
import Testing

@Suite struct EntitlementOverviewTests {
    private let overview = Bench(EntitlementOverview())

    private func entitle(_ user: UInt32, _ order: UInt32, quantity: UInt8 = 1) -> [OverviewEffect] {
        overview.send(.entitle(UserID(user), OrderID(order), ProductID(0), quantity: quantity), at: .origin)
    }

    @Test func entitlementsOfAUserAddUp() {
        #expect(entitle(9, 0, quantity: 3) == [.shown(UserID(9), OrderID(0))])
        #expect(entitle(9, 63) == [.shown(UserID(9), OrderID(63))])
        #expect(entitle(2, 64, quantity: 2) == [.shown(UserID(2), OrderID(64))])
        #expect(overview.machine.entitlements(of: UserID(9)) == 4)
        #expect(overview.machine.entitlements(of: UserID(2)) == 2)
        #expect(overview.machine.entitlements(of: UserID(3)) == 0)
        #expect(overview.machine.entitlements(of: UserID(1_000_000)) == 0)
        #expect(overview.machine.total == 6)
    }

    @Test func orderThatIsToldAgainCountsOnce() {
        _ = entitle(9, 200, quantity: 3)
        #expect(entitle(9, 200, quantity: 3) == [])
        #expect(overview.machine.entitlements(of: UserID(9)) == 3)
        #expect(overview.machine.total == 3)
    }

    @Test func moreEntitlementsThanCanBeCountedTrap() async {
        await #expect(processExitsWith: .failure) {
            let overview = Bench(EntitlementOverview())
            for order in 0..<UInt32(258) {
                overview.send(.entitle(UserID(0), OrderID(order), ProductID(0), quantity: 255), at: .origin)
            }
        }
    }

    @Test func overviewIsAlwaysIdle() {
        _ = entitle(1, 1)
        #expect(overview.nextDeadline == .distantFuture)
        #expect(overview.advance(to: .origin + .hours(1)) == [])
    }
}
