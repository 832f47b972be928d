import Primitives

/// What the stock service does with a command: which store it asks, and what it makes of the finding.
///
/// The service itself remembers nothing: what a step needs to know comes with the store's finding. So any of its
/// servers can take any step, and a step that is lost with a server leaves nothing behind but a locked row, which the
/// database rolls back with the connection.
public struct StockProcedure: Equatable, Sendable, BitwiseCopyable {
    /// The chosen strategy with its measures.
    public let design: StockDesign

    /// The procedure of a design.
    public init(_ design: StockDesign) { self.design = design }

    /// The first call for a command.
    public func begin(_ command: StockCommand) -> StoreCall {
        switch command {
        case .hold(let order, let product, let quantity, let user):
            hold(order, product, quantity, user)
        case .check(let order, let product, let quantity, let user):
            StoreCall(.check, order, product, quantity: quantity, by: user, place: reading(user))
        case .take(let order, let product, let quantity, let user):
            design.strategy == .checkThenAct
                ? StoreCall(.take, order, product, quantity: quantity, by: user)
                : hold(order, product, quantity, user)
        case .confirm(let order): StoreCall(.confirm, order)
        case .release(let order): StoreCall(.release, order, place: design.strategy.decidesInMemory ? 1 : 0)
        }
    }

    /// The first call for a delivery or a withdrawal.
    public func begin(_ supply: StockSupply) -> StoreCall {
        switch supply {
        case .refill(let product, let units, let delivery):
            return self.supply(.refill, product, units, delivery, place: 0)
        case .withdraw(let product, let units, let delivery):
            // Where it is decided what is still for sale, so that nothing is withdrawn that was promised.
            return self.supply(.withdraw, product, units, delivery, place: design.strategy.decidesInMemory ? 1 : 0)
        }
    }

    /// The call by which a channel's copy is put right.
    public func synchronise(channel: Int) -> StoreCall { StoreCall(.synchronise, OrderID(0), place: channel) }

    /// The call by which the memory's standby takes over.
    public var failOver: StoreCall { StoreCall(.failOver, OrderID(0), place: 1) }

    /// What follows from a finding.
    public func proceed(_ call: StoreCall, available: Int) -> StockStep {
        var next = call
        switch call.operation {
        case .read:
            if design.strategy == .optimisticVersion {
                // A refusal has to be written down, too, or the order might hear something else the next time.
                next.operation = .swap
            } else {
                guard available >= Int(call.quantity) else { return .answer(.soldOut(call.order)) }
                next.operation = .take
            }
            next.place = 0
        case .swap:
            // Somebody was faster: look again.
            guard call.number + 1 < UInt32(design.rounds) else { return .answer(.busy(call.order)) }
            next.operation = .read
            next.number += 1
        case .lock: next.operation = available >= Int(call.quantity) ? .update : .refuse
        case .update: next.operation = .commit
        case .holdFromBucket:
            next.operation = .borrow
        case .hold, .take, .check, .commit, .refuse, .rollBack, .borrow, .confirm, .release, .recordHold,
            .recordRelease, .giveBack, .followHold, .followRelease, .failOver, .followAmount, .synchronise, .refill,
            .withdraw:
            preconditionFailure("nothing is left to do after \(call.operation) for order \(call.order.number)")
        }
        return .call(next)
    }

    private func hold(_ order: OrderID, _ product: ProductID, _ quantity: UInt8, _ user: UserID) -> StoreCall {
        let operation: StoreOperation, place: Int
        switch design.strategy {
        case .conditionalUpdate, .serialQueue, .checkThenAct: (operation, place) = (.hold, 0)
        case .rowLock: (operation, place) = (.lock, 0)
        case .optimisticVersion: (operation, place) = (.read, 0)
        case .redisCounter, .tokens: (operation, place) = (.hold, 1)
        case .segmented: (operation, place) = (.holdFromBucket, design.bucket(of: order.index))
        case .laggingReplica: (operation, place) = (.read, 1)
        case .channelCopies: (operation, place) = (.hold, reading(user))
        }
        return StoreCall(operation, order, product, quantity: quantity, by: user, place: place)
    }

    /// The store at which a check looks.
    private func reading(_ user: UserID) -> Int {
        switch design.strategy {
        case .channelCopies: design.channel(of: Int(user.number))
        case .redisCounter, .tokens, .laggingReplica: 1
        case .conditionalUpdate, .rowLock, .optimisticVersion, .segmented, .serialQueue, .checkThenAct: 0
        }
    }

    private func supply(
        _ operation: StoreOperation, _ product: ProductID, _ units: UInt32, _ delivery: UInt32, place: Int
    ) -> StoreCall {
        var call = StoreCall(operation, OrderID(0), product, place: place)
        call.value = Int32(clamping: units)
        call.number = delivery
        return call
    }
}

/// What follows from a store's finding.
public enum StockStep: Equatable, Sendable, BitwiseCopyable {
    /// Another call.
    case call(StoreCall)
    /// The answer.
    case answer(StockEffect)
}
