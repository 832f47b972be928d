import Primitives

/// What is checked once, when the run is over.
extension Auditors {
    /// Holds every line's dossier against the provider's statement, its charges by number, and sums against sums.
    mutating func close(statement charges: borrowing FoldingArray<PaymentProvider.Charge>, now: Instant) {
        for number in 0..<dossiers.count {
            dossiers.open(number)
            guard dossiers[number].facts.contains(.placed) else { continue }
            let order = OrderID(index: number)
            closeCoordination(order, at: now)
            closeStock(order, at: now)
            if self.order(of: order).index < charges.count {
                let own = number < charges.count ? charges[number].balance : .zero
                closePayment(order, statement(of: order, in: charges), own: own, at: now)
            }
        }
        for number in 0..<charges.count where number >= dossiers.count || !dossiers[number].facts.contains(.placed) {
            closeStray(OrderID(index: number), charges[number], at: now)
        }
        closeBooks()
    }
}
