import Platform
import Primitives
import Testing

@Suite struct CodePoolTests {
    private let first = OrderID(3), second = OrderID(8)

    @Test func sameKeyGetsTheSameCodesAndNoCodeTwice() {
        var pool = CodePool()
        #expect(pool.request(first, quantity: 2) == .codesArrived(first, firstCode: 1, quantity: 2))
        #expect(pool.request(second, quantity: 1) == .codesArrived(second, firstCode: 3, quantity: 1))
        #expect(pool.request(first, quantity: 2) == .codesArrived(first, firstCode: 1, quantity: 2))
        #expect(pool.handedOut == 3 && pool.stock == nil)
    }

    @Test func poolRunsDryAndIsRefilled() {
        var pool = CodePool(stock: 3)
        #expect(pool.request(first, quantity: 2) == .codesArrived(first, firstCode: 1, quantity: 2))
        #expect(pool.request(second, quantity: 2) == .supplierEmpty(second))
        #expect(pool.stock == 1 && pool.emptyAnswers == 1)
        pool.refill(5)
        #expect(pool.request(second, quantity: 2) == .codesArrived(second, firstCode: 3, quantity: 2))
        #expect(pool.stock == 4)
    }

    @Test func queryFindsWhatAKeyHasAndBarsOneThatHasNone() {
        var pool = CodePool()
        _ = pool.request(first, quantity: 2)
        #expect(pool.query(first) == .codesArrived(first, firstCode: 1, quantity: 2))
        #expect(pool.query(second) == .supplierKnowsNothing(second))
        #expect(pool.request(second, quantity: 1) == .supplierKnowsNothing(second))
        #expect(pool.state(of: second) == .barred && pool.handedOut == 2)
    }

    @Test func codesAreTakenBackUntilSomebodyRedeemsThem() {
        var pool = CodePool()
        _ = pool.request(first, quantity: 2)
        #expect(pool.revoke(first) == .codesRevoked(first))
        #expect(pool.revoke(first) == .codesRevoked(first))
        #expect(pool.request(first, quantity: 2) == .supplierKnowsNothing(first))
        #expect(pool.activate(first) == false)
        _ = pool.request(second, quantity: 1)
        for _ in 0..<2 { #expect(pool.activate(second) == true) }
        #expect(pool.revoke(second) == .revokeRefused(second))
        #expect(pool.query(second) == .codesArrived(second, firstCode: 3, quantity: 1))
    }

    @Test func revokingAKeyWithoutCodesBarsIt() {
        var pool = CodePool()
        #expect(pool.revoke(first) == .codesRevoked(first))
        #expect(pool.request(first, quantity: 1) == .supplierKnowsNothing(first))
    }

    @Test func supplierThatTakesNothingBackSaysSo() {
        var pool = CodePool(isRevocable: false)
        _ = pool.request(first, quantity: 1)
        #expect(pool.revoke(first) == .revokeRefused(first))
        #expect(pool.state(of: first) == .handedOut)
    }
}
