import DiscreteEvent
import Platform
import Primitives
import Workload

/// What shoppers do next, and when: the scenario's Markov chain.
extension World {
    /// After a list, a product page or a refresh.
    mutating func goOn(_ slot: Int, _ now: Instant, _ calendar: inout Calendar) {
        let draw = shoppers[slot].stream.next()
        let percentile = Int(draw >> 40) % 1_000
        let thinkBits = UInt32(truncatingIfNeeded: draw)
        switch shoppers[slot].page {
        case .refresh:
            gauges.refreshes += 1
            refreshOrAct(slot, thinkBits, percentile, now, &calendar)
        case .list:
            let at = now + choices.think(choices.browseThink, thinkBits)
            if percentile < choices.journey.listToProduct {
                chooseProduct(slot)
                click(slot, .product, at: at, &calendar)
            } else if percentile < choices.journey.listToProduct + choices.journey.listToList {
                click(slot, .list, at: at, &calendar)
            } else {
                leave(slot)
            }
        case .product:
            let at = now + choices.think(choices.browseThink, thinkBits)
            let toProduct = choices.journey.productToOrder + choices.journey.productToProduct
            if percentile < choices.journey.productToOrder {
                click(slot, orderOrList(slot, at), at: at, &calendar)
            } else if percentile < toProduct {
                chooseProduct(slot)
                click(slot, .product, at: at, &calendar)
            } else if percentile < toProduct + choices.journey.productToList {
                click(slot, .list, at: at, &calendar)
            } else {
                leave(slot)
            }
        case .order, .pay:
            preconditionFailure("an order or a payment was answered with a plain page")
        }
    }

    /// Someone who waits for the opening: another refresh, or, if that would be too late, the act itself.
    private mutating func refreshOrAct(
        _ slot: Int, _ thinkBits: UInt32, _ percentile: Int, _ now: Instant, _ calendar: inout Calendar
    ) {
        guard let rush = scenario.traffic.rush else {
            preconditionFailure("someone waits for an opening that the scenario does not have")
        }
        let next = now + choices.think(choices.refreshThink, thinkBits)
        if next < rush.opening { return click(slot, .refresh, at: next, &calendar) }
        let draw = shoppers[slot].stream.nextUniform()
        let reacted = rush.opening + TimeSpan(nanoseconds: Int64(Double(rush.reaction.nanoseconds) * draw))
        // An answer that came only after the opening is acted on at once.
        let at = max(now, reacted)
        click(slot, percentile < rush.orderPermille ? orderOrList(slot, at) : .list, at: at, &calendar)
    }

    /// The next page of someone who wants to order: a product that is not on sale yet has no button for it.
    @inline(__always)
    func orderOrList(_ slot: Int, _ at: Instant) -> Page {
        at >= onSale[Int(shoppers[slot].product)] ? .order : .list
    }

    /// After an answer about an order.
    mutating func orderAnswered(
        _ slot: Int, _ answer: PageAnswer, _ now: Instant, _ calendar: inout Calendar
    ) {
        stopsBuying(slot)
        let success = answer != .unavailable
        if !isCore { attemptEnded(slot, succeeded: success, now, &calendar) }
        gauges.end(attempt(slot), since: shoppers[slot].wantedSince, succeeded: success, at: now)
        if hasScalpers {
            if shoppers[slot].scalpers > 0 { return scalperAnswered(slot, answer, now, &calendar) }
            noteRefusal(slot, answer)
        }
        let draw = shoppers[slot].stream.next()
        let percentile = Int(draw >> 40) % 1_000
        let thinkBits = UInt32(truncatingIfNeeded: draw)
        if answer == .placed, shoppers[slot].page == .order {
            if percentile < scenario.journey.orderToPay {
                return click(slot, .pay, at: now + choices.think(choices.payThink, thinkBits), &calendar)
            }
            return leave(slot)
        }
        if answer == .closed, shoppers[slot].page == .pay { loseOrder(slot, .timedOut) }
        letGo(slot)
        if percentile < scenario.journey.orderToList {
            return click(slot, .list, at: now + choices.think(choices.browseThink, thinkBits), &calendar)
        }
        leave(slot)
    }
}
