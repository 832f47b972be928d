import Platform
import Primitives
import Testing

@Suite struct PaymentAdapterTests {
    let order = OrderID(3)
    let amount = Money.yuan(40)

    final class Desk {
        var adapter = PaymentAdapter()
        private var effects = EffectBuffer<PaymentEffect>()

        @discardableResult
        func tell(_ command: PaymentCommand) -> PaymentEffect? {
            effects.removeAll()
            adapter.handle(command, at: .origin, into: &effects)
            #expect(effects.count <= 1)
            return effects.count == 0 ? nil : effects[0]
        }
    }

    @Test func pendingChargeAskedAgainRepeatsTheSameCapture() {
        let desk = Desk()
        #expect(desk.tell(.charge(order, amount)) == .requestCapture(order, amount))
        #expect(desk.tell(.charge(order, amount)) == .requestCapture(order, amount))
        #expect(desk.tell(.providerCaptured(order, amount)) == .captured(order, amount))
        #expect(desk.tell(.providerCaptured(order, amount)) == nil)
        #expect(desk.tell(.charge(order, amount)) == .captured(order, amount))
        #expect(desk.tell(.query(order)) == .captured(order, amount))
    }

    @Test func declinedStaysDeclined() {
        let desk = Desk()
        desk.tell(.charge(order, amount))
        #expect(desk.tell(.providerDeclined(order)) == .declined(order))
        #expect(desk.tell(.providerDeclined(order)) == nil)
        #expect(desk.tell(.charge(order, amount)) == .declined(order))
        #expect(desk.tell(.query(order)) == .declined(order))
    }

    @Test func queryBeforeAnyChargeForbidsIt() {
        let desk = Desk()
        #expect(desk.tell(.query(order)) == .notCharged(order))
        #expect(desk.tell(.charge(order, amount)) == .notCharged(order))
        #expect(desk.adapter.phase(of: order) == .cancelled)
    }

    @Test func queryOfAPendingChargeAsksTheProvider() {
        let desk = Desk()
        desk.tell(.charge(order, amount))
        #expect(desk.tell(.query(order)) == .requestStatus(order))
        #expect(desk.tell(.query(order)) == .requestStatus(order))
        #expect(desk.tell(.charge(order, amount)) == .requestStatus(order), "no capture is asked for any more")
        #expect(desk.tell(.providerCaptured(order, amount)) == .captured(order, amount))
    }

    @Test func providerThatKnowsNothingFencesTheCharge() {
        let desk = Desk()
        desk.tell(.charge(order, amount))
        desk.tell(.query(order))
        #expect(desk.tell(.providerKnowsNothing(order)) == .notCharged(order))
        #expect(desk.tell(.providerKnowsNothing(order)) == nil)
        #expect(desk.tell(.charge(order, amount)) == .notCharged(order))
        #expect(desk.tell(.query(order)) == .notCharged(order))
        #expect(desk.tell(.providerDeclined(order)) == nil, "the overtaken request, refused")
    }

    @Test func captureAgainstTheFenceIsReportedSoThatItCanBePaidBack() {
        let desk = Desk()
        desk.tell(.charge(order, amount))
        desk.tell(.query(order))
        desk.tell(.providerKnowsNothing(order))
        #expect(desk.tell(.providerCaptured(order, amount)) == .captured(order, amount))
        #expect(desk.tell(.refund(order, amount)) == .requestRefund(order, amount))
    }

    @Test func refundHappensOnce() {
        let desk = Desk()
        desk.tell(.charge(order, amount))
        desk.tell(.providerCaptured(order, amount))
        #expect(desk.tell(.refund(order, amount)) == .requestRefund(order, amount))
        #expect(desk.tell(.refund(order, amount)) == .requestRefund(order, amount))
        #expect(desk.tell(.providerRefunded(order, amount)) == .refunded(order, amount))
        #expect(desk.tell(.providerRefunded(order, amount)) == nil)
        #expect(desk.tell(.refund(order, amount)) == .refunded(order, amount))
        #expect(desk.tell(.query(order)) == .captured(order, amount))
    }

    @Test func refundWithoutACaptureTraps() async {
        await #expect(processExitsWith: .failure) {
            let desk = Desk()
            desk.tell(.charge(.init(0), .yuan(1)))
            desk.tell(.refund(.init(0), .yuan(1)))
        }
    }

    @Test func refundAboveTheCaptureTraps() async {
        await #expect(processExitsWith: .failure) {
            let desk = Desk()
            desk.tell(.charge(.init(0), .yuan(1)))
            desk.tell(.providerCaptured(.init(0), .yuan(1)))
            desk.tell(.refund(.init(0), .yuan(2)))
        }
    }
}
