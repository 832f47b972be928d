import Platform
import Primitives
import Testing

/// The board of abnormal orders, and what a person at it can do.
@Suite struct PersonTests {
    let order = OrderID(2)

    private func board(_ desk: CoordinatorDesk, count: Int = 100, since: Instant = .distantFuture) -> [AbnormalOrder] {
        desk.coordinator.abnormalOrders(atMost: count, since: since)
    }

    // MARK: The board

    @Test func ordersThatGoTheirWayAreNotOnTheBoard() {
        let desk = CoordinatorDesk()
        desk.place(OrderID(0))
        desk.placeAndHold(OrderID(1))
        desk.charge(OrderID(2))
        desk.capture(OrderID(3))
        desk.capture(OrderID(4))
        desk.tell(.issued(OrderID(4)))
        #expect(board(desk).isEmpty)
        #expect(desk.coordinator.abnormality(of: OrderID(99)) == nil)
    }

    @Test func eachCauseIsListedWithItsAge() {
        let desk = CoordinatorDesk()
        desk.capture(OrderID(0))
        let first = desk.now
        desk.wait(.seconds(2))
        desk.prepare(OrderID(1))
        desk.wait(.seconds(1))
        desk.capture(OrderID(2))
        desk.tell(.supplierEmpty(OrderID(2)))
        desk.wait(.seconds(1))
        desk.charge(OrderID(3))
        desk.tell(.paymentCallFailed(OrderID(3)))
        desk.wait(.seconds(1))
        desk.charge(OrderID(4))
        desk.tell(.declined(OrderID(4)))
        let seen = board(desk)
        #expect(seen.map(\.order.number) == [0, 1, 2, 3, 4])
        #expect(
            seen.map(\.cause) == [
                .issueUnanswered, .issueFailed, .supplierEmpty, .chargeUnknown, .releaseUnacknowledged,
            ])
        #expect(seen.map { ($0.since - first).inSeconds } == [0, 2, 3, 4, 5])
        #expect(seen.map(\.attempts) == [1, 1, 1, 0, 0])
        #expect(board(desk, count: 2).map(\.order.number) == [0, 1])
        #expect(board(desk, since: first + .seconds(3)).map(\.order.number) == [0, 1, 2])
    }

    @Test func orderThatIsGivenUpStaysOnTheBoardUntilItsMoneyIsBack() {
        let desk = CoordinatorDesk()
        desk.withdraw(order)
        #expect(board(desk).map(\.cause) == [.withdrawing])
        desk.tell(.withdrawn(order))
        #expect(board(desk).map(\.cause) == [.refunding])
        desk.tell(.refunded(order, Purchase.samplePrice))
        #expect(board(desk).map(\.cause) == [.releaseUnacknowledged])
        desk.tell(.stockReleased(order))
        #expect(board(desk).isEmpty)
    }

    @Test func lateCaptureIsOnTheBoardUntilItIsBack() {
        let desk = CoordinatorDesk()
        desk.charge(order)
        desk.tell(.declined(order))
        desk.tell(.stockReleased(order))
        desk.tell(.captured(order, Purchase.samplePrice))
        #expect(board(desk).map(\.cause) == [.returning])
        desk.tell(.refunded(order, Purchase.samplePrice))
        #expect(board(desk).isEmpty)
    }

    @Test func anAttemptAfterAFailureIsUnansweredAgain() {
        let desk = CoordinatorDesk()
        desk.capture(order)
        desk.tell(.supplierEmpty(order))
        desk.wait(.seconds(30))
        #expect(board(desk) == [.init(order: order, cause: .issueUnanswered, since: .origin, attempts: 2)])
    }

    // MARK: Actions

    @Test func personRetriesAtOnceAndTheNextAttemptCountsFromThere() {
        let desk = CoordinatorDesk()
        desk.prepare(order)
        desk.wait(.seconds(10))
        #expect(
            desk.tell(.retryNow(order)) == [
                .acted(order, .retryNow, .issueFailed),
                .issue(order, .init(72), .init(3), quantity: 2, attempt: 2),
            ])
        #expect(desk.wait(.milliseconds(29_999)).isEmpty)
        #expect(desk.wait(.milliseconds(1)) == [.issue(order, .init(72), .init(3), quantity: 2, attempt: 3)])
    }

    @Test func personAsksAgainForWhateverTheOrderWaitsFor() {
        let desk = CoordinatorDesk()
        desk.charge(order)
        desk.tell(.paymentCallFailed(order))
        #expect(desk.tell(.retryNow(order)) == [.acted(order, .retryNow, .chargeUnknown), .queryCharge(order)])
        let withdrawn = CoordinatorDesk()
        withdrawn.withdraw(order)
        #expect(
            withdrawn.tell(.retryNow(order)) == [.acted(order, .retryNow, .withdrawing), .withdrawIssue(order)])
        withdrawn.tell(.withdrawn(order))
        #expect(
            withdrawn.tell(.retryNow(order)) == [
                .acted(order, .retryNow, .refunding), .refund(order, Purchase.samplePrice),
            ])
        withdrawn.tell(.refunded(order, Purchase.samplePrice))
        #expect(
            withdrawn.tell(.retryNow(order)) == [
                .acted(order, .retryNow, .releaseUnacknowledged), .releaseStock(order),
            ])
    }

    @Test func personRefundsBeforeTheDayIsOverButBehindTheFence() {
        let desk = CoordinatorDesk()
        desk.prepare(order)
        #expect(desk.tell(.refundNow(order)) == [.acted(order, .refundNow, .issueFailed), .withdrawIssue(order)])
        #expect(desk.tell(.withdrawn(order)) == [.refund(order, Purchase.samplePrice)])
        desk.tell(.refunded(order, Purchase.samplePrice))
        #expect(desk.phase(order) == .ended(.refunded))
    }

    @Test func successBeforeTheFenceOutweighsAPerson() {
        for command in [.refundNow(order), .markIssued(order)] as [CoordinatorCommand] {
            let desk = CoordinatorDesk()
            desk.prepare(order)
            desk.tell(command)
            #expect(desk.tell(.issued(order)).contains(.settled(order, .issued)))
            #expect(desk.wait(.hours(48)).isEmpty)
        }
    }

    @Test func personHandsGoodsOverBehindTheFence() {
        let desk = CoordinatorDesk()
        desk.prepare(order)
        #expect(desk.tell(.markIssued(order)) == [.acted(order, .markIssued, .issueFailed), .withdrawIssue(order)])
        let task = CoordinatorEffect.handOver(order, .init(72), .init(3), quantity: 2)
        #expect(desk.tell(.withdrawn(order)) == [task])
        #expect(desk.tell(.withdrawn(order)).isEmpty, "the fence's answer, once more")
        #expect(desk.tell(.issueFailed(order)).isEmpty)
        // The person may not have heard.
        #expect(desk.wait(.seconds(30)) == [task])
        #expect(desk.tell(.retryNow(order)) == [.acted(order, .retryNow, .withdrawing), task])
        #expect(
            desk.tell(.handedOver(order)) == [
                .answer(order, .issued), .notify(.init(72), order, .issued), .settled(order, .issued),
            ])
        #expect(desk.tell(.handedOver(order)).isEmpty && desk.tell(.withdrawn(order)).isEmpty)
        #expect(desk.coordinator.books[.sales] == -Purchase.samplePrice)
        #expect(desk.wait(.hours(48)).isEmpty)
    }

    @Test func goodsHandedOverWithoutTheFenceTrap() async {
        await #expect(processExitsWith: .failure) {
            let desk = CoordinatorDesk()
            desk.prepare(OrderID(0))
            desk.tell(.handedOver(OrderID(0)))
        }
    }

    /// Every action against every phase: carried out on those that stand out for it, refused by a value elsewhere.
    @Test func actionsThatThePhaseDoesNotAllowAreRefusedAndChangeNothing() {
        let ways: [(String, (CoordinatorDesk) -> Void, Set<PersonAction>)] = [
            ("absent", { _ in }, []),
            ("holding", { $0.place(order) }, []),
            ("awaitingPayment", { $0.placeAndHold(order) }, []),
            ("charging", { $0.charge(order) }, []),
            ("chargeUnknown", { $0.charge(order); $0.tell(.paymentCallFailed(order)) }, [.retryNow]),
            ("issuing", { $0.capture(order) }, []),
            ("preparing", { $0.prepare(order) }, [.retryNow, .refundNow, .markIssued]),
            ("withdrawing", { $0.withdraw(order) }, [.retryNow]),
            ("refunding", { $0.refund(order) }, [.retryNow]),
            ("ended", { $0.capture(order); $0.tell(.issued(order)) }, []),
        ]
        for (name, go, allowed) in ways {
            for action in PersonAction.allCases {
                let desk = CoordinatorDesk()
                go(desk)
                let phase = desk.phase(order)
                let effects = desk.tell(action.command(order))
                let isRefused = effects == [.actionRefused(order, action, phase)]
                #expect(isRefused == !allowed.contains(action), "\(action) in \(name): \(effects)")
                if isRefused { #expect(desk.phase(order) == phase) }
            }
        }
    }
}
