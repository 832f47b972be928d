import DiscreteEvent
import Platform
import Primitives
import Workload

/// The driver of the stock service and its stores: what the one asks of the others, and what comes back.
extension World {
    /// A stock command has been read by one of the service's servers.
    @inline(__always)
    mutating func askStores(
        _ command: StockCommand, _ replyIsLost: Bool, _ now: Instant, _ calendar: inout Calendar
    ) {
        var call = procedure.begin(command)
        call.mark = replyIsLost ? 1 : 0
        send(call, after: station.times.outward(call), now, &calendar)
    }

    /// Sends a call to its store, where it waits for its turn.
    mutating func send(_ call: StoreCall, after way: TimeSpan, _ now: Instant, _ calendar: inout Calendar) {
        let line = station.times.line(of: call, product: product(of: call))
        guard let (visit, isFirst) = station.enter(call, line: line, arrives: now + way) else {
            return stockAnswers(.busy(call.order), to: call, after: way + station.times.homeward(call), now, &calendar)
        }
        if isFirst { serve(visit, from: now + way, &calendar) }
    }

    /// A call's turn has come, or will have when it arrives.
    @inline(__always)
    private mutating func serve(_ visit: UInt32, from start: Instant, _ calendar: inout Calendar) {
        let call = station[visit].call
        let time = station.times.time(of: call, writes: stores.wouldWrite(call))
        calendar.schedule(.storeEnds(visit: visit), at: start + time)
    }

    /// A release names the order only.
    @inline(__always)
    private func product(of call: StoreCall) -> Int {
        call.operation == .release ? stores.product(of: call.order)?.index ?? -1 : call.product.index
    }

    /// A store has done what was asked.
    mutating func storeEnds(_ visit: UInt32, _ now: Instant, _ calendar: inout Calendar) {
        let (call, homeward) = (station[visit].call, station[visit].homeward)
        present = now
        let next = station.leave(visit, at: now)
        stores.handle(call, at: now, into: &storeEffects)
        if let next { serve(next, from: max(now, station[next].arrives), &calendar) }
        carryStores(call, homeward, now, &calendar)
    }

    /// What comes of a call, or of holds that have run out.
    mutating func carryStores(
        _ call: StoreCall, _ homeward: TimeSpan, _ now: Instant, _ calendar: inout Calendar
    ) {
        for index in 0..<storeEffects.count {
            switch storeEffects[index] {
            case .answer(let effect): stockAnswers(effect, to: call, after: homeward, now, &calendar)
            case .found(let found, let available):
                switch procedure.proceed(found, available: available) {
                case .call(let next): send(next, after: homeward + station.times.outward(next), now, &calendar)
                case .answer(let effect): stockAnswers(effect, to: found, after: homeward, now, &calendar)
                }
            case .forward(let next): send(next, after: station.times.between(next), now, &calendar)
            }
        }
        storeEffects.removeAll()
        auditRows(of: call, now)
        arm(.stock, stores.nextDeadline, &calendar)
    }

    /// The stock service's answer leaves for the coordinator, when it has come from the store.
    private mutating func stockAnswers(
        _ effect: StockEffect, to call: StoreCall, after way: TimeSpan, _ now: Instant, _ calendar: inout Calendar
    ) {
        auditorsBox.value.stock(effect, buyers: buyers, at: now)
        gauges.stock(effect, product: call.product.index, at: now)
        let reply: CoordinatorCommand
        switch effect {
        case .held(let order): reply = .stockHeld(order)
        case .soldOut(let order), .limitReached(let order): reply = .stockSoldOut(order)
        case .busy(let order): reply = .stockCallFailed(order)
        case .confirmed(let order): reply = .stockConfirmed(order)
        case .holdGone(let order): reply = .stockHoldGone(order)
        case .released(let order): reply = .stockReleased(order)
        case .checked(let order, let available): reply = .stockChecked(order, available: available)
        case .expired, .supplied: return
        }
        if call.mark != 0 {
            loseReply(of: .stock)
        } else if !isCore, orders[call.order.index].isLegacy {
            answerSilo(effect, after: way, now, &calendar)
        } else {
            post(.order(reply), after: way + scenario.fleet.networkLeg, now, &calendar)
        }
    }

    /// Shows the auditor the stores' accounts that a call has changed.
    @inline(__always)
    private mutating func auditRows(of call: StoreCall, _ now: Instant) {
        let product = call.product.index
        if stores.design.strategy.decidesInMemory {
            if call.place == 1, let available = stores.memoryAvailable(of: product) {
                auditors.memory(call.order, product: product, available: available, at: now)
            }
        } else if call.quantity > 0 {
            let others = isCore ? nil : unitsOutsideTheLedger(product)
            auditors.row(call.order, product: product, stores.units(of: product), others: others, at: now)
        }
        guard stores.design.strategy == .segmented else { return }
        auditors.buckets(
            call.order, product: product, sum: stores.unitsInBuckets(of: product),
            least: stores.unitsInPoorestBucket(of: product), at: now)
    }

    /// The coordinator asks for an order's units.
    @inline(__always)
    mutating func asksForStock(_ order: OrderID, _ now: Instant) {
        orders[order.index].asks(at: now)
    }

    /// The coordinator hears whether it gets them.
    @inline(__always)
    mutating func holdAnswered(_ order: OrderID, _ now: Instant) {
        if let waited = orders[order.index].isAnswered(at: now) { gauges.holds.latencies.record(waited.nanoseconds) }
    }
}

/// When the run is over.
extension World {
    /// Holds the ledger and the stores' laws against what was seen.
    mutating func closeStores() {
        for product in 0..<stores.productCount {
            let units = stores.units(of: product), others = isCore ? 0 : unitsOutsideTheLedger(product)
            auditors.close(
                product: product, available: units.available - others, held: units.held, sold: units.sold + others,
                memory: stores.memoryAvailable(of: product))
        }
        let (sent, done, refused) = (station.sent, station.done, station.refused)
        auditors.tally.expect(
            .jobsAccounted, sent == done + refused && station.open == 0,
            "the stores: \(sent) calls, \(done) done, \(refused) turned away")
        let inStores = station.inStores.integral(until: present), sojourns = station.sojourns
        auditors.tally.expect(
            .littlesLaw, inStores == sojourns, "the stores: integral \(inStores) ns, sojourns \(sojourns) ns")
    }

    /// What overselling cost in money.
    var oversellLoss: Money {
        auditors.oversellLoss(prices: salePrices, compensation: scenario.oversell.compensation)
    }

    /// How long the people at it took to put the oversold orders right.
    var reconciliation: TimeSpan {
        let work = scenario.oversell.perOrder.nanoseconds * Int64(auditors.stockNotes.oversoldOrders)
        return TimeSpan(nanoseconds: work / Int64(scenario.oversell.people))
    }
}

/// What happens to stock at a set time: deliveries, withdrawals, a fail-over, and the channels' synchronisation.
extension World {
    /// Puts the plan into the calendar.
    func scheduleSupplies(_ calendar: inout Calendar) {
        for (index, supply) in supplies.enumerated() {
            calendar.schedule(.stockTurns(index: UInt32(index)), at: supply.at)
        }
        if scenario.coordination.stockStrategy == .channelCopies {
            calendar.schedule(.stockTurns(index: Self.synchronisation), after: scenario.stockStore.synchroniseEvery)
        }
        if scenario.coordination.stockStrategy == .redisCounter, let failOver = scenario.stockStore.failOver {
            calendar.schedule(.stockTurns(index: Self.failOver), at: failOver)
        }
    }

    private static var synchronisation: UInt32 { .max }
    private static var failOver: UInt32 { .max - 1 }

    /// One of them is due. Whoever brings it is no shopper and needs no server of the stock service.
    mutating func stockTurns(_ index: UInt32, _ now: Instant, _ calendar: inout Calendar) {
        let leg = scenario.fleet.networkLeg
        switch index {
        case Self.synchronisation:
            // One channel after the other, as such jobs do.
            for channel in 0..<scenario.stockStore.channels {
                let call = procedure.synchronise(channel: channel)
                send(call, after: leg * Int64(channel + 1), now, &calendar)
            }
            if goesOn(now) { calendar.schedule(.stockTurns(index: index), after: scenario.stockStore.synchroniseEvery) }
        case Self.failOver: send(procedure.failOver, after: leg, now, &calendar)
        default:
            let call = procedure.begin(supplies[Int(index)].command)
            send(call, after: station.times.outward(call), now, &calendar)
        }
    }
}

/// A delivery or a withdrawal of the scenario, and when it is due.
struct PlannedSupply {
    let at: Instant
    let command: StockSupply

    /// All of a scenario, in the order of time; each product's are numbered from 1.
    static func all(_ scenario: Scenario) -> [PlannedSupply] {
        let plans =
            scenario.catalogue.refills.map { ($0, true) } + scenario.catalogue.withdrawals.map { ($0, false) }
        // Equal instants keep the order of the file.
        let ordered = plans.enumerated().sorted { ($0.element.0.at, $0.offset) < ($1.element.0.at, $1.offset) }
        var deliveries = [UInt32](repeating: 0, count: scenario.catalogue.products)
        return ordered.map { _, entry in
            let (plan, isRefill) = entry
            deliveries[plan.rank - 1] += 1
            let product = ProductID(index: plan.rank - 1), delivery = deliveries[plan.rank - 1]
            let units = UInt32(plan.units)
            return PlannedSupply(
                at: plan.at,
                command: isRefill
                    ? .refill(product, units: units, delivery: delivery)
                    : .withdraw(product, units: units, delivery: delivery))
        }
    }
}
