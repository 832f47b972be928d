import Platform
import Primitives
import TestSupport
import Testing

/// Bundles: all of it is issued, or all of it is paid back, and the buyer sees nothing in between.
@Suite struct BundleTests {
    let order = OrderID(4), second = OrderID(5), third = OrderID(6)
    let user = UserID(74)

    private func desk(issued: [OrderID]) -> CoordinatorDesk {
        let desk = CoordinatorDesk()
        desk.capture(.basket(order, yuan: [30, 20, 10], isBundle: true))
        for line in issued { #expect(desk.tell(.issued(line)).isEmpty) }
        return desk
    }

    @Test func buyerIsGivenTheLinesWhenTheLastIsThere() {
        let desk = desk(issued: [third, order])
        #expect(desk.phase(third) == .ready)
        #expect(
            desk.tell(.issued(second)) == [
                .answer(order, .issued), .notify(user, order, .issued), .notify(user, second, .issued),
                .notify(user, third, .issued), .settled(order, .issued),
            ])
        #expect(desk.wait(.hours(48)).isEmpty)
    }

    @Test func preparedLineKeepsTheOthersBack() {
        let desk = desk(issued: [order, third])
        #expect(desk.tell(.issueFailed(second)) == [.answer(order, .preparing), .notify(user, second, .preparing)])
        #expect(desk.wait(.seconds(30)) == [.issue(second, user, .init(4), quantity: 1, attempt: 2)])
        #expect(desk.tell(.issued(second)).count == 5)
    }

    @Test func failedLineTakesTheIssuedOnesBackAndRefundsAll() {
        let desk = desk(issued: [order, third])
        desk.tell(.issueFailed(second))
        #expect(desk.wait(.hours(24)).suffix(1) == [.withdrawIssue(second)])
        #expect(
            desk.tell(.withdrawn(second)) == [
                .refund(second, .yuan(20), of: order), .revokeIssue(order), .revokeIssue(third),
            ])
        #expect(desk.tell(.issued(order)).isEmpty, "a late copy of its first answer")
        #expect(Set(desk.wait(.seconds(30)).map { "\($0)" }).count == 3, "each is asked for again")
        #expect(desk.tell(.withdrawn(order)) == [.refund(order, .yuan(30), of: order)])
        #expect(desk.tell(.issued(order)).isEmpty, "a very late copy")
        desk.tell(.withdrawn(third))
        desk.tell(.refunded(second, .yuan(20)))
        desk.tell(.refunded(third, .yuan(10)))
        #expect(
            desk.tell(.refunded(order, .yuan(30))) == [
                .notify(user, order, .refunded), .answer(order, .refunded), .releaseStock(order),
            ])
        for line in [order, second] { desk.tell(.stockReleased(line)) }
        #expect(desk.tell(.stockReleased(third)) == [.settled(order, .refunded)])
        #expect(desk.wait(.hours(48)).isEmpty)
    }

    @Test func lineThatIsInUseStaysSoldWhileTheOthersArePaidBack() {
        let desk = desk(issued: [order, third])
        desk.tell(.issueFailed(second))
        desk.wait(.hours(24))
        desk.tell(.withdrawn(second))
        #expect(desk.tell(.issueKept(order)) == [.notify(user, order, .issued)])
        #expect(desk.tell(.issueKept(order)).isEmpty, "said again")
        #expect(desk.tell(.withdrawn(third)) == [.refund(third, .yuan(10), of: order)])
        desk.tell(.refunded(second, .yuan(20)))
        desk.tell(.refunded(third, .yuan(10)))
        for line in [second, third] { desk.tell(.stockReleased(line)) }
        #expect(desk.phase(order) == .ended(.issued) && desk.phase(third) == .ended(.refunded))
        #expect(desk.coordinator.openOrders == 0)
        #expect(desk.wait(.hours(48)).isEmpty, "nothing is asked for again")
    }

    @Test func lateSuccessAtTheFenceStillCompletesTheBundle() {
        let desk = desk(issued: [order, third])
        desk.tell(.issueFailed(second))
        desk.wait(.hours(24))
        #expect(desk.tell(.issued(second)).first == .answer(order, .issued))
    }

    @Test func lateSuccessBehindAnotherLinesFenceIsTakenBack() {
        let desk = desk(issued: [order])
        desk.tell(.issueFailed(second))
        desk.tell(.issueFailed(third))
        desk.wait(.hours(24))
        desk.tell(.withdrawn(second))
        #expect(desk.tell(.issued(third)) == [.revokeIssue(third)])
    }

    private func platform() -> ZeroLatencyPlatform<IssuanceEngine> {
        var configuration = CoordinatorConfiguration()
        configuration.giveUpAfter = .minutes(3)
        let products = Catalogue(
            CatalogueTerms(products: 8, mix: [50, 50, 0, 0], pricePermille: 1_000, stock: 10, limited: []), seed: 1)
        return ZeroLatencyPlatform(
            configuration: configuration, stock: products.products.map(\.stock),
            coupons: [.init(discount: .fixed(.yuan(5)), minimumPrice: .zero, count: 3, budget: .yuan(100))],
            issuing: IssuanceEngine(catalogue: products, signer: CredentialSigner(key: Array(0..<32))))
    }

    /// Baskets and bundles through all services, each call lost, unanswered or refused for a while: money adds up.
    @Test(arguments: Call.allCases) func everySingleLostCallIsSurvivedByBasketsAndBundles(call: Call) {
        for fault in [CallFault.loseCall, .loseReply, .refuse] {
            for isBundle in [false, true] {
                let platform = platform()
                let purchase = Purchase.basket(order, yuan: [30, 20, 10], coupon: .init(0), isBundle: isBundle)
                platform.faults[call] = fault
                platform.place(purchase)
                platform.pay(order)
                platform.advance(by: .minutes(5))
                platform.faults = [:]
                platform.pay(order)
                platform.advance(by: .hours(1))
                #expect(platform.settlements[order]?.count == 1, "\(call) \(fault) \(isBundle)")
                let outcome = platform.settlements[order]?.first
                let lines = [order, second, third]
                let kept = lines.filter { platform.provider.refunded[$0] == nil }
                let isPaid = platform.provider.captured[order] != nil
                let sold = platform.stock.products.reduce(0) { $0 + $1.sold }
                #expect(sold == (isPaid ? kept.count : 0), "\(call) \(fault) \(isBundle)")
                #expect((outcome == .issued) == (isPaid && kept.count == 3), "\(call) \(fault) \(isBundle)")
                #expect((outcome == .refunded) == kept.isEmpty, "\(call) \(fault) \(isBundle)")
                if isBundle { #expect(outcome != .partlyRefunded) }
                let isConserved = platform.stock.isConserved
                #expect(isConserved)
                let used = platform.coupons.balances[0].countUsed
                let isDiscounted = platform.provider.captured[order] == .yuan(55)
                #expect(used == (isDiscounted && !kept.isEmpty ? 1 : 0), "\(call) \(fault) \(isBundle)")
            }
        }
    }
}
