import Platform
import Primitives
import Workload

extension Auditors {
    /// What the auditor of stock has written down, by messages alone.
    struct StockNotes: ~Copyable {
        /// How a product's last unit went.
        struct LastUnit {
            var at: Instant
            /// Others who had clicked to order the product and had no answer yet.
            var rivals: Int
        }

        /// The most units in one order.
        private static var largestOrder: Int { 8 }

        /// Units that there were at the start, by product; and with those that came and went since.
        let units: [Int]
        var total: [Int]
        /// Units promised (held or sold) by product.
        var promised: [Int]
        // Flows of units by product: set aside, paid for, given back before that, and after.
        var reserved: [Int]
        var confirmed: [Int]
        var released: [Int]
        var returned: [Int]
        /// By product, units promised beyond the stock when it was worst. Unpaid orders give theirs back, so
        /// that the end of a run may not show it any more: but every one was promised to a buyer.
        var oversold: [Int]
        /// Orders that made it worse.
        var oversoldOrders = 0
        /// Products for which a buyer was told that they are sold out.
        var refused: [Bool]
        /// When each product's last unit went for the first time, and how many others were buying it then.
        var lastUnits: [LastUnit?]
        /// By product and units, when there were fewer than so many for the last time; as of the last rise.
        private var shortUntil: Table<Instant>
        /// How long a hold lasts unless it is confirmed: from when it is decided until the ledger takes it back.
        let holdTime: TimeSpan
        /// By product, the units that one user may have, 0 for any number; empty if none is limited.
        let limits: [Int]
        /// By order, its user; by product and user, units. Kept only if any product is limited.
        private var users = FoldingArray<UInt32>()
        private var counts: [UInt64: Int] = [:]

        init(_ scenario: Scenario, units: [Int]) {
            self.units = units
            total = units
            let none = [Int](repeating: 0, count: units.count)
            (promised, reserved, confirmed, released, returned, oversold) = (none, none, none, none, none, none)
            refused = Array(repeating: false, count: units.count)
            lastUnits = Array(repeating: nil, count: units.count)
            shortUntil = Table(repeating: .distantPast, count: units.count * Self.largestOrder)
            // What a memory has decided reaches the ledger a flush later.
            let isLate = scenario.coordination.stockStrategy.decidesInMemory
            holdTime = scenario.holdTime + (isLate ? scenario.stockStore.flush : .zero)
            limits = scenario.catalogue.unitsPerUser
        }

        /// Units that nobody was promised.
        @inline(__always)
        func available(_ product: Int) -> Int { total[product] - promised[product] }

        /// Units set aside that were neither paid for nor given back.
        @inline(__always)
        func outstanding(_ product: Int) -> Int { reserved[product] - confirmed[product] - released[product] }

        /// When there were fewer than so many units for the last time, before there were enough again.
        func lastShort(_ product: Int, _ quantity: Int) -> Instant {
            shortUntil[product * Self.largestOrder + quantity - 1]
        }

        /// Units of a product are about to become available: until now there were too few of them for some orders.
        mutating func raise(_ product: Int, by units: Int, at now: Instant) {
            let before = available(product)
            guard before < Self.largestOrder else { return }
            var quantity = max(before, 0) + 1
            while quantity <= min(before + units, Self.largestOrder) {
                shortUntil[product * Self.largestOrder + quantity - 1] = now
                quantity += 1
            }
        }

        /// An order's user, for the limits, which hold for its lines.
        mutating func placed(_ purchase: Purchase) {
            guard !limits.isEmpty else { return }
            let lines = purchase.order.index..<purchase.order.index + Int(purchase.lineCount)
            users.grow(to: lines.upperBound, filledWith: 0)
            for line in lines { users[line] = purchase.user.number }
        }

        /// Counts units that an order's user gets, or gives back.
        mutating func count(_ order: OrderID, _ product: Int, _ quantity: Int) {
            counts[key(order, product), default: 0] += quantity
        }

        /// How many units an order's user has of a product.
        func has(_ order: OrderID, _ product: Int) -> Int { counts[key(order, product)] ?? 0 }

        private func key(_ order: OrderID, _ product: Int) -> UInt64 {
            UInt64(product) << 32 | UInt64(users[order.index])
        }
    }
}
