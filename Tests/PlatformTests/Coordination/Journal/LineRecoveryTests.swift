import Platform
import Primitives
import Testing

/// A restart from the journal, with orders of several lines open: heads and lines are known from the records alone.
@Suite struct LineRecoveryTests {
    let order = OrderID(4), second = OrderID(5), third = OrderID(6)

    /// A desk that writes its journal itself.
    private final class Recorder {
        let desk = CoordinatorDesk { $0.journal = JournalPlan(write: .zero) }
        var journal = CoordinatorJournal()

        @discardableResult
        func tell(_ commands: CoordinatorCommand...) -> [CoordinatorEffect] {
            commands.flatMap { note(desk.tell($0)) }
        }

        func wait(_ span: TimeSpan) { _ = note(desk.wait(span)) }

        /// The effects of a coordinator that begins here, within the time of a restart.
        func restart(_ span: TimeSpan = .seconds(30)) -> [CoordinatorEffect] {
            desk.coordinator = OrderCoordinator(
                recovering: journal, configuration: desk.coordinator.configuration, at: desk.now)
            return note(desk.wait(span))
        }

        private func note(_ effects: [CoordinatorEffect]) -> [CoordinatorEffect] {
            for case .persist(let order) in effects {
                for line in desk.coordinator.linesToPersist(of: order) {
                    journal.write(desk.coordinator.image(of: OrderID(line)), books: desk.coordinator.books)
                }
            }
            return effects.filter { if case .persist = $0 { false } else { true } }
        }
    }

    private func paid(isBundle: Bool) -> Recorder {
        let recorder = Recorder()
        recorder.tell(.place(.basket(order, yuan: [30, 20, 10], isBundle: isBundle)))
        for line in [order, second, third] { recorder.tell(.stockHeld(line)) }
        recorder.tell(.pay(order))
        for line in [order, second, third] { recorder.tell(.stockConfirmed(line)) }
        recorder.tell(.captured(order, .yuan(60)))
        return recorder
    }

    @Test func allLinesAreWrittenWithTheCallThatChangesThem() {
        let recorder = Recorder()
        recorder.tell(.place(.basket(order)), .stockHeld(second))
        #expect(recorder.journal.writes == 4, "two lines, twice")
    }

    @Test func linesThatAreNotHeldYetAreAskedForAgain() {
        let recorder = Recorder()
        recorder.tell(.place(.basket(order)), .stockHeld(order))
        let effects = recorder.restart()
        #expect(effects.first == .holdStock(second, .init(4), quantity: 1, by: .init(74)))
        #expect(!effects.contains(.holdStock(order, .init(3), quantity: 1, by: .init(74))), "it is held")
    }

    @Test func unpaidBasketExpiresAsAWhole() {
        let recorder = Recorder()
        recorder.tell(.place(.basket(order)), .stockHeld(order), .stockHeld(second))
        #expect(
            recorder.restart(.minutes(15)) == [
                .answer(order, .closed), .releaseStock(order), .releaseStock(second),
            ])
    }

    @Test func chargeIsAskedForOnceForAllLines() {
        let recorder = Recorder()
        recorder.tell(.place(.basket(order)), .stockHeld(order), .stockHeld(second), .pay(order))
        recorder.tell(.stockConfirmed(order), .stockConfirmed(second), .paymentCallFailed(order))
        let effects = recorder.restart()
        #expect(recorder.desk.coordinator.unknownCharges == 1 && recorder.desk.coordinator.openOrders == 1)
        #expect(!effects.isEmpty && effects.allSatisfy { $0 == .queryCharge(order) })
    }

    @Test func readyLinesWaitForTheRestOfTheirBundle() {
        let recorder = paid(isBundle: true)
        recorder.tell(.issued(order), .issued(third), .issueFailed(second))
        let effects = recorder.restart()
        #expect(recorder.desk.phase(order) == .ready && recorder.desk.phase(third) == .ready)
        #expect(recorder.desk.coordinator.preparingOrders == 1)
        #expect(effects.first == .issue(second, .init(74), .init(4), quantity: 1, attempt: 2))
        #expect(recorder.tell(.issued(second)).last == .settled(order, .issued))
    }

    @Test func bundleThatIsTakenBackGoesOnBeingTakenBack() {
        let recorder = paid(isBundle: true)
        recorder.tell(.issued(order), .issueFailed(second), .issueFailed(third))
        recorder.wait(.hours(24))
        recorder.tell(.withdrawn(second))
        let effects = recorder.restart()
        for call in [
            .revokeIssue(order), .withdrawIssue(third), .refund(second, .yuan(20), of: order),
        ] as [CoordinatorEffect] {
            #expect(effects.contains(call), "\(call)")
        }
        #expect(recorder.tell(.issued(third)) == [.revokeIssue(third)])
    }

    @Test func linesOfABasketGoOnEachOnItsOwn() {
        let recorder = paid(isBundle: false)
        recorder.tell(.issued(order), .issueFailed(third))
        let effects = recorder.restart()
        #expect(effects.contains(.notify(.init(74), second, .preparing)), "it was on its way")
        #expect(effects.contains(.issue(third, .init(74), .init(5), quantity: 1, attempt: 2)))
        #expect(recorder.desk.coordinator.preparingOrders == 2)
        recorder.tell(.issued(second))
        #expect(recorder.tell(.issued(third)).last == .settled(order, .issued))
    }
}
