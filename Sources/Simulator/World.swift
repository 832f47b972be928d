import DiscreteEvent
import Platform
import Primitives
import Statistics
import Workload

/// The platform, its shoppers, and the parties outside: everything that one run moves.
///
/// The machines of the platform core are the same that a live service would run. The world is their
/// driver: it carries their effects as messages over network legs and through queues at servers, draws
/// the chances, and lets faults happen. Auditors and gauges look on.
struct World: ~Copyable, Model {
    typealias Event = WorldEvent
    typealias Calendar = EventCalendar<WorldEvent>

    let scenarioBox: Box<Scenario>
    let catalogue: Catalogue
    /// Per product, what it costs and which service has its pages.
    let salePrices: [Money]
    let productServices: [Service]
    let onSale: [Instant]

    // Shoppers.
    var shoppers = Table<Shopper>()
    var freeShoppers = Table<UInt32>()
    var sessions: SessionArrivals
    var earlySessions: SessionArrivals
    /// Whether sessions are those of a trace instead.
    let isTraced: Bool
    var tracedBox: Box<TracedArrivals>
    var unanswered = Ring<UnansweredClick>()
    var orders = FoldingArray<OrderFile>()
    /// Shoppers who have clicked to order each product and have no answer yet.
    var buyers: Table<Int32>
    let choices: Choices
    let hasScalpers: Bool
    var scalpingBox: Box<Scalping>
    let keys: Keys
    var tapeBox: Box<FaultTape>
    /// Services to which calls are guarded, a bit each, and what guards them.
    let watchedCalls: UInt32
    var guardsBox: Box<CallGuards>

    // Servers and messages.
    var fleet: Fleet
    var mail = Mail()
    var autoscaler: Autoscaler
    var wanted = [Int](repeating: 0, count: Service.count)
    var serversPrescaled = 0
    var serversAtMidnight = 0
    var serversPeak = 0
    var throttles: FixedTable<Throttle>
    /// Which services have a throttle, a bit each.
    let throttled: UInt32
    var rooms: FixedTable<WaitingRoom>

    // The platform core.
    var coordinator: OrderCoordinator
    let procedure: StockProcedure
    var stores: StockStores
    var station: StoreStation
    let supplies: [PlannedSupply]
    var coupons: CouponBook
    var payments: PaymentAdapter
    var issuance: IssuanceEngine
    var ledger: EntitlementLedger
    var gateway: VerificationGateway
    var auditLog = AuditLog()
    var overview = EntitlementOverview()
    /// Who runs the coordinator, what is durable of it, and how its effects leave just now.
    var seat: CoordinatorSeat
    var outgoing = Outgoing()
    var operators: Table<Operator>
    /// What hangs: taken by a service and not answered before its fault is over.
    var hung = Table<HungJob>()
    var wakeUps = Table<Instant>(repeating: .distantFuture, count: MachineName.allCases.count)

    // The old platform, and whether it is no part of this world.
    let isCore: Bool
    var old: OldPlatform

    // Outside.
    var provider: PaymentProvider
    var supplier: CodePool
    var content: ContentPlatform
    /// Messages about records so far.
    var recordMessages: UInt64 = 0
    let holderPlan: EntitlementPlan
    let holdersAct: Bool
    /// Per product, whether its credentials are a supplier's codes, whether it is to be activated, whether its uses are
    /// limited, and the next dearer of its kind; -1 for none.
    let isSupplierCoded: [Bool]
    let needsActivation: [Bool]
    let hasLimitedUses: [Bool]
    let dearer: [Int32]
    let outsideTimes: UnitTables
    let paymentTable: Int
    let supplierTable: Int

    // Watching.
    var auditorsBox: Box<Auditors>
    var gaugesBox: Box<Gauges>
    var kinds = Table<UInt64>(repeating: 0, count: WorldEvent.Kind.allCases.count)
    var live = 0
    /// The latest instant at which a server finished something. What comes after is stale deadlines.
    var present = Instant.distantPast
    /// What the fleet did and cost by the end of the window; the drain after it is nobody's plan.
    var atEnd: FleetAccount?
    let keepsOrders: Bool
    let keepsTraffic: Bool
    var logBox: Box<TrafficLog>
    var completed = Table<CompletedOrder>()

    // Effects in the making, one buffer per kind of machine.
    var coordinatorEffects = EffectBuffer<CoordinatorEffect>()
    var storeEffects = EffectBuffer<StoreEffect>()
    var couponEffects = EffectBuffer<CouponEffect>()
    var paymentEffects = EffectBuffer<PaymentEffect>()
    var issuanceEffects = EffectBuffer<IssuanceEffect>()
    var entitlementEffects = EffectBuffer<EntitlementEffect>()
    var verificationEffects = EffectBuffer<VerificationEffect>()
    var auditEffects = EffectBuffer<AuditEffect>()
    var overviewEffects = EffectBuffer<OverviewEffect>()
    var roomEffects = EffectBuffer<WaitingRoomEffect>()

    mutating func handle(_ event: WorldEvent, at now: Instant, calendar: inout Calendar) {
        let kind = event.kind
        kinds[Int(kind.rawValue)] += 1
        switch kind {
        case .sessionStarts: startSession(now, &calendar)
        case .rushStarts: startEarlySession(now, &calendar)
        case .pageArrives: pageArrives(event.shopper, event.turn, now, &calendar)
        case .answerReaches: answerReaches(event.shopper, event.turn, event.answer, now, &calendar)
        case .patienceEnds: patienceEnds(event.shopper, event.turn, now, &calendar)
        case .waiterLeaves: waiterLeaves(event.shopper, event.turn, now, &calendar)
        case .serviceEnds:
            let (server, slot, incarnation) = event.service
            guard
                let job = fleet.end(
                    server: server, slot: slot, incarnation: incarnation, now: now, calendar: &calendar)
            else { return }
            present = now
            let pool = Int(fleet.servers[Int(server)].pool)
            if fleet.pools[pool].isControlled { leavesControlled(job, pool, now, &calendar) }
            finished(job, at: pool, now, &calendar)
        case .serverReady:
            fleet.ready(server: Int(event.boot.server), incarnation: event.boot.incarnation, now: now)
        case .messageArrives: messageArrives(event.number, now, &calendar)
        case .wakes: wake(event.machine, now, &calendar)
        case .faultTurns: faultTurns(Int(event.number), now, &calendar)
        case .minuteEnds: minuteEnds(now, &calendar)
        case .patienceSweep: sweepPatience(now, &calendar)
        case .scalingDecision: decideScaling(now, &calendar)
        case .windowEnds: closeAccount(now)
        case .storeEnds: storeEnds(event.number, now, &calendar)
        case .stockTurns: stockTurns(event.number, now, &calendar)
        case .checkIsDue: checkIsDue(event.number == 1, now, &calendar)
        case .holderActs:
            let (order, operation, version) = event.wish
            holderActs(order, operation, version: version, now, &calendar)
        case .supplierRefills: supplierRefills(now, &calendar)
        case .scalperStarts: startScalper(event.number, now, &calendar)
        }
    }

    /// A job is done: what it was done for goes on.
    @inline(__always)
    private mutating func finished(_ job: Job, at pool: Int, _ now: Instant, _ calendar: inout Calendar) {
        switch job.kind {
        case .pageAtGateway: forward(job, now, &calendar)
        case .pageAtService: pageServed(job, pool, now, &calendar)
        case .message: deliver(job, pool, now, &calendar)
        case .check: checkServed(job, pool, now)
        }
    }

    /// When the run is over even if machines go on asking each other: a month after its window, by when people have
    /// worked off what was left to them. What is not settled then never will be, and the closing says so.
    var lastInstant: Instant { scenario.end + .hours(30 * 24) }

    /// Whether the run's clocks tick on: until every session is over and every order settled, or until
    /// the last order has had its day and two hours more, so that a lost one shows as unsettled.
    func goesOn(_ now: Instant) -> Bool {
        if now < scenario.end { return true }
        if now > scenario.end + scenario.coordination.giveUpAfter + .hours(2) { return false }
        if isAuditing { return true }
        return live > 0 || mail.count > 0 || gauges.settled < gauges.placed
    }
}

/// What is large, and in a box for the compiler's sake. Where another part of the world is lent at the same time, the
/// box itself has to be named.
extension World {
    var scenario: Scenario {
        @inline(__always) unsafeAddress { scenarioBox.readOnlyAddress }
    }

    var auditors: Auditors {
        @inline(__always) unsafeAddress { auditorsBox.readOnlyAddress }
        @inline(__always) unsafeMutableAddress { auditorsBox.address }
    }

    var tape: FaultTape {
        @inline(__always) unsafeAddress { tapeBox.readOnlyAddress }
        @inline(__always) unsafeMutableAddress { tapeBox.address }
    }

    var guards: CallGuards {
        @inline(__always) unsafeAddress { guardsBox.readOnlyAddress }
        @inline(__always) unsafeMutableAddress { guardsBox.address }
    }

    var scalping: Scalping {
        @inline(__always) unsafeAddress { scalpingBox.readOnlyAddress }
        @inline(__always) unsafeMutableAddress { scalpingBox.address }
    }

    var traced: TracedArrivals {
        @inline(__always) unsafeAddress { tracedBox.readOnlyAddress }
        @inline(__always) unsafeMutableAddress { tracedBox.address }
    }

    var log: TrafficLog {
        @inline(__always) unsafeAddress { logBox.readOnlyAddress }
        @inline(__always) unsafeMutableAddress { logBox.address }
    }

    var gauges: Gauges {
        @inline(__always) unsafeAddress { gaugesBox.readOnlyAddress }
        @inline(__always) unsafeMutableAddress { gaugesBox.address }
    }
}
