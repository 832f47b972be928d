import Platform
import Primitives
import Workload

/// What is checked once, when the run is over.
extension Auditors {
    /// Holds every order's dossier against the provider's statement, its charges by order number, and sums
    /// against sums.
    mutating func close(statement charges: borrowing FoldingArray<PaymentProvider.Charge>, now: Instant) {
        var total = Money.zero
        for number in 0..<dossiers.count where dossiers[number].facts.contains(.placed) {
            let order = OrderID(index: number)
            let facts = dossiers[number].facts
            tally.expect(.allSettled, facts.contains(.settled), order: order, at: now)
            tally.expect(
                .noHoldLeft, !facts.contains(.promised) || facts.contains(.confirmed), order: order, at: now)
            let audited = dossiers[number].records == (facts.contains(.issued) ? 1 : 0)
            tally.expect(.auditComplete, audited, order: order, at: now)
            guard number < charges.count else { continue }
            let charge = charges[number]
            tally.expect(.oneCapture, charge.captures <= 1, order: order, at: now)
            tally.expect(.refundWithinCapture, charge.refunds <= charge.captures, order: order, at: now)
            if charge.captures > 0 {
                let issued = facts.contains(.issued)
                let refunded = charge.refunds > 0 && charge.refunds >= charge.captures
                tally.expect(.issuedOrRefunded, issued != refunded, order: order, at: now)
                if !refunded { total += Money(fen: charge.amount) }
            }
        }
        let (books, truth) = (platformBooks, total)
        tally.expect(.booksAgree, books == truth, "the platform has \(books) yuan, the provider \(truth)")
    }

    /// Holds one product's ledger against the messages.
    mutating func close(product: Int, available: Int, held: Int, sold: Int) {
        let sum = available + held + sold
        let (units, out) = (stock[product], promised[product])
        tally.expect(
            .stockConserved, sum == units && held + sold == out,
            "product \(product): available \(available), held \(held), sold \(sold), stock \(units), promised \(out)")
    }

    /// Units promised to buyers beyond the stock, over all products, each when it was worst.
    var oversoldUnits: Int { oversold.reduce(0, +) }

    /// Units left over at the end, of products that a buyer was told are sold out.
    var undersoldUnits: Int {
        (0..<stock.count).reduce(0) { $0 + (refusedProducts[$1] ? Swift.max(0, stock[$1] - promised[$1]) : 0) }
    }

    /// Products whose last unit had at least one other buyer in flight.
    var contestedLastUnits: Int { lastUnits.reduce(0) { $0 + (($1?.rivals ?? 0) > 0 ? 1 : 0) } }

    /// Products whose last unit went at some time.
    var soldOutProducts: Int { lastUnits.reduce(0) { $0 + ($1 == nil ? 0 : 1) } }
}
