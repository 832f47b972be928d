import DiscreteEvent
import Platform
import Primitives
import Workload

/// One of the people at the board.
struct Operator: BitwiseCopyable {
    /// The order in hand; nil while looking for one.
    var order: OrderID?
    /// The one before it: what became of the action shows on the board a moment later.
    var last: OrderID?
    /// When it is done.
    var until = Instant.distantPast
}

/// The people at the board of abnormal orders: each takes the oldest that nobody has in hand, works on it for a
/// while, and acts.
extension World {
    @inline(never)
    mutating func operatorsLook(_ now: Instant, _ calendar: inout Calendar) {
        guard let plan = scenario.operators else { return }
        for person in 0..<operators.count {
            guard let order = operators[person].order, operators[person].until <= now else { continue }
            operators[person].order = nil
            operators[person].last = order
            post(.order(plan.action.command(order)), now, &calendar)
        }
        if seat.presence == .atWork { handOut(plan, now) }
        guard goesOn(now) else { return }
        var next = now + .minutes(1)
        for person in 0..<operators.count where operators[person].order != nil {
            next = min(next, operators[person].until)
        }
        arm(.operators, next, &calendar)
    }

    /// Gives those who have nothing in hand the oldest orders that nobody has.
    private mutating func handOut(_ plan: OperatorPlan, _ now: Instant) {
        let idle = (0..<operators.count).filter { operators[$0].order == nil }
        guard !idle.isEmpty, now >= scenario.start + plan.fromAge else { return }
        let taken = (0..<operators.count).flatMap { [operators[$0].order, operators[$0].last] }
        let page = coordinator.abnormalOrders(
            atMost: operators.count * 3, since: now - plan.fromAge, allowing: plan.action)
        let free = page.filter { entry in !taken.contains(entry.order) }
        for (person, entry) in zip(idle, free) {
            operators[person].order = entry.order
            operators[person].until = now + plan.timePerOrder
        }
    }

    /// A person hands the goods of a line over, once, and says so whenever told to.
    mutating func handOver(_ line: OrderID, _ now: Instant, _ calendar: inout Calendar) {
        post(.order(.handedOver(line)), now, &calendar)
        auditors.handedOver(line, at: now)
    }
}

extension PersonAction {
    /// The command that carries it out.
    func command(_ order: OrderID) -> CoordinatorCommand {
        switch self {
        case .retryNow: .retryNow(order)
        case .refundNow: .refundNow(order)
        case .markIssued: .markIssued(order)
        }
    }
}
