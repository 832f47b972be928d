import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// Who asks about an entitlement, and when it is whose turn.
@Suite struct ContentPlatformTests {
    private func platform(knowing orders: Range<UInt32>) -> ContentPlatform {
        var plan = ContentPlan()
        plan.checksPerDay = 3
        var content = ContentPlatform(plan, seed: 7)
        for order in orders { content.learn(credential(of: OrderID(order))) }
        return content
    }

    private func credential(of order: OrderID) -> KnownCredential {
        KnownCredential(
            EntitlementGrant(
                order: order, user: UserID(order.number), product: ProductID(2), quantity: 1,
                serial: UInt64(order.number) + 100, tag: 9, instant: .origin),
            region: 3)
    }

    private func asked(_ content: inout ContentPlatform, _ times: Int) -> [UInt32] {
        (0..<times).compactMap { _ in
            content.takeTurn().flatMap { content.credential(at: UInt32($0)) }.map(\.order)
        }
    }

    @Test func allAreAskedAboutInTurn() {
        var content = platform(knowing: 0..<3)
        let order = asked(&content, 7)
        #expect(order == [0, 1, 2, 0, 1, 2, 0])
    }

    @Test func whatIsOverIsNotAskedAboutAgain() {
        var content = platform(knowing: 0..<3)
        content.forget(OrderID(1))
        let order = asked(&content, 5)
        #expect(order == [0, 2, 0, 2, 0])
        content.forget(OrderID(0))
        content.forget(OrderID(2))
        let place = content.takeTurn()
        #expect(place == nil)
    }

    @Test func whatIsActiveAgainIsAskedAboutAgain() {
        var content = platform(knowing: 0..<2)
        content.forget(OrderID(0))
        let isKnown = content.knows(OrderID(0)), order = asked(&content, 2)
        #expect(isKnown && order == [0, 1])
    }

    @Test func readersShowWhatWasIssued() throws {
        var content = platform(knowing: 5..<6)
        let place = content.takeTurn(), known = content.credential(at: UInt32(place ?? 99))
        let shown = try #require(known).presentation
        #expect(shown.order == OrderID(5) && shown.serial == 105 && shown.tag == 9)
        #expect(shown.product == ProductID(2) && shown.quantity == 1)
    }

    @Test func checksComeAtTheRateOfAllTogether() {
        var content = platform(knowing: 0..<2_000)
        var checks = 0, seconds = 0.0
        while checks < 4_000 {
            let step = content.nextStep()
            seconds += step.after.inSeconds
            if step.isCheck { checks += 1 }
        }
        // 2,000 entitlements, each three times a day: 4,000 checks take 57,600 s, with a deviation of 1.6 %.
        #expect(abs(seconds / 57_600 - 1) < 0.06)
    }
}
