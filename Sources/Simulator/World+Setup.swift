import DiscreteEvent
import Platform
import Primitives
import Statistics
import Workload

/// The world before its first event.
extension World {
    init(_ scenario: Scenario, plan: TrafficPlan, seed: UInt64, keeps: KeptRecords) {
        scenarioBox = Box(scenario)
        keepsOrders = keeps.orders
        keepsTraffic = keeps.traffic
        logBox = Box(TrafficLog(scenario, isKept: keeps.traffic))
        isTraced = scenario.traffic.trace != nil
        tracedBox = Box(TracedArrivals(scenario, plan: plan, seed: seed))
        let catalogue = Catalogue(CatalogueTerms(scenario), seed: scenario.seed)
        self.catalogue = catalogue
        salePrices = catalogue.products.map(\.salePrice)
        productServices = scenario.catalogue.pages(of: catalogue)
        onSale = scenario.catalogue.onSale
        buyers = Table(repeating: 0, count: catalogue.products.count)
        keys = Keys(seed: seed)
        tapeBox = Box(FaultTape(scenario.faults))
        watchedCalls = CallGuards.watched(scenario)
        guardsBox = Box(CallGuards(scenario))
        choices = Choices(scenario)
        hasScalpers = !scenario.scalpers.isEmpty
        scalpingBox = Box(Scalping(scenario, plan: plan, seed: seed))
        sessions = SessionArrivals(plan.sessionRate, from: plan.start, seed: seed, entity: 0)
        earlySessions = SessionArrivals(plan.rushRate, from: plan.start, seed: seed, entity: 1)
        fleet = Fleet(scenario)
        autoscaler = Autoscaler(scenario, seed: seed)
        throttled = Service.allCases.reduce(0) { bits, service in
            scenario[service].throttle == nil ? bits : bits | 1 << UInt32(service.rawValue)
        }
        throttles = FixedTable(count: Service.count) { index in
            Throttle(scenario.services[index].throttle?.rule ?? ThrottleConfiguration())
        }
        rooms = FixedTable(count: Service.count) { index in
            let rate = scenario.services[index].throttle?.releasePerSecond ?? 1
            return WaitingRoom(spacing: TimeSpan(seconds: 1 / rate))
        }
        isCore = scenario.platform.composition == .core
        old = OldPlatform(scenario, catalogue: catalogue)
        coordinator = OrderCoordinator(configuration: scenario.coordination, jitter: keys.retryJitter)
        seat = CoordinatorSeat(scenario)
        operators = Table(repeating: Operator(), count: scenario.operators?.people ?? 0)
        let units = catalogue.products.map(\.stock), design = StockDesign(scenario)
        procedure = StockProcedure(design)
        stores = StockStores(
            design, initial: units, holdTimeToLive: scenario.holdTime, perUser: scenario.catalogue.unitsPerUser)
        let connections = scenario.stockStore.connections
        station = StoreStation(StoreTimes(scenario), connections: connections, from: scenario.start)
        supplies = PlannedSupply.all(scenario)
        coupons = CouponBook(terms: scenario.coupons.map { CouponTerms($0) })
        payments = PaymentAdapter()
        let signer = CredentialSigner(seed: seed), longest = scenario.entitlements.longest
        issuance = IssuanceEngine(
            catalogue: catalogue, signer: signer, longest: longest,
            asksBeforeWithdrawal: scenario.outside.supplierIsAsked)
        ledger = EntitlementLedger(catalogue: catalogue, longest: longest)
        gateway = VerificationGateway(signer: signer, allowedSkew: scenario.content.allowedSkew)
        supplier = CodePool(scenario.outside)
        content = ContentPlatform(scenario.content, seed: seed)
        holderPlan = scenario.entitlements
        holdersAct = !scenario.entitlements.isEmpty
        isSupplierCoded = catalogue.products.map(\.isSupplierCoded)
        needsActivation = catalogue.products.map(\.template.validity.needsActivation)
        hasLimitedUses = catalogue.products.map { $0.template.uses != .unlimited }
        dearer = catalogue.products.map { catalogue.nextDearer(than: $0) }
        provider = PaymentProvider(scenario, seed: seed)
        let variations = [scenario.outside.paymentVariation, scenario.outside.supplierVariation]
        outsideTimes = UnitTables(variations: variations)
        paymentTable = outsideTimes.index(of: variations[0])
        supplierTable = outsideTimes.index(of: variations[1])
        auditorsBox = Box(Auditors(scenario, catalogue))
        gaugesBox = Box(Gauges(scenario, outcomes: OrderOutcome.allCases.count, requests: plan.derivedRequests))
    }

    /// Opens the first servers and schedules the first events.
    mutating func begin(_ calendar: inout Calendar) {
        let now = calendar.now
        wanted = Apportionment.divide(
            scenario.fleet.initialServers, by: scenario.services.map(\.fleetWeight), atLeast: 1)
        for pool in 0..<Service.count {
            for _ in 0..<wanted[pool] { fleet.openWarm(pool, now: now) }
            fleet.pools[pool].serversPeak = wanted[pool]
        }
        if let first = traced.next { calendar.schedule(.sessionStarts, at: first) }
        if !isTraced, let first = sessions.next() { calendar.schedule(.sessionStarts, at: first) }
        if !isTraced, let first = earlySessions.next() { calendar.schedule(.rushStarts, at: first) }
        scheduleScalpers(&calendar)
        scheduleFaults(&calendar)
        beginMigration(&calendar)
        if scenario.coordination.lease != nil { leaseTurns(now, &calendar) }
        if operators.count > 0 { operatorsLook(now, &calendar) }
        scheduleSupplies(&calendar)
        scheduleCheck(now, &calendar)
        if let refill = scenario.outside.supplierRefill { calendar.schedule(.supplierRefills, after: refill.every) }
        calendar.schedule(.windowEnds, at: scenario.end)
        calendar.schedule(.minuteEnds, after: .minutes(1))
        calendar.schedule(.patienceSweep, after: .seconds(1))
        calendar.schedule(.scalingDecision, at: now)
    }

    /// The service that has a product's pages.
    @inline(__always)
    func service(ofProduct product: Int) -> Service { productServices[product] }
}
