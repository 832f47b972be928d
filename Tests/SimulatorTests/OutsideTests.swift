import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// What the parties outside promise, whatever they are asked again.
@Suite struct OutsideTests {
    private func provider(declinedPermille: Int, seed: UInt64 = 1) -> PaymentProvider {
        var scenario = Scenario()
        scenario.outside.declinedPermille = declinedPermille
        return PaymentProvider(scenario, seed: seed)
    }

    private let order = OrderID(7)
    private let amount = Money.yuan(12)

    @Test func captureIsDoneOnceHoweverOftenItIsAskedFor() {
        var provider = provider(declinedPermille: 0)
        for _ in 0..<3 { #expect(provider.capture(order, amount, chance: 7) == .providerCaptured(order, amount)) }
        #expect(provider.status(order) == .providerCaptured(order, amount))
        #expect(provider.charges[order.index].captures == 1)
        #expect(provider.charges[order.index].amount == amount.fen)
        // Another amount under the same number is the same charge.
        #expect(provider.capture(order, .yuan(99), chance: 7) == .providerCaptured(order, amount))
        #expect(provider.charges[order.index].captures == 1)
    }

    @Test func declinedStaysDeclined() {
        var provider = provider(declinedPermille: 1_000)
        for _ in 0..<3 { #expect(provider.capture(order, amount, chance: 7) == .providerDeclined(order)) }
        #expect(provider.status(order) == .providerDeclined(order))
        #expect(provider.charges[order.index].captures == 0)
    }

    @Test func statusQueryThatFindsNothingForbidsALaterCapture() {
        var provider = provider(declinedPermille: 0)
        #expect(provider.status(order) == .providerKnowsNothing(order))
        #expect(provider.capture(order, amount, chance: 7) == .providerKnowsNothing(order))
        #expect(provider.status(order) == .providerKnowsNothing(order))
        #expect(provider.charges[order.index].state == .forbidden)
        #expect(provider.charges[order.index].captures == 0)
        // Other numbers are not concerned.
        #expect(provider.capture(OrderID(8), amount, chance: key(8)) == .providerCaptured(OrderID(8), amount))
    }

    @Test func refundIsDoneOnce() {
        var provider = provider(declinedPermille: 0)
        _ = provider.capture(order, amount, chance: 7)
        for _ in 0..<3 { #expect(provider.refund(order, amount, of: order) == .providerRefunded(order, amount)) }
        #expect(provider.charges[order.index].refunds == 1)
        #expect(provider.charges[order.index].state == .refunded)
        // A capture asked for again after the refund moves no money.
        #expect(provider.capture(order, amount, chance: 7) == .providerCaptured(order, amount))
        #expect(provider.charges[order.index].captures == 1)
    }

    @Test func chargeOfLongAgoIsRememberedWhenItsPageIsFolded() {
        var provider = provider(declinedPermille: 0)
        var supplier = CodeSupplier()
        _ = provider.capture(order, amount, chance: 7)
        let codes = supplier.codes(order, quantity: 2)
        _ = provider.status(OrderID(60_000))
        _ = supplier.codes(OrderID(60_000), quantity: 1)
        #expect(provider.charges.foldedPages > 0)
        #expect(provider.capture(order, amount, chance: 7) == .providerCaptured(order, amount))
        #expect(provider.status(order) == .providerCaptured(order, amount))
        #expect(provider.refund(order, amount, of: order) == .providerRefunded(order, amount))
        #expect(provider.charges[order.index].refunds == 1 && provider.charges[order.index].captures == 1)
        #expect(supplier.codes(order, quantity: 2) == codes)
    }

    @Test func askingUnderAFreshKeyMovesMoneyAgain() {
        var provider = provider(declinedPermille: 0)
        for key in [0, 1, 1] as [UInt16] {
            #expect(provider.capture(order, amount, key: key, chance: 7) == .providerCaptured(order, amount))
        }
        #expect(provider.charges[order.index].captures == 2)
        #expect(provider.charges[order.index].balance == amount + amount)
        for key in [0, 0, 7] as [UInt16] { _ = provider.refund(order, amount, of: order, key: key) }
        #expect(provider.charges[order.index].refunds == 2)
        #expect(provider.charges[order.index].balance == .zero)
    }

    @Test func refundWithoutACaptureIsAGift() {
        var provider = provider(declinedPermille: 0)
        _ = provider.status(order)
        _ = provider.refund(order, amount, of: order)
        #expect(provider.charges[order.index].refunds == 1)
        #expect(provider.charges[order.index].balance == -amount)
    }

    @Test func aboutTheStatedShareIsDeclined() {
        var provider = provider(declinedPermille: 100)
        let n = 10_000
        var declined = 0.0
        for number in 0..<n {
            if case .providerDeclined = provider.capture(OrderID(index: number), amount, chance: key(number)) {
                declined += 1
            }
        }
        let mean = 0.1 * Double(n)
        #expect((declined - mean).magnitude < 5 * (mean * 0.9).squareRoot())
    }

    @Test func declinesBelongToTheOrderAndNotToTheSequence() {
        var forwards = provider(declinedPermille: 500), backwards = provider(declinedPermille: 500)
        for number in 0..<200 { _ = forwards.capture(OrderID(index: number), amount, chance: key(number)) }
        for number in (0..<200).reversed() {
            _ = backwards.capture(OrderID(index: number), amount, chance: key(number))
        }
        for number in 0..<200 { #expect(forwards.charges[number].state == backwards.charges[number].state) }
    }

    @Test func supplierHandsTheSameCodesToTheSameOrderAndNoCodeTwice() {
        var supplier = CodeSupplier()
        #expect(supplier.codes(OrderID(3), quantity: 2) == .codesArrived(OrderID(3), firstCode: 1, quantity: 2))
        #expect(supplier.codes(OrderID(1), quantity: 3) == .codesArrived(OrderID(1), firstCode: 3, quantity: 3))
        #expect(supplier.codes(OrderID(3), quantity: 2) == .codesArrived(OrderID(3), firstCode: 1, quantity: 2))
        #expect(supplier.codes(OrderID(2), quantity: 1) == .codesArrived(OrderID(2), firstCode: 6, quantity: 1))
        #expect(supplier.handedOut == 6)
    }
}

/// A key for an order, as a shopper's stream would give it one.
private func key(_ number: Int) -> UInt64 {
    RandomStream(seed: 1, purpose: .testing, entity: UInt64(number)).state
}
