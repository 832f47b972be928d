import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// The guards of calls, step by step.
@Suite struct CallGuardsTests {
    private let stock = Service.stock.index, payment = Service.payment.index

    /// Two calls out for each server of the caller, three connections; the breaker judges four calls.
    private func guards(_ change: (inout Scenario) -> Void) -> CallGuards {
        CallGuards(SmallShop.scenario { change(&$0) })
    }

    private func at(_ seconds: Int64) -> Instant { .origin + .seconds(seconds) }

    private func breaker(_ scenario: inout Scenario) {
        var breaker = CircuitBreakerConfiguration.standard
        breaker.windowCalls = 4
        breaker.minimumCalls = 4
        breaker.openFor = .seconds(5)
        breaker.trialCalls = 1
        scenario[.stock].breaker = breaker
    }

    @Test func nothingIsWatchedWhereNothingIsGuarded() {
        #expect(CallGuards.watched(SmallShop.scenario()) == 0)
        let watched = CallGuards.watched(SmallShop.scenario { $0[.order].connections = 5 })
        let expected = [Service.coupon, .stock, .payment, .issuing].reduce(UInt32(0)) { $0 | 1 << UInt32($1.index) }
        #expect(watched == expected)
    }

    @Test func bulkheadCountsForAllServersOfTheCallerTogether() {
        var guards = guards { $0[.stock].bulkhead = BulkheadConfiguration(calls: 2) }
        let answers = (1...5).map { guards.begin($0, of: stock, by: .order, servers: 2, at: at(0)) }
        #expect(answers == [true, true, true, true, false])
        guards.end(1, success: true, at: at(1))
        let again = guards.begin(6, of: stock, by: .order, servers: 2, at: at(1))
        #expect(again && guards.bulkheads[stock].refused == 1)
    }

    @Test func connectionsAreSharedByAllThatTheCallerCalls() {
        var guards = guards { $0[.order].connections = 3 }
        for key in 1...3 { _ = guards.begin(UInt64(key), of: payment, by: .order, servers: 1, at: at(0)) }
        let refused = guards.begin(4, of: stock, by: .order, servers: 1, at: at(0))
        #expect(!refused && guards.withoutConnection[stock] == 1)
        // After the call time-out of two seconds the three are given up.
        let later = guards.begin(5, of: stock, by: .order, servers: 1, at: at(2))
        #expect(later && guards.connections[1].inside == 1)
    }

    @Test func timeOutsAndRefusalsOpenTheBreakerAndATrialClosesIt() {
        var guards = guards { breaker(&$0) }
        for key in 1...2 { _ = guards.begin(UInt64(key), of: stock, by: .order, servers: 1, at: at(0)) }
        guards.expire(at: at(2))
        for key in 3...4 {
            _ = guards.begin(UInt64(key), of: stock, by: .order, servers: 1, at: at(3))
            guards.end(UInt64(key), success: false, at: at(3))
        }
        #expect(guards.breakers[stock].state == .open)
        let early = guards.begin(5, of: stock, by: .order, servers: 1, at: at(7))
        let trial = guards.begin(6, of: stock, by: .order, servers: 1, at: at(8))
        guards.end(6, success: true, at: at(8))
        #expect(!early && trial && guards.breakers[stock].state == .closed)
        // What was kept back holds no place.
        #expect(guards.bulkheads[stock].inside == 0 && guards.connections[1].inside == 0)
    }

    @Test func answersToCallsThatWereGivenUpCountForNothing() {
        var guards = guards { breaker(&$0) }
        _ = guards.begin(1, of: stock, by: .order, servers: 1, at: at(0))
        guards.expire(at: at(2))
        guards.end(1, success: true, at: at(3))
        guards.end(99, success: false, at: at(3))
        #expect(guards.bulkheads[stock].inside == 0)
        // Three more failures make four of four; had the late answer counted, it would be four of five.
        for key in 2...4 {
            _ = guards.begin(UInt64(key), of: stock, by: .order, servers: 1, at: at(4))
            guards.end(UInt64(key), success: false, at: at(4))
        }
        #expect(guards.breakers[stock].state == .open)
    }

    @Test func whoAsksAgainGivesTheEarlierCallUp() {
        var guards = guards { $0[.stock].bulkhead = BulkheadConfiguration(calls: 1) }
        let first = guards.begin(1, of: stock, by: .order, servers: 1, at: at(0))
        let again = guards.begin(1, of: stock, by: .order, servers: 1, at: at(1))
        // The first one's deadline is not the second one's.
        guards.expire(at: at(2))
        #expect(first && again && guards.bulkheads[stock].inside == 1)
        guards.expire(at: at(3))
        #expect(guards.bulkheads[stock].inside == 0)
    }

    @Test func everyCallOfTheCoordinatorHasAKeyOfItsOwnAndItsAnswerFindsIt() {
        let order = OrderID(7)
        let calls: [(Letter, CoordinatorCommand)] = [
            (.stock(.confirm(order)), .stockConfirmed(order)), (.stock(.release(order)), .stockReleased(order)),
            (.coupon(.redeem(order, CouponID(1), price: .yuan(1))), .couponRefused(order)),
            (.coupon(.release(order)), .couponReleased(order)),
            (.payment(.charge(order, .yuan(1))), .captured(order, .yuan(1))),
            (.payment(.refund(order, .yuan(1), of: order)), .refunded(order, .yuan(1))),
            (.issuance(.withdraw(order)), .withdrawn(order)),
            (
                .issuance(
                    .issue(
                        IssueRequest(
                            order: order, user: UserID(1), product: ProductID(1), quantity: 1, attempt: 1))),
                .issued(order)
            ),
        ]
        for (letter, answer) in calls { #expect(CallKey.call(letter) == CallKey.answered(by: answer)) }
        #expect(Set(calls.map { CallKey.call($0.0) }).count == calls.count)
    }
}
