import Platform
import Primitives
import Workload

// Stock: STK rules, from what the stores decide. The notes are in ``StockNotes``.
extension Auditors {
    /// The coordinator asks for an order's units, for the first time or again.
    mutating func stockAsked(_ order: OrderID, at now: Instant) {
        guard dossiers[order.index].mark == .distantPast, isOpen(order) else { return }
        dossiers[order.index].mark = now
    }

    /// A store has decided, at its end of the network.
    ///
    /// - Parameter buyers: shoppers who have clicked to order each product and have no answer yet.
    mutating func stock(_ effect: StockEffect, buyers: borrowing Table<Int32>, at now: Instant) {
        judgeStockAnswer(effect, at: now)
        judgeHoldTime(effect, at: now)
        switch effect {
        case .held(let order):
            guard !dossiers[order.index].facts.contains(.promised) else { return }
            dossiers[order.index].facts.insert(.promised)
            promise(order, buyers: buyers, at: now)
        case .soldOut(let order): judgeRefusal(order, at: now)
        case .checked(let line, false): if dossiers[line.index].lines > 1 { refuse(line) }
        case .checked, .limitReached, .busy: break
        case .confirmed(let order):
            let isPromised = dossiers[order.index].facts.contains(.promised)
            tally.expect(.holdsEndOnce, isPromised, order: order, at: now)
            guard dossiers[order.index].facts.insert(.confirmed).inserted, isPromised else { return }
            stockNotes.confirmed[Int(dossiers[order.index].product)] += Int(dossiers[order.index].quantity)
        case .holdGone(let order):
            tally.expect(
                .holdsEndOnce, !dossiers[order.index].facts.contains(.promised), order: order, at: now)
        case .released(let order), .expired(let order):
            let facts = dossiers[order.index].facts
            guard facts.contains(.promised) else { return }
            if case .expired = effect {
                tally.expect(.holdsEndOnce, !facts.contains(.confirmed), order: order, at: now)
                judgeAge(order, at: now)
            }
            handBack(order, at: now)
        case .supplied(let product, let units):
            stockNotes.raise(product.index, by: Int(units), at: now)
            stockNotes.total[product.index] += Int(units)
        }
    }

    /// Units are set aside for an order that had none.
    private mutating func promise(_ order: OrderID, buyers: borrowing Table<Int32>, at now: Instant) {
        let product = Int(dossiers[order.index].product), quantity = Int(dossiers[order.index].quantity)
        stockNotes.reserved[product] += quantity
        promise(order, units: quantity, at: now)
        if stockNotes.promised[product] >= stockNotes.total[product], stockNotes.lastUnits[product] == nil {
            stockNotes.lastUnits[product] = StockNotes.LastUnit(at: now, rivals: max(0, Int(buyers[product]) - 1))
        }
        if !stockNotes.limits.isEmpty { judgeLimit(order, at: now) }
    }

    /// An order's units are on the shelf again.
    private mutating func handBack(_ order: OrderID, at now: Instant) {
        let product = Int(dossiers[order.index].product), quantity = Int(dossiers[order.index].quantity)
        dossiers[order.index].facts.remove(.promised)
        stockNotes.raise(product, by: quantity, at: now)
        stockNotes.promised[product] -= quantity
        if dossiers[order.index].facts.contains(.confirmed) {
            stockNotes.returned[product] += quantity
        } else {
            stockNotes.released[product] += quantity
        }
        if !stockNotes.limits.isEmpty { stockNotes.count(order, product, -quantity) }
    }

    /// Sold out is true if there were too few units at some instant since the order asked for them.
    ///
    /// An order that was fenced off or had units before is refused for that reason.
    private mutating func judgeRefusal(_ order: OrderID, at now: Instant) {
        let dossier = dossiers[order.index]
        guard !dossier.facts.hasAny(.unitsBack, .promised) else { return }
        let product = Int(dossier.product), quantity = Int(dossier.quantity)
        let isTrue =
            stockNotes.available(product) < quantity || stockNotes.lastShort(product, quantity) >= dossier.mark
        tally.expect(.noHoldLeft, isTrue, order: order, at: now,
            because: "sold out, while there were all the time at least", Int64(quantity))
    }

    /// A hold that runs out has not outlived its time.
    private mutating func judgeAge(_ order: OrderID, at now: Instant) {
        // Of what the ledger took over from the old platform, nobody has seen the beginning.
        let since = dossiers[order.index].mark
        let isPaying = dossiers[self.order(of: order).index].facts.contains(.paying)
        guard !isPaying, since != .distantPast else { return }
        let age = now - since
        tally.expect(.noHoldLeft, age <= stockNotes.holdTime, order: order, at: now, because: "it was held for", age)
    }

    private mutating func judgeLimit(_ order: OrderID, at now: Instant) {
        let product = Int(dossiers[order.index].product)
        stockNotes.count(order, product, Int(dossiers[order.index].quantity))
        let (has, limit) = (stockNotes.has(order, product), stockNotes.limits[product])
        guard limit > 0 else { return }
        tally.expect(.userLimits, has <= limit, order: order, at: now, because: "the user has", Int64(has),
            "of", Int64(limit))
    }

    /// So many more units of an order's product are promised; fewer, if negative.
    @inline(__always)
    mutating func promise(_ order: OrderID, units: Int, at now: Instant) {
        let product = Int(dossiers[order.index].product)
        let total = stockNotes.total[product]
        let promised = stockNotes.promised[product] + units
        stockNotes.promised[product] = promised
        guard units > 0 else { return }
        if promised - total > stockNotes.oversold[product] {
            stockNotes.oversold[product] = promised - total
            stockNotes.oversoldOrders += 1
        }
        tally.expect(.neverOversold, promised <= total, order: order, at: now)
    }

    /// A buyer is told that a product of an order is sold out; of several, it was the one that was not there.
    mutating func toldSoldOut(_ order: OrderID) {
        for line in lines(of: order) {
            guard dossiers[line].lines == 1 || dossiers[line].facts.contains(.stockRefused) else { continue }
            refuse(OrderID(index: line))
        }
    }

    private mutating func refuse(_ line: OrderID) { stockNotes.refused[Int(dossiers[line.index].product)] = true }

    /// What must hold of an order's units when the run is over.
    mutating func closeStock(_ order: OrderID, at now: Instant) {
        let facts = dossiers[order.index].facts
        tally.expect(.noHoldLeft, !facts.contains(.promised) || facts.contains(.confirmed), order: order, at: now)
    }
}

// What the stores' own accounts must agree with.
extension Auditors {
    /// Holds an order's row in the deciding database against the messages, right after it was written to.
    ///
    /// - Parameter others: units that the old platform sold and the database does not know of; nil if there is no
    ///   such platform. Which of those it calls held is its own affair.
    @inline(__always)
    mutating func row(_ order: OrderID, product: Int, _ units: ProductStock, others: Int? = nil, at now: Instant) {
        let total = stockNotes.total[product], left = stockNotes.available(product) + (others ?? 0)
        let isWhole = units.available + units.held + units.sold == total && units.available == left
        let isHeld = others != nil || units.held == stockNotes.outstanding(product)
        tally.expect(
            .stockConserved, isWhole && isHeld, order: order, at: now,
            because: "its row has available", Int64(units.available), "and by the messages", Int64(left))
    }

    /// Holds all rows of an order's product together against the messages, right after a call for it: none is below
    /// zero, and none is on its way.
    mutating func buckets(_ order: OrderID, product: Int, sum: Int, least: Int, at now: Instant) {
        let left = stockNotes.available(product)
        tally.expect(
            .bucketsAddUp, sum == left && least >= 0, order: order, at: now,
            because: "the rows of its product have", Int64(sum), ", available are", Int64(left))
    }

    /// Holds what the memory would still give away of an order's product against the messages, right after a call.
    mutating func memory(_ order: OrderID, product: Int, available: Int, at now: Instant) {
        let left = stockNotes.available(product)
        tally.expect(
            .memoryAgrees, available <= left, order: order, at: now,
            because: "of its product the memory has", Int64(available), ", available are", Int64(left))
    }

    /// Holds one product's ledger against the messages, when the run is over.
    ///
    /// - Parameter memory: what the memory has available, where one decides.
    mutating func close(product: Int, available: Int, held: Int, sold: Int, memory: Int? = nil) {
        let sum = available + held + sold
        let (units, out) = (stockNotes.total[product], stockNotes.promised[product])
        let flows = stockNotes.outstanding(product)
        tally.expect(
            .stockConserved, sum == units && held + sold == out && held == flows,
            "product \(product): available \(available), held \(held), sold \(sold), stock \(units), promised \(out), "
                + "not confirmed \(flows)")
        let delivered = issuanceNotes.delivered[product]
        tally.expect(
            .neverOversold, delivered <= units, "product \(product): \(delivered) units issued, there were \(units)")
        guard let memory else { return }
        tally.expect(
            .memoryAgrees, memory == available,
            "product \(product): the memory has \(memory) available, the database \(available)")
    }
}

// Figures.
extension Auditors {
    /// Units promised to buyers beyond the stock, over all products, each when it was worst.
    var oversoldUnits: Int { stockNotes.oversold.reduce(0, +) }

    /// What the units beyond the stock cost: their price back, and a compensation each.
    func oversellLoss(prices: [Money], compensation: Money) -> Money {
        stockNotes.oversold.enumerated().reduce(.zero) { $0 + (prices[$1.offset] + compensation) * Int64($1.element) }
    }

    /// Units left over at the end, of products that a buyer was told are sold out.
    var undersoldUnits: Int {
        (0..<stockNotes.units.count).reduce(0) {
            $0 + (stockNotes.refused[$1] ? Swift.max(0, stockNotes.available($1)) : 0)
        }
    }

    /// Products whose last unit had at least one other buyer in flight.
    var contestedLastUnits: Int { stockNotes.lastUnits.reduce(0) { $0 + (($1?.rivals ?? 0) > 0 ? 1 : 0) } }

    /// Products whose last unit went at some time.
    var soldOutProducts: Int { stockNotes.lastUnits.reduce(0) { $0 + ($1 == nil ? 0 : 1) } }
}
