import DiscreteEvent
import Platform
import Primitives
import Workload

/// Sessions begin and end.
extension World {
    /// An ordinary session starts with a list or a product page; the next one is put into the calendar.
    mutating func startSession(_ now: Instant, _ calendar: inout Calendar) {
        let number = sessions.count * 2
        if let next = sessions.next() { calendar.schedule(.sessionStarts, at: next) }
        let slot = admit(number)
        let draw = shoppers[slot].stream.next()
        let opensWithProduct = Int(draw % 1_000) < scenario.journey.opensWithProduct
        if opensWithProduct { chooseProduct(slot) }
        click(slot, opensWithProduct ? .product : .list, at: now, &calendar)
    }

    /// Someone comes who waits for the sale to open, and refreshes a product's page until then.
    mutating func startEarlySession(_ now: Instant, _ calendar: inout Calendar) {
        let number = earlySessions.count * 2 + 1
        if let next = earlySessions.next() { calendar.schedule(.rushStarts, at: next) }
        let slot = admit(number)
        chooseProduct(slot)
        click(slot, .refresh, at: now, &calendar)
    }

    /// Gives the shopper of session `number` a slot, a user, a region and a stream.
    private mutating func admit(_ number: UInt64) -> Int {
        let slot = freeShoppers.count > 0 ? Int(freeShoppers.removeLast()) : shoppers.append(.nobody)
        var who = keys.population.substream(number)
        let turn = shoppers[slot].turn
        shoppers[slot] = .nobody
        shoppers[slot].turn = turn
        shoppers[slot].user = UserID(UInt32(who.next(below: choices.users)))
        shoppers[slot].region = UInt8(choices.regions.sample(who.next()))
        shoppers[slot].stream = keys.journey.substream(number)
        gauges.sessions += 1
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
