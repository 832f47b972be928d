import Platform
import Primitives

// Stock: STK rules.
extension Auditors {
    /// What the auditor of stock has written down.
    struct StockNotes: ~Copyable {
        /// How a product's last unit went.
        struct LastUnit {
            var at: Instant
            /// Others who had clicked to order the product and had no answer yet.
            var rivals: Int
        }

        /// Units that there were at the start, by product.
        let units: [Int]
        /// How long a hold lasts unless it is confirmed.
        let holdTime: TimeSpan
        /// Units promised (held or sold) by product, by messages alone.
        fileprivate(set) var promised: [Int]
        /// By product, units promised beyond the stock when it was worst. Unpaid orders give theirs back, so
        /// that the end of a run may not show it any more: but every one was promised to a buyer.
        fileprivate(set) var oversold: [Int]
        /// Products for which a buyer was told that they are sold out.
        fileprivate(set) var refused: [Bool]
        /// When each product's last unit went for the first time, and how many others were buying it then.
        fileprivate(set) var lastUnits: [LastUnit?]

        init(units: [Int], holdTime: TimeSpan) {
            self.units = units
            self.holdTime = holdTime
            promised = Array(repeating: 0, count: units.count)
            oversold = Array(repeating: 0, count: units.count)
            refused = Array(repeating: false, count: units.count)
            lastUnits = Array(repeating: nil, count: units.count)
        }
    }

    /// The stock service has answered, at its end of the network.
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
        case .checked(let line, false): if dossiers[line.index].lines > 1 { refuse(line) }
        case .soldOut, .checked: break
        case .confirmed(let order):
            tally.expect(
                .holdsEndOnce, dossiers[order.index].facts.contains(.promised), order: order, at: now)
            dossiers[order.index].facts.insert(.confirmed)
        case .holdGone(let order):
            tally.expect(
                .holdsEndOnce, !dossiers[order.index].facts.contains(.promised), order: order, at: now)
        case .released(let order), .expired(let order):
            guard dossiers[order.index].facts.contains(.promised) else { return }
            if case .expired = effect {
                let confirmed = dossiers[order.index].facts.contains(.confirmed)
                tally.expect(.holdsEndOnce, !confirmed, order: order, at: now)
            }
            dossiers[order.index].facts.remove(.promised)
            let product = Int(dossiers[order.index].product)
            stockNotes.promised[product] -= Int(dossiers[order.index].quantity)
        }
    }

    /// Units are set aside for an order that had none.
    private mutating func promise(_ order: OrderID, buyers: borrowing Table<Int32>, at now: Instant) {
        let product = Int(dossiers[order.index].product)
        let units = stockNotes.units[product]
        let promised = stockNotes.promised[product] + Int(dossiers[order.index].quantity)
        stockNotes.promised[product] = promised
        stockNotes.oversold[product] = max(stockNotes.oversold[product], promised - units)
        tally.expect(.neverOversold, promised <= units, order: order, at: now)
        if promised >= units, stockNotes.lastUnits[product] == nil {
            stockNotes.lastUnits[product] = StockNotes.LastUnit(at: now, rivals: max(0, Int(buyers[product]) - 1))
        }
    }

    /// A buyer is told that a product of an order is sold out; of several, it was the one that was not there.
    mutating func toldSoldOut(_ order: OrderID) {
        for line in lines(of: order) {
            guard dossiers[line].lines == 1 || dossiers[line].facts.contains(.stockRefused) else { continue }
            refuse(OrderID(index: line))
        }
    }

    private mutating func refuse(_ line: OrderID) { stockNotes.refused[Int(dossiers[line.index].product)] = true }

    /// Holds one product's ledger against the messages.
    mutating func close(product: Int, available: Int, held: Int, sold: Int) {
        let sum = available + held + sold
        let (units, out) = (stockNotes.units[product], stockNotes.promised[product])
        tally.expect(
            .stockConserved, sum == units && held + sold == out,
            "product \(product): available \(available), held \(held), sold \(sold), stock \(units), promised \(out)")
    }

    /// What must hold of an order's units when the run is over.
    mutating func closeStock(_ order: OrderID, at now: Instant) {
        let facts = dossiers[order.index].facts
        tally.expect(.noHoldLeft, !facts.contains(.promised) || facts.contains(.confirmed), order: order, at: now)
    }

    /// Units promised to buyers beyond the stock, over all products, each when it was worst.
    var oversoldUnits: Int { stockNotes.oversold.reduce(0, +) }

    /// Units left over at the end, of products that a buyer was told are sold out.
    var undersoldUnits: Int {
        (0..<stockNotes.units.count).reduce(0) {
            $0 + (stockNotes.refused[$1] ? Swift.max(0, stockNotes.units[$1] - stockNotes.promised[$1]) : 0)
        }
    }

    /// Products whose last unit had at least one other buyer in flight.
    var contestedLastUnits: Int { stockNotes.lastUnits.reduce(0) { $0 + (($1?.rivals ?? 0) > 0 ? 1 : 0) } }

    /// Products whose last unit went at some time.
    var soldOutProducts: Int { stockNotes.lastUnits.reduce(0) { $0 + ($1 == nil ? 0 : 1) } }
}
