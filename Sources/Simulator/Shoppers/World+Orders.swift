import DiscreteEvent
import Platform
import Primitives
import Workload

/// The way of an order, on the shoppers' side: hand in, pay, be answered.
extension World {
    /// The product service passes a click on "place the order" to the coordinator.
    ///
    /// The order's number was chosen by the shopper's client; a repeated click repeats it.
    mutating func handIn(_ slot: Int, _ turn: UInt16, _ now: Instant, _ calendar: inout Calendar) {
        if shoppers[slot].order == Shopper.none {
            shoppers[slot].order = UInt32(orders.count)
            openFile(slot, now)
        }
        let number = Int(shoppers[slot].order)
        orders[number].turn = turn
        if !isCore, orders[number].isLegacy {
            return postToSilo(.place(purchase(number, of: slot)), now, &calendar)
        }
        post(.order(.place(purchase(number, of: slot))), now, &calendar)
    }

    /// The product service passes a click on "pay" to the coordinator.
    mutating func pay(_ slot: Int, _ turn: UInt16, _ now: Instant, _ calendar: inout Calendar) {
        let number = Int(shoppers[slot].order)
        orders[number].turn = turn
        if !isCore, orders[number].isLegacy {
            return postToSilo(.pay(OrderID(index: number)), now, &calendar)
        }
        post(.order(.pay(OrderID(index: number))), now, &calendar)
    }

    /// The first click on "place the order" has reached the platform: one more buyer of the product.
    mutating func beginsBuying(_ slot: Int) {
        guard !shoppers[slot].isBuying else { return }
        shoppers[slot].isBuying = true
        buyers[Int(shoppers[slot].product)] += 1
    }

    /// The buyer has an answer, or has left.
    mutating func stopsBuying(_ slot: Int) {
        guard shoppers[slot].isBuying else { return }
        shoppers[slot].isBuying = false
        buyers[Int(shoppers[slot].product)] -= 1
    }

    /// The shopper has done with the order in hand, if there is one: answers about it find nobody any more, as
    /// ``tell(_:_:_:_:)`` asks whether the shopper in the file's slot still has this order. The slot is cleared so
    /// that the file folds well.
    mutating func letGo(_ slot: Int) {
        guard shoppers[slot].order != Shopper.none else { return }
        orders[Int(shoppers[slot].order)].shopper = 0
        orders[Int(shoppers[slot].order)].turn = 0
        shoppers[slot].order = Shopper.none
    }

    private mutating func openFile(_ slot: Int, _ now: Instant) {
        let key = shoppers[slot].chance(.order)
        var quantity = choices.quantities.sample(RandomStream(state: key).substream(0).state) + 1
        let population = Int(shoppers[slot].scalpers)
        if population > 0 { quantity = scalping.order(population - 1) }
        let product = Int(shoppers[slot].product)
        var coupon = OrderFile.noCoupon
        let wish = RandomStream(state: key).substream(1).state
        if !scenario.coupons.isEmpty, Int(wish % 1_000) < scenario.journey.couponPermille {
            coupon = UInt8((wish >> 32) % UInt64(scenario.coupons.count))
        }
        var file = OrderFile(
            key: key, shopper: UInt32(slot), turn: 0, product: UInt16(product), user: shoppers[slot].user,
            region: shoppers[slot].region, quantity: UInt8(quantity), coupon: coupon, couponWasRefused: false,
            messages: 0, isLegacy: !isCore && isServedByLegacy(shoppers[slot].user, product), placedAt: now,
            capturedAt: .distantPast)
        file.isScalped = population > 0
        if choices.hasBaskets, population == 0 { openBasket(file, now) } else { orders.append(file) }
    }

    /// The price of all units of a line, before any coupon.
    @inline(__always)
    func price(_ file: OrderFile) -> Money {
        let unit = salePrices[Int(file.product)]
        return (file.bundle == 0 ? unit : bundlePrice(unit, file.bundle)) * Int64(file.quantity)
    }

    /// The basket that the shopper in this slot hands in.
    @inline(__always)
    private func purchase(_ number: Int, of slot: Int) -> Purchase {
        let file = orders[number]
        var purchase = Purchase(
            order: OrderID(index: number), user: shoppers[slot].user, product: ProductID(UInt32(file.product)),
            quantity: file.quantity, region: file.region,
            coupon: file.coupon == OrderFile.noCoupon ? nil : CouponID(UInt32(file.coupon)), price: price(file))
        if file.lines > 1 { addFurtherLines(to: &purchase) }
        return purchase
    }

    /// The coordinator has an answer for the buyer; it reaches the page if one still waits for it.
    mutating func tell(_ order: OrderID, _ answer: OrderAnswer, _ now: Instant, _ calendar: inout Calendar) {
        let file = orders[order.index]
        let slot = Int(file.shopper)
        guard shoppers[slot].order == order.number, shoppers[slot].turn == file.turn,
            shoppers[slot].phase == .waiting
        else { return }
        // The answer goes back through the service that has the product's pages.
        if losesReply(slot, serves(slot)) { return }
        let leaves = now + outgoing.delay, added = tape.delaysPages ? pageDelay(slot) : .zero
        let reaches = self.answer(slot, file.turn, PageAnswer(answer), leaves, &calendar)
        if reaches != .distantPast { answersBreakdown(slot, leaves, added: added, reaches: reaches) }
    }

    /// The coordinator has settled an order: nothing is owed to anyone, for any of its lines.
    mutating func settle(_ order: OrderID, _ outcome: OrderOutcome, _ now: Instant) {
        if keepsOrders { for line in lines(of: order) { keep(OrderID(index: line), of: order, outcome) } }
        gauges.settled += 1
        gauges.outcomes[Int(outcome.rawValue)] += 1
        noteLoss(of: order, outcome)
        auditors.settled(order, outcome, at: now)
        for line in lines(of: order) { orders[line].settle() }
    }

    /// Keeps a line of a settled order for the list of completed transactions.
    private mutating func keep(_ line: OrderID, of order: OrderID, _ outcome: OrderOutcome) {
        let file = orders[line.index]
        var end = outcome
        if outcome == .partlyRefunded { end = file.end == .issued ? .issued : .refunded }
        completed.append(
            CompletedOrder(
                instant: file.placedAt, order: order, line: file.line, user: file.user,
                product: ProductID(UInt32(file.product)), region: file.region, quantity: file.quantity,
                outcome: end.rawValue, amount: auditors.amount(line) ?? price(file)))
    }
}

extension PageAnswer {
    /// What the page says when the coordinator says this.
    init(_ answer: OrderAnswer) {
        switch answer {
        case .placed: self = .placed
        case .soldOut: self = .soldOut
        case .unavailable: self = .unavailable
        case .issued: self = .issued
        case .preparing: self = .preparing
        case .declined: self = .declined
        case .closed: self = .closed
        case .refunded: self = .refunded
        case .partlyRefunded: self = .partlyRefunded
        }
    }
}
