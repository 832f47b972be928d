import Platform
import Primitives
import Workload

/// What is noted of one order while its world goes on. It only looks.
struct OrderWatch: ~Copyable {
    /// What an event is about, as far as the order goes; found out before it happens.
    enum Subject {
        case nothing
        /// The shopper's click reaches the gateway; or one's page is done at a service.
        case click(Int)
        case pageDone(Job, Service)
        case answer(Int, PageAnswer)
        case impatience(Int)
        case letterArrives(Letter)
        case letterDone(Job, Envelope)
        case storeDone(StoreCall)
        /// A machine's deadline, which may be one of the order's.
        case deadline(MachineName)
        case holder(LifecycleOperation)

        /// Whether it is about the order for certain.
        var isOwn: Bool {
            switch self {
            case .nothing, .deadline: false
            case .click, .pageDone, .answer, .impatience, .letterArrives, .letterDone, .storeDone, .holder: true
            }
        }
    }

    /// The order as it was asked for.
    let asked: OrderID
    /// Its lines, once there is one.
    var lines: Range<Int>?
    var steps: [OrderStep] = []
    /// When the page was wanted on which it was handed in, and by whom.
    var since = Instant.origin
    var user = UserID(0)
    var region = UInt8(0)
    var state = OrderState.open(.absent)
    /// Messages about it that were handled so far, and that were sent with its own chances.
    var sightings = 0
    var messages = 0
    /// The messages that are under way, each by its own chance.
    var underWay: [UInt64] = []

    init(_ order: OrderID) { asked = order }

    /// The numbers that messages about the order may have: a line's order may have begun seven before.
    static func numbers(around order: OrderID) -> [OrderID] {
        (max(0, order.index - 7)...order.index + 7).map { OrderID(index: $0) }
    }

    func concerns(_ order: OrderID) -> Bool { lines?.contains(order.index) ?? false }

    func concerns(_ slot: Int, _ world: borrowing World) -> Bool {
        guard let lines, slot < world.shoppers.count else { return false }
        return Int(world.shoppers[slot].order) == lines.lowerBound
    }

    mutating func note(_ at: Instant, _ place: String, _ text: String) {
        steps.append(OrderStep(at: at, place: place, text: text))
    }
}

// Before an event.
extension OrderWatch {
    /// What the event is about.
    func subject(of event: WorldEvent, in world: borrowing World) -> Subject {
        switch event.kind {
        case .pageArrives:
            let slot = Int(event.shopper)
            return concerns(slot, world) && world.shoppers[slot].turn == event.turn ? .click(slot) : .nothing
        case .answerReaches:
            let slot = Int(event.shopper)
            guard concerns(slot, world), world.shoppers[slot].waits(for: event.turn) else { return .nothing }
            return .answer(slot, event.answer)
        case .patienceEnds:
            let slot = Int(event.shopper)
            return concerns(slot, world) && world.shoppers[slot].waits(for: event.turn) ? .impatience(slot) : .nothing
        case .serviceEnds: return job(event, world)
        case .messageArrives:
            let letter = world.mail[event.number].body
            return concerns(letter.order) ? .letterArrives(letter) : .nothing
        case .storeEnds:
            let call = world.station[event.number].call
            return concerns(call.order) ? .storeDone(call) : .nothing
        case .wakes: return lines == nil ? .nothing : .deadline(event.machine)
        case .holderActs: return concerns(event.wish.order) ? .holder(event.wish.operation) : .nothing
        case .sessionStarts, .rushStarts, .waiterLeaves, .serverReady, .faultTurns, .minuteEnds, .patienceSweep,
            .scalingDecision, .windowEnds, .stockTurns, .checkIsDue, .supplierRefills, .scalperStarts:
            return .nothing
        }
    }

    private func job(_ event: WorldEvent, _ world: borrowing World) -> Subject {
        let (server, slot, incarnation) = event.service
        guard world.fleet.servers[Int(server)].incarnation == incarnation else { return .nothing }
        let job = world.fleet.working[Int(server) * world.fleet.slotsPerServer + Int(slot)]
        let service = Service.at(Int(world.fleet.servers[Int(server)].pool))
        switch job.kind {
        case .message:
            let envelope = world.mail[job.subject]
            return concerns(envelope.body.order) ? .letterDone(job, envelope) : .nothing
        case .pageAtGateway, .pageAtService:
            // The one with which the order begins is not known as such yet.
            let isWaited = world.shoppers[Int(job.subject)].waits(for: job.turn)
            let isOurs = lines == nil || concerns(Int(job.subject), world)
            return isWaited && isOurs ? .pageDone(job, service) : .nothing
        case .check: return .nothing
        }
    }
}
