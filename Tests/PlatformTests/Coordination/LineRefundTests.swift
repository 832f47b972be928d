import Platform
import Primitives
import Testing

/// Refunds of an order's lines at the payment adapter: each once, under its own number, all within the capture.
@Suite struct LineRefundTests {
    let order = OrderID(3), second = OrderID(4), third = OrderID(5)

    private func desk(_ captured: Money = .yuan(60)) -> PaymentAdapterTests.Desk {
        let desk = PaymentAdapterTests.Desk()
        desk.tell(.charge(order, captured))
        desk.tell(.providerCaptured(order, captured))
        return desk
    }

    @Test func eachLineIsPaidBackOnceUnderItsOwnNumber() {
        let desk = desk()
        #expect(desk.tell(.refund(second, .yuan(20), of: order)) == .requestRefund(second, .yuan(20), of: order))
        #expect(desk.tell(.refund(second, .yuan(20), of: order)) == .requestRefund(second, .yuan(20), of: order))
        #expect(desk.tell(.providerRefunded(second, .yuan(20))) == .refunded(second, .yuan(20)))
        #expect(desk.tell(.providerRefunded(second, .yuan(20))) == nil)
        #expect(desk.tell(.refund(second, .yuan(20), of: order)) == .refunded(second, .yuan(20)))
        #expect(desk.adapter.phase(of: order) == .captured && desk.adapter.phase(of: second) == .refunded)
        #expect(desk.tell(.refund(order, .yuan(30), of: order)) == .requestRefund(order, .yuan(30), of: order))
        #expect(desk.tell(.refund(third, .yuan(10), of: order)) == .requestRefund(third, .yuan(10), of: order))
        #expect(desk.tell(.query(order)) == .captured(order, .yuan(60)), "what was captured stays so")
    }

    @Test func neighboursRefundsAreNotCountedAgainstAnOrder() {
        let desk = desk(.yuan(20))
        let neighbour = OrderID(4)
        desk.tell(.charge(neighbour, .yuan(50)))
        desk.tell(.providerCaptured(neighbour, .yuan(50)))
        desk.tell(.refund(.init(5), .yuan(30), of: neighbour))
        #expect(desk.tell(.refund(order, .yuan(20), of: order)) == .requestRefund(order, .yuan(20), of: order))
        #expect(desk.tell(.refund(neighbour, .yuan(20), of: neighbour)) != nil)
    }

    @Test func refundsThatAddUpToMoreThanTheCaptureTrap() async {
        await #expect(processExitsWith: .failure) {
            let desk = PaymentAdapterTests.Desk()
            desk.tell(.charge(.init(0), .yuan(50)))
            desk.tell(.providerCaptured(.init(0), .yuan(50)))
            desk.tell(.refund(.init(1), .yuan(30), of: .init(0)))
            desk.tell(.refund(.init(0), .yuan(21), of: .init(0)))
        }
    }

    @Test func anotherAmountForTheSameLineTraps() async {
        await #expect(processExitsWith: .failure) {
            let desk = PaymentAdapterTests.Desk()
            desk.tell(.charge(.init(0), .yuan(50)))
            desk.tell(.providerCaptured(.init(0), .yuan(50)))
            desk.tell(.refund(.init(1), .yuan(30), of: .init(0)))
            desk.tell(.refund(.init(1), .yuan(20), of: .init(0)))
        }
    }

    @Test func refundOfALineOfAnUnpaidOrderTraps() async {
        await #expect(processExitsWith: .failure) {
            let desk = PaymentAdapterTests.Desk()
            desk.tell(.charge(.init(0), .yuan(50)))
            desk.tell(.refund(.init(1), .yuan(30), of: .init(0)))
        }
    }
}
