import DiscreteEvent
import Platform
import Primitives
import Workload

/// Scalpers come, try, pay at once, and try again until they have what they want or are refused too often.
extension World {
    mutating func scheduleScalpers(_ calendar: inout Calendar) {
        for population in scenario.scalpers.indices {
            if let first = scalping.arrivals[population].next() {
                calendar.schedule(.scalperStarts(population: UInt32(population)), at: first)
            }
        }
    }

    mutating func startScalper(_ population: UInt32, _ now: Instant, _ calendar: inout Calendar) {
        let index = Int(population)
        if let next = scalping.arrivals[index].next() {
            calendar.schedule(.scalperStarts(population: population), at: next)
        }
        let slot = admit(scalping.comes(index))
        shoppers[slot].scalpers = UInt8(index + 1)
        chooseTarget(slot)
        tryToBuy(slot, now, &calendar)
    }

    @inline(__always)
    private func terms(_ slot: Int) -> ScalperTerms { scalping.terms[Int(shoppers[slot].scalpers) - 1] }

    /// One of the products that the scalper wants, drawn evenly.
    private mutating func chooseTarget(_ slot: Int) {
        let terms = terms(slot)
        let place = Int(shoppers[slot].stream.next(below: UInt64(terms.targetCount)))
        shoppers[slot].product = scalping.targets[terms.firstTarget + place]
    }

    /// Clicks to order as soon as may be: a moment from now, or from when the product is on sale.
    private mutating func tryToBuy(_ slot: Int, _ now: Instant, _ calendar: inout Calendar) {
        let at = max(now, onSale[Int(shoppers[slot].product)]) + pause(slot)
        if at > terms(slot).until { return leave(slot) }
        click(slot, .order, at: at, &calendar)
    }

    private mutating func pause(_ slot: Int) -> TimeSpan {
        choices.exponential(terms(slot).pause, UInt32(truncatingIfNeeded: shoppers[slot].stream.next()))
    }

    /// After an answer about a scalper's order.
    mutating func scalperAnswered(
        _ slot: Int, _ answer: PageAnswer, _ now: Instant, _ calendar: inout Calendar
    ) {
        let isPaying = shoppers[slot].page == .pay
        if answer == .placed, !isPaying { return click(slot, .pay, at: now + pause(slot), &calendar) }
        let terms = terms(slot)
        if isPaying, answer == .issued || answer == .preparing {
            shoppers[slot].units += UInt8(terms.quantity)
        } else {
            shoppers[slot].refusals += 1
        }
        letGo(slot)
        let left = terms.units - Int(shoppers[slot].units)
        if left < terms.quantity || Int(shoppers[slot].refusals) >= terms.patience { return leave(slot) }
        if !terms.respectsLimits {
            shoppers[slot].user = UserID(UInt32(shoppers[slot].stream.next(below: choices.users)))
        }
        chooseTarget(slot)
        tryToBuy(slot, now, &calendar)
    }

    /// Notes for what an ordinary shopper was told that there is none.
    mutating func noteRefusal(_ slot: Int, _ answer: PageAnswer) {
        guard answer == .soldOut, shoppers[slot].order != Shopper.none else { return }
        for line in lines(of: OrderID(shoppers[slot].order)) {
            scalping.refuses(orders[line].quantity, of: Int(orders[line].product))
        }
    }

    /// Notes what a scalper was issued.
    mutating func noteScalped(_ file: OrderFile, _ answer: OrderAnswer) {
        if file.isScalped, answer == .issued { scalping.issued(file.quantity, of: Int(file.product)) }
    }

    func scalperFigures() -> [Figure] {
        [
            Figure(name: "scalper_sessions", value: Double(scalping.sessions.reduce(0, +))),
            Figure(name: "scalper_attempts", value: Double(scalping.attempts.reduce(0, +))),
            Figure(name: "scalper_orders_paid", value: Double(scalping.ordersPaid)),
            Figure(name: "scalper_units", value: Double(scalping.units.reduce(0, +))),
            Figure(name: "scalper_spending_fen", value: Double(scalping.spent.fen)),
            Figure(name: "units_lost_to_scalpers", value: Double(scalping.unitsLost)),
        ]
    }
}
