import Platform
import Primitives
import Workload

// After an event.
extension OrderWatch {
    /// Notes what has happened.
    ///
    /// - Parameter answersLost: the answers to shoppers that faults lost meanwhile.
    mutating func happened(_ subject: Subject, answersLost: UInt64, in world: borrowing World, _ now: Instant) {
        if lines == nil {
            if world.orders.count > asked.index { begins(subject, in: world, now) }
            return
        }
        switch subject {
        case .nothing, .letterArrives, .letterDone, .deadline: break
        case .click(let slot): noteClick(slot, in: world, now)
        case .pageDone(let job, let service):
            let text = job.kind == .pageAtGateway ? "passes the click on" : "has made the page"
            note(now, service.name, text + took(job, until: now))
        case .answer(let slot, let answer): noteAnswer(slot, answer, in: world, now)
        case .impatience(let slot):
            let goesOn = concerns(slot, world) ? "clicks again" : "gives up"
            note(now, "shopper", "has waited long enough, and \(goesOn)")
        case .storeDone(let call): note(now, Service.stock.name, "its store is done: \(call.operation)")
        case .holder(let operation): note(now, "holder", "wants to \(operation)")
        }
        noteHandled(subject, in: world, now)
        noteState(in: world, now)
        if answersLost > 0, subject.isOwn { note(now, "shopper", "the answer is lost on its way") }
        noteSent(subject, in: world, now)
    }

    /// The order is handed in: who wants it, since when, and the way of the click so far.
    private mutating func begins(_ subject: Subject, in world: borrowing World, _ now: Instant) {
        let first = world.order(of: asked)
        lines = world.lines(of: first)
        let file = world.orders[first.index], shopper = world.shoppers[Int(file.shopper)]
        (since, user, region) = (shopper.wantedSince, file.user, file.region)
        note(since, "shopper", "clicks to order")
        if shopper.reclicks > 0 {
            let times = shopper.reclicks == 1 ? "once more" : "\(shopper.reclicks) times more"
            note(shopper.clickedAt, "shopper", "has clicked \(times), as no page came")
        }
        let out = world.choices.leg(shopper.region, shopper.chance(.legOut))
        note(shopper.clickedAt + out, Service.gateway.name, "the click arrives")
        if case .pageDone(let job, let service) = subject {
            note(job.arrived, Service.gateway.name, "passes the click on")
            note(now, service.name, "has made the page, and hands the order in" + took(job, until: now))
        }
        noteSent(subject, in: world, now)
    }

    private mutating func noteClick(_ slot: Int, in world: borrowing World, _ now: Instant) {
        let shopper = world.shoppers[slot]
        let wish = shopper.page == .pay ? "to pay" : "to order"
        note(shopper.clickedAt, "shopper", "clicks \(wish)" + (shopper.reclicks > 0 ? " again" : ""))
        note(now, Service.gateway.name, "the click arrives")
    }

    private mutating func noteAnswer(
        _ slot: Int, _ answer: PageAnswer, in world: borrowing World, _ now: Instant
    ) {
        note(now, "shopper", "sees: \(answer.words)")
        if !concerns(slot, world) { note(now, "shopper", "has done with the order") }
    }

    /// What became of messages about the order in this event.
    private mutating func noteHandled(_ subject: Subject, in world: borrowing World, _ now: Instant) {
        let total = world.auditors.tally.history.total
        while sightings < total {
            let sighting = world.auditors.tally.history[sightings]
            sightings += 1
            guard concerns(sighting.letter.order) else { continue }
            var text = sighting.text
            if sighting.fate != .decided, case .letterDone(let job, _) = subject { text += took(job, until: now) }
            note(now, sighting.letter.service.name, text)
        }
    }

    private mutating func noteState(in world: borrowing World, _ now: Instant) {
        guard let lines else { return }
        let present = world.coordinator.state(of: OrderID(index: lines.lowerBound))
        guard present != state else { return }
        state = present
        note(now, "order", "the order: \(present.words)")
    }

    /// How the order stands by now, in words.
    var end: String {
        switch state {
        case .open(.absent): "nothing that the coordinator knows of"
        case .open: state.words
        case .ended(let outcome): outcome.words
        }
    }

    /// Messages about the order that were not under way before. All that is under way is looked at only if the order
    /// has sent something by its count, or something has happened to its records, which do not count.
    private mutating func noteSent(_ subject: Subject, in world: borrowing World, _ now: Instant) {
        guard let lines else { return }
        var count = 0
        for line in lines { count += Int(world.orders[line].messages) }
        var sender = "order"
        var mayBeRecord = false
        switch subject {
        case .letterDone(_, let envelope):
            sender = envelope.body.service.name
            mayBeRecord = true
        case .letterArrives(let letter): sender = letter.service.name
        case .pageDone(_, let service): sender = service.name
        case .storeDone: sender = Service.stock.name
        case .holder:
            sender = "holder"
            mayBeRecord = true
        case .nothing, .click, .answer, .impatience, .deadline: break
        }
        guard count != messages || mayBeRecord else { return }
        messages = count
        let letters = world.mail.underWay { lines.contains($0.order.index) }
        for envelope in letters where !underWay.contains(envelope.chance) {
            note(now, sender, "sends to \(envelope.body.service.name): \(envelope.body.words)")
        }
        underWay = letters.map(\.chance)
    }

    /// When a job came, how long it waited, and how long it was worked on.
    private func took(_ job: Job, until now: Instant) -> String {
        let waited = (job.begun - job.arrived).inMilliseconds, worked = (now - job.begun).inMilliseconds
        var causes: [String] = []
        if job.slowCause.contains(.warmUp) { causes.append("the server warms up") }
        if job.slowCause.contains(.gray) { causes.append("the server is gray") }
        if job.slowCause.contains(.service) { causes.append("the service is slow") }
        let why = causes.isEmpty ? "" : ": " + causes.joined(separator: ", ")
        return " (waited \(Self.rounded(waited)) ms, worked \(Self.rounded(worked)) ms\(why))"
    }

    /// Two decimals, without any library.
    private static func rounded(_ milliseconds: Double) -> String {
        let hundredths = Int64((milliseconds * 100).rounded())
        let rest = hundredths % 100
        return "\(hundredths / 100)." + (rest < 10 ? "0" : "") + "\(rest)"
    }
}

extension Sighting {
    /// What was said and what became of it, without when and where.
    fileprivate var text: String {
        let end =
            switch fate {
            case .taken: ""
            case .takenReplyLost: ", but the reply is lost"
            case .refused: ", but it is refused"
            case .swallowed: ", but it never arrives: the service is out"
            case .crashed: ", but it is lost with its server"
            case .decided: ", decided outside"
            case .keptBack: ", but it never leaves: its caller's breaker, bulkhead or connections keep it back"
            case .lost: ", but it is lost on its way"
            }
        return letter.words + end
    }
}
