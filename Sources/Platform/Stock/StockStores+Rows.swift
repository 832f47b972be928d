import Primitives

// Several rows per product: buckets that lend to each other, or the copies of sales channels that do not.
extension StockStores {
    /// Takes from the order's own row, or says that it is short.
    mutating func holdFromBucket(_ call: StoreCall, at now: Instant, into effects: inout EffectBuffer<StoreEffect>) {
        let place = Int(call.place) * productCount + call.product.index
        guard amounts[place] >= Int(call.quantity) || book.phase(of: call.order) != .none else {
            effects.append(.found(call, available: amounts[place]))
            return
        }
        effects.append(.answer(take(call, from: place, at: now)))
    }

    /// Fills the order's own row up from the others, in one transaction, and takes from it.
    ///
    /// The richest row gives half of what it has, so that the next orders need not borrow; more is gathered only if
    /// that is not enough.
    mutating func borrow(_ call: StoreCall, at now: Instant, into effects: inout EffectBuffer<StoreEffect>) {
        let product = call.product.index
        let place = Int(call.place) * productCount + product
        if amounts[place] < Int(call.quantity), book.covers(call.product, call.quantity) {
            move((amounts[richest(product, but: place)] + 1) / 2, from: richest(product, but: place), to: place)
            while amounts[place] < Int(call.quantity) {
                let richest = richest(product, but: place)
                move(amounts[richest], from: richest, to: place)
            }
        }
        effects.append(.answer(take(call, from: place, at: now)))
    }

    /// Takes from a channel's own copy of the stock. The copy is all that it looks at.
    mutating func holdFromCopy(_ call: StoreCall, at now: Instant, into effects: inout EffectBuffer<StoreEffect>) {
        let place = Int(call.place) * productCount + call.product.index
        guard amounts[place] >= Int(call.quantity) || book.phase(of: call.order) != .none else {
            effects.append(.answer(book.refuse(call.order, call.product, call.quantity)))
            return
        }
        let before = book.products[call.product.index].version
        effects.append(.answer(book.hold(call, .limitOnly, at: now)))
        if book.products[call.product.index].version != before { amounts[place] -= Int(call.quantity) }
    }

    /// A channel reports what it has sold since the last time, and gets what headquarters believe to be left.
    mutating func synchronise(channel: Int) {
        for product in 0..<productCount {
            let place = channel * productCount + product
            central[product] -= granted[place] - amounts[place]
            granted[place] = max(0, central[product])
            amounts[place] = granted[place]
        }
    }

    /// The units in all rows of a product together. O(rows).
    public func unitsInBuckets(of product: Int) -> Int {
        (0..<design.buckets).reduce(0) { $0 + amounts[$1 * productCount + product] }
    }

    /// The least that any row of a product has. O(rows).
    public func unitsInPoorestBucket(of product: Int) -> Int {
        (0..<design.buckets).reduce(.max) { min($0, amounts[$1 * productCount + product]) }
    }

    /// Spreads a delivery over a product's rows, or takes a withdrawal from the richest.
    mutating func spread(_ units: Int, _ product: Int) {
        for row in 0..<design.buckets where units > 0 {
            let share = units / design.buckets + (row < units % design.buckets ? 1 : 0)
            amounts[row * productCount + product] += share
        }
        var left = max(0, -units)
        while left > 0 {
            let place = richest(product, but: -1)
            let part = min(left, amounts[place])
            amounts[place] -= part
            left -= part
        }
    }

    private mutating func take(_ call: StoreCall, from place: Int, at now: Instant) -> StockEffect {
        let before = book.products[call.product.index].version
        let effect = book.hold(call, .full, at: now)
        if book.products[call.product.index].version != before { amounts[place] -= Int(call.quantity) }
        return effect
    }

    private mutating func move(_ units: Int, from one: Int, to other: Int) {
        amounts[one] -= units
        amounts[other] += units
    }

    /// The place of the product's row that has most, another one than `place`; the first of equals.
    private func richest(_ product: Int, but place: Int) -> Int {
        var best = -1
        for row in 0..<design.buckets {
            let other = row * productCount + product
            if other != place, best < 0 || amounts[other] > amounts[best] { best = other }
        }
        precondition(best >= 0, "product \(product) has no other row")
        return best
    }
}
