import Primitives

// What a database does in one step.
extension StockStores {
    /// Looks and takes.
    mutating func hold(_ call: StoreCall, at now: Instant, into effects: inout EffectBuffer<StoreEffect>) {
        switch design.strategy {
        case .redisCounter, .tokens: holdInMemory(call, at: now, into: &effects)
        case .channelCopies: holdFromCopy(call, at: now, into: &effects)
        case .conditionalUpdate, .rowLock, .optimisticVersion, .segmented, .serialQueue, .checkThenAct,
            .laggingReplica:
            effects.append(.answer(book.hold(call, .full, at: now)))
        }
    }

    /// Takes without looking. A replica hears of it in its own time.
    mutating func take(_ call: StoreCall, at now: Instant, into effects: inout EffectBuffer<StoreEffect>) {
        let before = book.products[call.product.index].version
        effects.append(.answer(book.hold(call, .none, at: now)))
        if design.strategy == .laggingReplica, book.products[call.product.index].version != before {
            tellReplica(call.product, -Int(call.quantity), into: &effects)
        }
    }

    /// Says whether there is enough, and whether the user may have it.
    func check(_ call: StoreCall, into effects: inout EffectBuffer<StoreEffect>) {
        let isEnough = available(call) >= Int(call.quantity)
        let isAllowed = book.allows(call.product, call.quantity, for: call.user)
        effects.append(.answer(.checked(call.order, available: isEnough && isAllowed)))
    }

    /// Says how much there is; a database says under which version, too.
    func read(_ call: StoreCall, into effects: inout EffectBuffer<StoreEffect>) {
        var next = call
        next.value = book.products[call.product.index].version
        if call.place == 0, book.phase(of: call.order) != .none {
            // The order is known: what became of it is found out when it tries to take.
            effects.append(.found(next, available: Int(call.quantity)))
        } else if book.allows(call.product, call.quantity, for: call.user) {
            effects.append(.found(next, available: available(call)))
        } else {
            effects.append(.answer(.limitReached(call.order)))
        }
    }

    /// Takes, unless somebody has changed the row since it was read.
    mutating func swap(_ call: StoreCall, at now: Instant, into effects: inout EffectBuffer<StoreEffect>) {
        guard book.products[call.product.index].version == call.value else {
            effects.append(.found(call, available: 0))
            return
        }
        effects.append(.answer(book.hold(call, .full, at: now)))
    }

    /// Gives units back.
    mutating func release(_ call: StoreCall, into effects: inout EffectBuffer<StoreEffect>) {
        if design.strategy.decidesInMemory { return releaseInMemory(call, into: &effects) }
        let handback = book.release(call.order)
        effects.append(.answer(.released(call.order)))
        tookBack(handback, into: &effects)
    }

    /// Units are available again in the database: whoever else has an account of them hears of it.
    mutating func tookBack(_ handback: HoldBook.Handback, into effects: inout EffectBuffer<StoreEffect>) {
        guard handback.units > 0 else { return }
        switch design.strategy {
        case .conditionalUpdate, .rowLock, .optimisticVersion, .serialQueue, .checkThenAct: break
        case .redisCounter, .tokens:
            effects.append(.forward(StoreCall(.giveBack, handback.order, handback.product, place: 1)))
        case .segmented:
            let row = design.bucket(of: handback.order.index)
            amounts[row * productCount + handback.product.index] += handback.units
        case .channelCopies:
            let channel = design.channel(of: Int(handback.user.number))
            amounts[channel * productCount + handback.product.index] += handback.units
        case .laggingReplica: tellReplica(handback.product, handback.units, into: &effects)
        }
    }

    /// Books a delivery or a withdrawal.
    mutating func supply(_ call: StoreCall, into effects: inout EffectBuffer<StoreEffect>) {
        let units = call.operation == .refill ? Int(call.value) : -Int(call.value)
        if call.place == 1 { return supplyMemory(call, units, into: &effects) }
        let booked = book.supply(call.product, units, delivery: call.number)
        let product = call.product.index
        // The memory has decided about a withdrawal, and has answered.
        if !design.strategy.decidesInMemory || call.operation == .refill {
            effects.append(.answer(.supplied(call.product, units: Int32(booked))))
        }
        guard booked != 0 else { return }
        switch design.strategy {
        case .conditionalUpdate, .rowLock, .optimisticVersion, .serialQueue, .checkThenAct: break
        case .redisCounter, .tokens:
            guard booked > 0 else { return }
            var next = call
            next.place = 1
            effects.append(.forward(next))
        case .segmented: spread(booked, product)
        case .laggingReplica: tellReplica(call.product, booked, into: &effects)
        case .channelCopies: central[product] += booked
        }
    }

    /// What the store that a call looks at has available.
    private func available(_ call: StoreCall) -> Int {
        switch design.strategy {
        case .conditionalUpdate, .rowLock, .optimisticVersion, .segmented, .serialQueue, .checkThenAct:
            book.products[call.product.index].available
        case .redisCounter, .tokens: memory.products[call.product.index].available
        case .laggingReplica: amounts[call.product.index]
        case .channelCopies: amounts[Int(call.place) * productCount + call.product.index]
        }
    }

    private func tellReplica(_ product: ProductID, _ units: Int, into effects: inout EffectBuffer<StoreEffect>) {
        var call = StoreCall(.followAmount, OrderID(0), product, place: 1)
        call.value = Int32(clamping: units)
        effects.append(.forward(call))
    }
}

// A transaction that has locked its row: lock, update, commit, each a round trip.
extension StockStores {
    /// Waits for the row, and says how much there is once it is locked.
    mutating func lock(_ call: StoreCall, into effects: inout EffectBuffer<StoreEffect>) {
        switch locks.lock(call) {
        case .granted: effects.append(.found(call, available: locked(call)))
        case .waits: break
        case .noConnection: effects.append(.answer(.busy(call.order)))
        }
    }

    /// Takes what was written, if anything was, and lets the next have the row.
    mutating func endTransaction(_ call: StoreCall, at now: Instant, into effects: inout EffectBuffer<StoreEffect>) {
        precondition(locks.isHeld(call.product, by: call.order), "order \(call.order.number) has not locked its row")
        if call.operation == .commit {
            // The column's own check, that it is never below zero, is the last guard against a withdrawal in between.
            effects.append(.answer(book.hold(call, .full, at: now)))
        } else if call.operation == .refuse {
            effects.append(.answer(book.refuse(call.order, call.product, call.quantity)))
        }
        if let next = locks.unlock(call.product) { effects.append(.found(next, available: locked(next))) }
    }

    /// What the locked row says; an order that is known finds out at the commit.
    private func locked(_ call: StoreCall) -> Int {
        book.phase(of: call.order) == .none ? book.products[call.product.index].available : Int(call.quantity)
    }
}

extension HoldBook {
    /// Sets aside what a call asks for.
    @inline(__always)
    mutating func hold(_ call: StoreCall, _ caution: Caution, at now: Instant) -> StockEffect {
        hold(call.order, call.product, call.quantity, by: call.user, caution, at: now)
    }
}
