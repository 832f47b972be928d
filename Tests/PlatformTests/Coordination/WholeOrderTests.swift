import Platform
import Primitives
import TestSupport
import Testing

/// Orders through all services at once, driven without latency.
@Suite struct WholeOrderTests {
    let order = OrderID(0)

    func platform(
        _ change: (inout CoordinatorConfiguration) -> Void = { _ in }
    ) -> ZeroLatencyPlatform<ScriptedIssuing> {
        var configuration = CoordinatorConfiguration()
        change(&configuration)
        return ZeroLatencyPlatform(
            configuration: configuration, stock: [0, 0, 0, 10],
            coupons: [.init(discount: .fixed(.yuan(5)), minimumPrice: .zero, count: 3, budget: .yuan(100))],
            issuing: ScriptedIssuing())
    }

    @Test func anOrdinaryOrderIsIssuedWithItsCoupon() {
        let platform = platform()
        platform.place(.sample(order, coupon: .init(0)))
        platform.pay(order)
        #expect(platform.answers[order] == [.placed, .issued])
        #expect(platform.notifications[order] == [.issued])
        #expect(platform.settlements[order] == [.issued])
        #expect(platform.provider.captured[order] == .yuan(45))
        #expect(platform.stock.products[3].sold == 2)
        #expect(platform.coupons.balances[0].countUsed == 1)
        #expect(platform.records.records.map(\.order) == [order])
        #expect(platform.records.overview.total == 2)
    }

    @Test func stockIsSoldToItsLastUnitAndNoFurther() {
        let platform = platform()
        for number in UInt32(0)..<8 {
            platform.place(.sample(.init(number)))
            platform.pay(.init(number))
        }
        #expect((0..<8).map { platform.settlements[.init(UInt32($0))] == [.issued] }.filter { $0 }.count == 5)
        #expect(platform.answers[.init(7)]?.first == .soldOut)
        #expect(platform.stock.products[3].available == 0)
        #expect(platform.stock.products[3].oversold == 0)
    }

    @Test func issuingOutageOfTenMinutesIsMadeUpFor() {
        let platform = platform()
        platform.faults[.issue] = .loseCall
        platform.place(.sample(order))
        platform.pay(order)
        platform.advance(by: .minutes(10))
        #expect(platform.answers[order] == [.placed, .preparing])
        #expect(platform.calls[.issue] == 21)
        platform.faults[.issue] = nil
        platform.advance(by: .seconds(30))
        #expect(platform.answers[order] == [.placed, .preparing, .issued])
        #expect(platform.settlements[order] == [.issued])
    }

    @Test func issueWhoseReplyIsLostIsNotIssuedTwice() {
        let platform = platform()
        platform.faults[.issue] = .loseReply
        platform.place(.sample(order))
        platform.pay(order)
        platform.advance(by: .minutes(2))
        platform.faults = [:]
        platform.advance(by: .minutes(1))
        #expect(platform.settlements[order] == [.issued])
        #expect(platform.records.records.count == 1)
    }

    @Test func issueThatSucceededUnheardIsFoundAtTheFence() {
        let platform = platform()
        platform.faults[.issue] = .loseReply
        platform.place(.sample(order))
        platform.pay(order)
        platform.advance(by: .hours(25))
        #expect(platform.settlements[order] == [.issued])
        #expect(platform.provider.refunded.isEmpty)
    }

    @Test func aDayOfOutageEndsInOneRefundAndReturnsUnitsAndCoupon() {
        let platform = platform()
        platform.faults[.issue] = .refuse
        platform.place(.sample(order, coupon: .init(0)))
        platform.pay(order)
        platform.advance(by: .hours(25))
        #expect(platform.settlements[order] == [.refunded])
        #expect(platform.answers[order] == [.placed, .preparing, .refunded])
        #expect(platform.provider.refunded[order] == platform.provider.captured[order])
        #expect(platform.calls[.refund] == 1)
        #expect(platform.calls[.issue] == 2_880)
        #expect(platform.stock.products[3].available == 10)
        #expect(platform.coupons.balances[0].countUsed == 0)
    }

    @Test func couponOutageIsNotNoticedByPayingAndIssuing() {
        let platform = platform()
        platform.faults[.redeemCoupon] = .loseReply
        platform.place(.sample(order, coupon: .init(0)))
        platform.pay(order)
        platform.advance(by: .milliseconds(150))
        #expect(platform.answers[order] == [.placed, .issued])
        #expect(platform.provider.captured[order] == Purchase.samplePrice)
        #expect(platform.coupons.balances[0].countUsed == 1, "spent, and nobody heard")
        platform.advance(by: .seconds(2))
        #expect(platform.coupons.balances[0].countUsed == 0)
        #expect(platform.settlements[order] == [.issued])
    }

    @Test func chargeWhoseCallIsLostClosesTheOrderUncharged() {
        let platform = platform()
        platform.faults[.charge] = .loseCall
        platform.place(.sample(order))
        platform.pay(order)
        platform.advance(by: .seconds(2))
        #expect(platform.answers[order] == [.placed, .unavailable])
        #expect(platform.settlements[order] == [.unavailable])
        #expect(platform.provider.captured.isEmpty)
        #expect(platform.stock.products[3].available == 10)
    }

    @Test func captureWhoseReplyIsLostIsFoundByTheQuery() {
        let platform = platform()
        platform.faults[.provider] = .loseReply
        platform.place(.sample(order))
        platform.pay(order)
        platform.advance(by: .minutes(5))
        #expect(platform.coordinator.phase(of: order) == .chargeUnknown)
        platform.faults = [:]
        platform.advance(by: .seconds(2))
        #expect(platform.settlements[order] == [.issued])
    }

    @Test func declinedBuyerLeavesTheUnitsToOthers() {
        let platform = platform()
        platform.provider.declines = true
        platform.place(.sample(order))
        platform.pay(order)
        #expect(platform.settlements[order] == [.declined])
        #expect(platform.stock.products[3].available == 10)
    }

    @Test func unpaidUnitsComeBackAfterFifteenMinutes() {
        let platform = platform()
        platform.place(.sample(order))
        #expect(platform.stock.products[3].held == 2)
        platform.advance(by: .minutes(15))
        #expect(platform.stock.products[3].available == 10)
        #expect(platform.settlements[order] == [.unpaid])
    }

    @Test func everySingleLostCallIsSurvived() {
        for call in Call.allCases where call != .audit && call != .supplier {
            for fault in [CallFault.loseCall, .loseReply, .refuse] {
                let platform = platform { $0.giveUpAfter = .minutes(3) }
                platform.faults[call] = fault
                platform.place(.sample(order, coupon: .init(0)))
                platform.pay(order)
                platform.advance(by: .minutes(5))
                platform.faults = [:]
                platform.pay(order)
                platform.advance(by: .hours(1))
                #expect(platform.settlements[order]?.count == 1, "\(call) \(fault)")
                let isIssued = platform.settlements[order] == [.issued]
                #expect(platform.stock.products[3].sold == (isIssued ? 2 : 0), "\(call) \(fault)")
                #expect(platform.stock.products[3].isConserved)
                #expect((platform.provider.captured.count - platform.provider.refunded.count) == (isIssued ? 1 : 0))
                let paidInFull = platform.provider.captured[order] == Purchase.samplePrice
                #expect(platform.coupons.balances[0].countUsed == (isIssued && !paidInFull ? 1 : 0), "\(call) \(fault)")
            }
        }
    }
}
