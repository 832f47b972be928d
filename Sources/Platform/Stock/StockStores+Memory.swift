import Primitives

// A single-threaded store in memory that decides, a counter or a list of tokens; the database writes down what it has
// decided, and a standby hears of it, both later.
extension StockStores {
    /// Looks and takes, in one script or one pop.
    mutating func holdInMemory(_ call: StoreCall, at now: Instant, into effects: inout EffectBuffer<StoreEffect>) {
        let product = call.product.index
        let before = memory.products[product].version
        effects.append(.answer(memory.hold(call, .full, at: now)))
        guard memory.products[product].version != before else { return }
        if design.strategy == .tokens { tokens.pop(Int(call.quantity), of: call.product, for: call.order) }
        forward(call, to: .recordHold, place: 0, into: &effects)
        if design.strategy == .redisCounter { forward(call, to: .followHold, place: 2, into: &effects) }
    }

    /// Gives units back and fences off a hold that comes later; the database hears of it in any case.
    mutating func releaseInMemory(_ call: StoreCall, into effects: inout EffectBuffer<StoreEffect>) {
        effects.append(.answer(.released(call.order)))
        takeBackInMemory(call)
        forward(call, to: .recordRelease, place: 0, into: &effects)
        if design.strategy == .redisCounter { forward(call, to: .followRelease, place: 2, into: &effects) }
    }

    /// What a store does that hears of what another has done.
    mutating func follow(_ call: StoreCall, at now: Instant, into effects: inout EffectBuffer<StoreEffect>) {
        switch call.operation {
        case .recordHold: _ = book.hold(call, .none, at: now)
        case .recordRelease: _ = book.release(call.order)
        case .giveBack:
            takeBackInMemory(call)
            if design.strategy == .redisCounter { forward(call, to: .followRelease, place: 2, into: &effects) }
        case .followHold:
            // What was still on its way when the standby took over is lost with the one that sent it.
            if !hasFailedOver { _ = standby.hold(call, .none, at: now) }
        case .followRelease:
            if !hasFailedOver { _ = standby.release(call.order) }
        case .failOver:
            guard design.strategy == .redisCounter, !hasFailedOver else { return }
            hasFailedOver = true
            Swift.swap(&memory, &standby)
        case .hold, .take, .check, .read, .swap, .lock, .update, .commit, .refuse, .rollBack, .holdFromBucket, .borrow,
            .confirm, .release, .followAmount, .synchronise, .refill, .withdraw:
            preconditionFailure("\(call.operation) follows nothing")
        }
    }

    /// Books a delivery that the database has booked, or decides about a withdrawal.
    mutating func supplyMemory(_ call: StoreCall, _ units: Int, into effects: inout EffectBuffer<StoreEffect>) {
        let booked = memory.supply(call.product, units, delivery: call.number)
        if design.strategy == .tokens { tokens.supply(call.product, booked) }
        if design.strategy == .redisCounter, !hasFailedOver {
            _ = standby.supply(call.product, booked, delivery: call.number)
        }
        guard call.operation == .withdraw else { return }
        effects.append(.answer(.supplied(call.product, units: Int32(booked))))
        var next = call
        next.place = 0
        next.value = Int32(-booked)
        effects.append(.forward(next))
    }

    private mutating func takeBackInMemory(_ call: StoreCall) {
        let handback = memory.release(call.order)
        if design.strategy == .tokens, handback.units > 0 { tokens.push(of: handback.product, from: call.order) }
    }

    private func forward(
        _ call: StoreCall, to operation: StoreOperation, place: UInt8, into effects: inout EffectBuffer<StoreEffect>
    ) {
        var next = call
        next.operation = operation
        next.place = place
        effects.append(.forward(next))
    }

    /// What the memory has available; nil when the strategy has none.
    public func memoryAvailable(of product: Int) -> Int? {
        design.strategy.decidesInMemory ? memory.products[product].available : nil
    }
}
