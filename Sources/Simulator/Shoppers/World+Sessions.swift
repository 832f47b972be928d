import DiscreteEvent
import Platform
import Primitives
import Workload

/// Sessions begin and end.
extension World {
    /// An ordinary session starts with a list or a product page; the next one is put into the calendar.
    mutating func startSession(_ now: Instant, _ calendar: inout Calendar) {
        if isTraced { return startTracedSession(now, &calendar) }
        let number = sessions.count * 2
        if let next = sessions.next() { calendar.schedule(.sessionStarts, at: next) }
        let slot = admit(number)
        let draw = shoppers[slot].stream.next()
        let place = Int(draw % 1_000)
        let opensWithProduct = place < scenario.journey.opensWithProduct
        let opensWithOrder = place >= 1_000 - scenario.journey.opensWithOrder
        if opensWithProduct || opensWithOrder { chooseProduct(slot) }
        noteStart(slot, hasProduct: opensWithProduct || opensWithOrder, isEarly: false)
        let page: Page = opensWithProduct ? .product : opensWithOrder ? orderOrList(slot, now) : .list
        click(slot, page, at: now, &calendar)
    }

    /// A session of the trace starts. It draws what an ordinary one draws, so that what follows is the same.
    private mutating func startTracedSession(_ now: Instant, _ calendar: inout Calendar) {
        let session = traced.take()
        if let next = traced.next { calendar.schedule(.sessionStarts, at: next) }
        let slot = admit(session.number)
        gauges.sessionsByRegion[Int(shoppers[slot].region)] -= 1
        gauges.sessionsByRegion[Int(session.region)] += 1
        shoppers[slot].region = session.region
        if !session.isEarly { _ = shoppers[slot].stream.next() }
        let hasProduct = session.product >= 0
        if hasProduct || session.isEarly { chooseProduct(slot) }
        if hasProduct { shoppers[slot].product = UInt16(session.product) }
        noteStart(slot, hasProduct: hasProduct || session.isEarly, isEarly: session.isEarly)
        let page: Page = session.isEarly ? .refresh : hasProduct ? .product : .list
        click(slot, page, at: now, &calendar)
    }

    /// Notes a start for the traffic that is written out, and those who come early for the figures.
    @inline(__always)
    private mutating func noteStart(_ slot: Int, hasProduct: Bool, isEarly: Bool) {
        if isEarly { gauges.early += 1 }
        guard keepsTraffic else { return }
        log.starts(region: shoppers[slot].region, product: hasProduct ? Int(shoppers[slot].product) : nil, isEarly)
    }

    /// Someone comes who waits for the sale to open, and refreshes a product's page until then.
    mutating func startEarlySession(_ now: Instant, _ calendar: inout Calendar) {
        let number = earlySessions.count * 2 + 1
        if let next = earlySessions.next() { calendar.schedule(.rushStarts, at: next) }
        let slot = admit(number)
        chooseProduct(slot)
        noteStart(slot, hasProduct: true, isEarly: true)
        click(slot, .refresh, at: now, &calendar)
    }

    /// Gives the shopper of session `number` a slot, a user, a region and a stream.
    mutating func admit(_ number: UInt64) -> Int {
        let slot = freeShoppers.count > 0 ? Int(freeShoppers.removeLast()) : shoppers.append(.nobody)
        var who = keys.population.substream(number)
        let turn = shoppers[slot].turn
        shoppers[slot] = .nobody
        shoppers[slot].turn = turn
        shoppers[slot].user = UserID(UInt32(who.next(below: choices.users)))
        shoppers[slot].region = UInt8(choices.regions.sample(who.next()))
        shoppers[slot].stream = keys.journey.substream(number)
        gauges.sessions += 1
        gauges.sessionsByRegion[Int(shoppers[slot].region)] += 1
        live += 1
        return slot
    }

    /// The session is over. The slot's turn goes on counting, so that late answers find nobody.
    mutating func leave(_ slot: Int) {
        stopsBuying(slot)
        shoppers[slot].turn &+= 1
        shoppers[slot].phase = .gone
        letGo(slot)
        freeShoppers.append(UInt32(slot))
        live -= 1
    }

    /// The shopper turns to another product, drawn by popularity.
    mutating func chooseProduct(_ slot: Int) {
        shoppers[slot].product = UInt16(choices.products.sample(shoppers[slot].stream.next()))
    }
}
