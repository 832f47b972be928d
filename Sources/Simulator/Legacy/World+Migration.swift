import DiscreteEvent
import Platform
import Primitives
import Workload

/// The adapter between the old platform and the core.
extension World {
    /// Whether the old platform serves a user who orders this product now.
    ///
    /// Inlined by force: a borrowing call out of a mutating method would copy the whole world's struct.
    @inline(__always)
    func isServedByLegacy(_ user: UserID, _ product: Int) -> Bool {
        switch old.composition {
        case .core: false
        case .legacy: true
        case .migration: old.adapter.side(of: user, in: category(ofProduct: product)) == .legacy
        }
    }

    /// The adapter's first deadline.
    mutating func beginMigration(_ calendar: inout Calendar) {
        if !isCore { arm(.adapter, old.adapter.nextDeadline, &calendar) }
    }

    mutating func wakeAdapter(_ now: Instant, _ calendar: inout Calendar) {
        old.adapter.advance(to: now, into: &old.adapterEffects)
        carryAdapter(now, &calendar)
    }

    private mutating func carryAdapter(_ now: Instant, _ calendar: inout Calendar) {
        for index in 0..<old.adapterEffects.count {
            switch old.adapterEffects[index] {
            case .takeOver(let category): takeOver(category, now, &calendar)
            case .routes(let category, let permille):
                old.gauge.routes(category, permille: permille, rolledBack: false, at: now)
            case .rolledBack(let category, let permille, _):
                old.gauge.routes(category, permille: permille, rolledBack: true, at: now)
            case .refused: break
            }
        }
        old.adapterEffects.removeAll()
        arm(.adapter, old.adapter.nextDeadline, &calendar)
    }

    /// The core's ledger takes a category's stock over in one instant of a quiet night: every sale that keeps units
    /// becomes a hold under its order's number, a sale if it is paid; and the users' overview learns what they have.
    /// Auditors are told nothing: units that were promised stay promised.
    @inline(never)
    private mutating func takeOver(_ category: CategoryID, _ now: Instant, _ calendar: inout Calendar) {
        // What is paid goes first: of two sales of an order the ledger has room for one.
        for isPaid in [true, false] {
            for number in 0..<old.silos[category.index].saleCount {
                let sale = old.silos[category.index].carried(SaleID(index: number))
                guard sale.isPaid == isPaid else { continue }
                if sale.isDelivered { entitle(sale, now, &calendar) }
                if sale.hasUnits, movesToLedger(sale, now) {
                    old.silos[category.index].handOver(SaleID(index: number))
                }
            }
        }
        old.silos[category.index].becomeLent()
        arm(.stock, stores.nextDeadline, &calendar)
    }

    /// The entitlement ledger learns of goods that the old platform delivered, and by its records the user's overview.
    private mutating func entitle(_ sale: CarriedSale, _ now: Instant, _ calendar: inout Calendar) {
        let grant = EntitlementGrant(
            order: sale.order, user: sale.user, product: sale.product, quantity: sale.quantity, serial: 0,
            instant: now)
        tellLedger(.register(grant), now, &calendar)
    }

    /// Whether the ledger has room for a sale. The second sale of an order, and units sold beyond the stock, have no
    /// place in it.
    private mutating func movesToLedger(_ sale: CarriedSale, _ now: Instant) -> Bool {
        guard !old.carried.contains(sale.order) else { return false }
        let hold = StockCommand.hold(sale.order, sale.product, quantity: sale.quantity, by: sale.user)
        guard atOnce(hold, now) == .answer(.held(sale.order)) else { return false }
        _ = old.carried.insert(sale.order)
        if sale.isPaid {
            let answer = atOnce(.confirm(sale.order), now)
            precondition(answer == .answer(.confirmed(sale.order)), "order \(sale.order.number) is not carried over")
        }
        return true
    }

    /// What the ledger says to a command that meets it while nobody else does: no way, no waiting, one step.
    private mutating func atOnce(_ command: StockCommand, _ now: Instant) -> StoreEffect {
        stores.handle(procedure.begin(command), at: now, into: &storeEffects)
        defer { storeEffects.removeAll() }
        return storeEffects[0]
    }

    // MARK: Shadow

    /// The old platform has answered; what would the core have said? Before the stock is taken over, the core is one
    /// ledger over all channels; after that, the answer on stock is the core's own.
    mutating func compareWithCore(
        _ order: OrderID, _ answer: OrderAnswer, _ now: Instant, _ calendar: inout Calendar
    ) {
        guard answer == .placed || answer == .soldOut else { return }
        let category = category(of: order)
        guard old.adapter.phase(of: category) != .off else { return }
        let file = orders[order.index], product = ProductID(UInt32(file.product))
        let said = old.silos[category.index].shadowAnswer(file.user, product, file.quantity)
        var agrees = said.price == price(file)
        if !old.adapter.isTakenOver(category) {
            let left = old.silos[category.index].unitsLeft(product)
            // Units of an order that was placed are gone already.
            agrees = agrees && (answer == .placed ? left >= 0 : left < Int(file.quantity))
        }
        compared(category, agrees, now, &calendar)
    }

    /// The core has answered; what would the old platform have said, by the copy of the buyer's channel?
    mutating func compareWithSilo(
        _ order: OrderID, _ answer: OrderAnswer, _ now: Instant, _ calendar: inout Calendar
    ) {
        guard answer == .placed || answer == .soldOut else { return }
        let category = category(of: order)
        guard old.adapter.phase(of: category) != .off else { return }
        if old.silos[category.index].isSynchronisationDue(at: now) { synchroniseCopies(category) }
        let file = orders[order.index]
        let shadow = old.silos[category.index].shadowAnswer(
            file.user, ProductID(UInt32(file.product)), file.quantity)
        let agrees = shadow.isAvailable == (answer == .placed) && shadow.price == price(file)
        compared(category, agrees, now, &calendar)
    }

    @inline(never)
    private mutating func synchroniseCopies(_ category: CategoryID) {
        for number in 0..<stores.productCount where self.category(ofProduct: number) == category {
            let units = stores.units(of: number)
            old.silos[category.index].synchronise(ProductID(index: number), available: units.available)
        }
    }

    private mutating func compared(
        _ category: CategoryID, _ agrees: Bool, _ now: Instant, _ calendar: inout Calendar
    ) {
        old.gauge.compared(category, agrees: agrees, at: now)
        old.adapter.handle(.compared(category, agrees: agrees), at: now, into: &old.adapterEffects)
        carryAdapter(now, &calendar)
    }

    /// A shopper's attempt at an order or a payment has ended, on whichever side it was.
    mutating func attemptEnded(_ slot: Int, succeeded: Bool, _ now: Instant, _ calendar: inout Calendar) {
        let shopper = shoppers[slot], product = Int(shopper.product)
        switch shopper.page {
        case .order, .pay: break
        case .list, .product, .refresh: return
        }
        let isLegacy =
            shopper.order == Shopper.none
            ? isServedByLegacy(shopper.user, product) : orders[Int(shopper.order)].isLegacy
        let category = category(ofProduct: product)
        old.gauge.ended(category, isLegacy ? .legacy : .core, succeeded: succeeded, at: now)
        guard !isLegacy else { return }
        old.adapter.handle(.ended(category, failed: !succeeded), at: now, into: &old.adapterEffects)
        carryAdapter(now, &calendar)
    }
}
