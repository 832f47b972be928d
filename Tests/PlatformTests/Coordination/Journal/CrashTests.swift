import Platform
import Primitives
import TestSupport
import Testing

/// The coordinator dies between each pair of steps of an order's life, and another goes on from the journal: the
/// order still ends right.
@Suite struct CrashTests {
    typealias World = ZeroLatencyPlatform<ScriptedIssuing>

    /// A life of an order: what its buyer does and what goes wrong, and how it may end.
    struct Life: Sendable, CustomTestStringConvertible {
        let name: String
        var coupon: CouponID?
        var stock = 10
        /// What goes wrong from the beginning, and what is mended after a while.
        var faults: [Call: CallFault] = [:]
        var mendAfter: TimeSpan?
        var declines = false
        var pays = true
        /// What a person does about it after a minute.
        var action: PersonAction?
        let ends: Set<OrderOutcome>

        var testDescription: String { name }
    }

    static let lives: [Life] = [
        Life(name: "issued at once", coupon: .init(0), ends: [.issued]),
        Life(name: "sold out", stock: 1, ends: [.soldOut]),
        Life(name: "never paid", pays: false, ends: [.unpaid]),
        Life(name: "declined", coupon: .init(0), declines: true, ends: [.declined]),
        Life(name: "coupon's answer lost", coupon: .init(0), faults: [.redeemCoupon: .loseReply], ends: [.issued]),
        Life(name: "charge lost", faults: [.charge: .loseCall], ends: [.unavailable]),
        Life(name: "capture unheard", faults: [.charge: .loseReply], ends: [.issued]),
        Life(
            name: "issuing out for two minutes", faults: [.issue: .loseCall], mendAfter: .minutes(2), ends: [.issued]),
        Life(name: "issued unheard", faults: [.issue: .loseReply], mendAfter: .minutes(1), ends: [.issued]),
        Life(name: "issuing out for good", coupon: .init(0), faults: [.issue: .loseCall], ends: [.refunded]),
        Life(
            name: "refund and release unheard",
            faults: [.issue: .refuse, .refund: .loseReply, .releaseStock: .loseReply, .withdrawIssue: .loseReply],
            mendAfter: .minutes(7), ends: [.refunded]),
        Life(name: "refunded by a person", faults: [.issue: .loseCall], action: .refundNow, ends: [.refunded]),
        Life(name: "handed over by a person", faults: [.issue: .loseCall], action: .markIssued, ends: [.issued]),
    ]

    static let order = OrderID(0)

    /// Lives through it, with the coordinator dying as told.
    private func live(_ life: Life, _ crash: (World) -> Void) -> World {
        var configuration = CoordinatorConfiguration()
        configuration.journal = JournalPlan(write: .zero)
        configuration.giveUpAfter = .minutes(5)
        let world = World(
            configuration: configuration, stock: [0, 0, 0, life.stock],
            coupons: [.init(discount: .fixed(.yuan(5)), minimumPrice: .zero, count: 3, budget: .yuan(100))],
            issuing: ScriptedIssuing())
        world.faults = life.faults
        world.provider.declines = life.declines
        crash(world)
        world.place(.sample(Self.order, coupon: life.coupon))
        // A buyer who sees no answer clicks again.
        for _ in 0..<3 {
            world.advance(by: .seconds(10))
            guard world.coordinator.phase(of: Self.order) == .absent else { continue }
            world.place(.sample(Self.order, coupon: life.coupon))
        }
        for _ in 0..<3 where life.pays {
            world.pay(Self.order)
            world.advance(by: .seconds(10))
        }
        if let mend = life.mendAfter {
            world.advance(by: mend)
            world.faults = [:]
        }
        for _ in 0..<3 {
            guard let action = life.action else { break }
            world.advance(by: .minutes(1))
            if world.coordinator.phase(of: Self.order) == .preparing { world.act(action.command(Self.order)) }
        }
        world.advance(by: .hours(1))
        return world
    }

    @Test(arguments: lives) func orderEndsRightWhereverItsCoordinatorDies(_ life: Life) {
        let undisturbed = live(life) { _ in }
        #expect(undisturbed.restarts == 0)
        check(undisturbed, life, "undisturbed")
        for command in 1...undisturbed.commands {
            let world = live(life) { $0.crashBeforeCommand = command }
            #expect(world.restarts == 1)
            check(world, life, "died before command \(command)")
        }
        for write in 1...undisturbed.journal.writes {
            let world = live(life) { $0.crashAfterWrite = write }
            #expect(world.restarts == 1)
            check(world, life, "died after write \(write)")
        }
    }

    /// An end that the life may have, nothing owed to anyone, and books that say so.
    private func check(_ world: World, _ life: Life, _ when: String) {
        guard case .ended(let outcome) = world.coordinator.state(of: Self.order) else {
            Issue.record("\(life.name), \(when): \(world.coordinator.phase(of: Self.order))")
            return
        }
        #expect(world.coordinator.openOrders == 0, "\(life.name), \(when)")
        // A charge that died on its way is fenced off: the order may also end uncharged, but not half.
        #expect(life.ends.contains(outcome) || outcome == .unavailable, "\(life.name), \(when): \(outcome)")
        let isCaptured = world.provider.captured[Self.order] != nil
        let isRefunded = world.provider.refunded[Self.order] != nil
        let isIssued = !world.records.records.isEmpty || !world.handedOver.isEmpty
        #expect(isCaptured == (isIssued || isRefunded) && !(isIssued && isRefunded), "\(life.name), \(when)")
        #expect(isIssued == (outcome == .issued) && isRefunded == (outcome == .refunded), "\(life.name), \(when)")
        #expect(world.records.records.count + world.handedOver.count <= 1, "\(life.name), \(when)")
        #expect(world.stock.products[3].sold == (isIssued ? 2 : 0), "\(life.name), \(when)")
        #expect(world.stock.products[3].held == 0, "\(life.name), \(when)")
        let isDiscounted = isIssued && world.provider.captured[Self.order] == .yuan(45)
        #expect(world.coupons.balances[0].countUsed == (isDiscounted ? 1 : 0), "\(life.name), \(when)")
        #expect((world.settlements[Self.order] ?? []).count <= 1, "\(life.name), \(when)")
        let books = world.coordinator.books
        #expect(books.trialBalance == .zero && books[.deferredRevenue] == .zero && books[.refundsPayable] == .zero)
    }

    // MARK: What a restart sets again

    @Test func restartKeepsTheDayThatCountsFromTheCapture() {
        let life = Life(name: "", faults: [.issue: .loseCall], ends: [])
        var configuration = CoordinatorConfiguration()
        configuration.journal = JournalPlan(write: .zero)
        let world = World(configuration: configuration, stock: [0, 0, 0, 10], issuing: ScriptedIssuing())
        world.faults = life.faults
        world.place(.sample(Self.order))
        world.pay(Self.order)
        world.advance(by: .hours(23))
        world.restart()
        #expect(world.coordinator.preparingOrders == 1 && world.coordinator.openOrders == 1)
        #expect(world.coordinator.oldestPreparing == .origin)
        world.advance(by: .hours(1) - .milliseconds(1))
        #expect(world.coordinator.phase(of: Self.order) == .preparing)
        world.advance(by: .milliseconds(1))
        #expect(world.settlements[Self.order] == [.refunded])
    }

    /// 500 orders in preparation: all of them are asked for within the stated time, on one beat only if it is zero.
    @Test(arguments: [0, 30] as [Int64]) func everyOpenOrderIsActiveWithinTheStatedTime(_ seconds: Int64) {
        var configuration = CoordinatorConfiguration()
        configuration.journal = JournalPlan(write: .zero)
        configuration.restartWithin = .seconds(seconds)
        let world = World(configuration: configuration, stock: [0, 0, 0, 1_000], issuing: ScriptedIssuing())
        world.faults = [.issue: .loseCall]
        for number in 0..<500 as Range<UInt32> {
            world.place(.sample(OrderID(number)))
            world.pay(OrderID(number))
        }
        world.advance(by: .seconds(10))
        world.restart()
        let before = world.calls[.issue] ?? 0
        world.advance(by: .milliseconds(1))
        let atOnce = (world.calls[.issue] ?? 0) - before
        #expect(seconds == 0 ? atOnce == 500 : atOnce < 20)
        world.advance(by: .seconds(seconds))
        #expect((world.calls[.issue] ?? 0) - before == 500)
    }

    @Test func emptyJournalIsACoordinatorWithoutOrders() {
        let journal = CoordinatorJournal()
        let coordinator = OrderCoordinator(recovering: journal, configuration: .init(), at: .origin)
        #expect(coordinator.openOrders == 0 && coordinator.nextDeadline == .distantFuture)
        #expect(journal.writes == 0)
    }

    private var buyer: UserID { UserID(70 + Self.order.number) }

    @Test func coordinatorWithoutAJournalPersistsNothing() {
        let desk = CoordinatorDesk()
        let effects = desk.tell(.place(.sample(Self.order)))
        #expect(effects == [.holdStock(Self.order, .init(3), quantity: 2, by: buyer)])
    }

    @Test func imageIsHandedInBeforeTheEffectsOfItsCall() {
        let desk = CoordinatorDesk { $0.journal = JournalPlan(write: .zero) }
        let effects = desk.tell(.place(.sample(Self.order)))
        #expect(effects == [.persist(Self.order), .holdStock(Self.order, .init(3), quantity: 2, by: buyer)])
        #expect(desk.wait(.seconds(2)).first == .persist(Self.order))
    }
}

extension PersonAction {
    func command(_ order: OrderID) -> CoordinatorCommand {
        switch self {
        case .retryNow: .retryNow(order)
        case .refundNow: .refundNow(order)
        case .markIssued: .markIssued(order)
        }
    }
}
