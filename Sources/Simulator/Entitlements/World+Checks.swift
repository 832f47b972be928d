import DiscreteEvent
import Platform
import Primitives
import Workload

/// The way of a check: from a content platform to the verification service, and back at once.
///
/// The gateway's servers read the entitlement's row in the issuing service's store; that is part of their work. A check
/// is two events, and is no request of a shopper's.
extension World {
    /// Schedules the next moment at which a check may be due, until the window is over.
    mutating func scheduleCheck(_ now: Instant, _ calendar: inout Calendar) {
        guard content.asks, now < scenario.end else { return }
        let step = content.nextStep()
        calendar.schedule(.checkIsDue(step.isCheck), at: now + step.after)
    }

    mutating func checkIsDue(_ isCheck: Bool, _ now: Instant, _ calendar: inout Calendar) {
        if isCheck { sendCheck(now, &calendar) }
        scheduleCheck(now, &calendar)
    }

    private mutating func sendCheck(_ now: Instant, _ calendar: inout Calendar) {
        let bits = content.bits()
        guard let place = content.takeTurn() else { return }
        var subject = UInt32(place), marks = CheckMarks(content.plan, bits)
        if RandomStream.permille(bits &* 0x9E37_79B9_7F4A_7C15) < content.plan.earlyPermille {
            let other = OrderID(index: Int(RandomStream.mix(bits) % UInt64(orders.count)))
            if issuance.state(of: other) == .issued {
                subject = other.number
                marks.isOfAny = true
            }
        }
        gauges.entitlements.checks += 1
        let pool = Service.verification.index, trouble = fleet.pools[pool].trouble
        let isLost = trouble.lostMessages > 0
            && RandomStream.permille(RandomStream.mix(bits &+ 2)) < Int(trouble.lostMessages)
        if trouble.isOut || trouble.refuses || isLost {
            fleet.pools[pool].offered += 1
            if trouble.isOut || isLost { fleet.pools[pool].swallowed += 1 } else { fleet.pools[pool].refused += 1 }
            return
        }
        _ = fleet.arrive(
            subject, turn: marks.rawValue, kind: .check, at: pool, chance: RandomStream.mix(bits &+ 1), now: now,
            calendar: &calendar)
    }

    /// A server of the verification service has done a check's work: the gateway decides.
    mutating func checkServed(_ job: Job, _ pool: Int, _ now: Instant) {
        let trouble = fleet.pools[pool].trouble
        if trouble.errors > 0 || trouble.lostReplies > 0 {
            let draw = UInt16(RandomStream.permille(keys.faults.substream(UInt64(job.chance)).state))
            if draw < trouble.errors { return }
            if draw < trouble.errors + trouble.lostReplies {
                fleet.pools[pool].repliesLost += 1
                return
            }
        }
        let marks = CheckMarks(rawValue: job.turn)
        guard var shown = shown(job.subject, isOfAny: marks.isOfAny) else { return }
        if marks.isForged { shown.tag ^= 1 }
        let mostly = max(content.plan.clockError, tape.outside.clockSkew)
        shown.wallClock = now + marks.clockError(mostly) + tape.outside.clockStep
        if marks.isAbroad { shown.region = RegionID(63) }
        gateway.handle(.check(shown), at: now, into: &verificationEffects)
        // What a fault adds on the way in is added here, as it is for pages.
        answerCheck(since: job.arrived - trouble.delay, now)
    }

    /// What a check shows: a credential of the list, or any order's.
    @inline(__always)
    private mutating func shown(_ subject: UInt32, isOfAny: Bool) -> Presentation? {
        isOfAny ? issuance.presentation(of: OrderID(subject)) : content.credential(at: subject)?.presentation
    }

    private mutating func answerCheck(since sent: Instant, _ now: Instant) {
        var index = 0
        while index < verificationEffects.count {
            switch verificationEffects[index] {
            case .lookUp(let shown):
                let entry = ledger.reading(of: shown.order)
                gateway.handle(.found(shown, entry), at: now, into: &verificationEffects)
            case .answered(let order, let verdict):
                auditors.answered(order, verdict, at: now)
                gauges.entitlements.count(
                    verdict, took: now - sent + scenario.fleet.networkLeg + scenario.fleet.networkLeg)
                if verdict.isFinal { content.forget(order) }
            }
            index += 1
        }
        verificationEffects.removeAll()
    }
}

extension EntitlementVerdict {
    /// Whether a content platform has no reason to ask again.
    var isFinal: Bool {
        switch self {
        case .expired, .revoked, .usedUp: true
        case .valid, .suspended, .notYet, .unknown, .wrongRegion: false
        }
    }
}
