import Platform
import Primitives
import Workload

// The load of retries, minute by minute: COO-6.
extension Auditors {
    /// What the auditor of retries has written down.
    struct RetryNotes: ~Copyable {
        /// A span in which a fault disturbs orders, and for some time after which retries may still be many.
        struct Trouble {
            var from: Instant
            var until: Instant
            /// When the load must be back to what it was.
            var calmFrom: Instant
        }

        /// What the scenario will disturb. Faults of at most one call in a hundred are everyday life.
        let troubles: [Trouble]
        /// The minute that is being counted, in nanoseconds since the origin.
        fileprivate var minute = Instant.distantPast
        fileprivate var asked: Int64 = 0
        fileprivate var again: Int64 = 0
        /// The most retries of a minute before the first trouble.
        fileprivate var baseline: Int64 = 0
        /// Whether a minute after a trouble was judged.
        fileprivate(set) var sawCalm = false

        /// How long after a fault ended the load of retries must be back: four retry intervals, and a minute for
        /// what they meet.
        static func recovery(_ configuration: CoordinatorConfiguration) -> TimeSpan {
            let longest = configuration.retry.spacing == .exponential ? configuration.retry.cap * 2 : .zero
            return max(configuration.retryInterval * 4, longest) + .minutes(1)
        }

        init(_ scenario: Scenario) {
            let recovery = Self.recovery(scenario.coordination)
            troubles = scenario.faults.filter { $0.isTrouble }.flatMap(\.occurrences).map {
                Trouble(from: $0.from, until: $0.until, calmFrom: $0.until + recovery)
            }
        }
    }

    /// The coordinator asks for an issue, for the first time or again.
    @inline(__always)
    mutating func countAttempt(_ order: OrderID, again: Bool, at now: Instant) {
        guard !retryNotes.troubles.isEmpty else { return }
        let minute = now.nanoseconds - now.nanoseconds % TimeSpan.minutes(1).nanoseconds
        if minute != retryNotes.minute.nanoseconds { judgeMinute(order, at: now, next: Instant(nanoseconds: minute)) }
        retryNotes.asked += 1
        if again { retryNotes.again += 1 }
    }

    /// A minute is over: before the first trouble it says what is usual, after one it must be so again.
    @inline(never)
    private mutating func judgeMinute(_ order: OrderID, at now: Instant, next: Instant) {
        let (minute, asked, again) = (retryNotes.minute, retryNotes.asked, retryNotes.again)
        retryNotes.minute = next
        retryNotes.asked = 0
        retryNotes.again = 0
        guard asked > 0 else { return }
        let end = minute + .minutes(1)
        var isBefore = true, isCalm = true
        for trouble in retryNotes.troubles {
            if trouble.from < end { isBefore = false }
            if trouble.from < end && minute < trouble.calmFrom { isCalm = false }
        }
        if isBefore { retryNotes.baseline = max(retryNotes.baseline, again) }
        guard isCalm, !isBefore else { return }
        retryNotes.sawCalm = true
        let most = 2 * retryNotes.baseline + max(20, asked / 20)
        tally.expect(
            .retriesSubside, again <= most, order: order, at: now,
            because: "retries in the minute before:", again, ", at most", most)
    }
}

extension Fault {
    /// Whether it makes many orders wait, so that retries are many until it is over, and some time after.
    fileprivate var isTrouble: Bool {
        let needed: [Service?] = [nil, .order, .payment, .issuing, .stock, .audit]
        guard needed.contains(service) else { return false }
        switch kind {
        case .outage, .hang, .refusing, .slow, .latency, .backlog, .crash, .gray, .zoneLoss, .coordinatorCrash,
            .coordinatorPause, .replicaLag, .failOver, .providerBrownOut, .supplierOutage, .supplierDry:
            return true
        case .errors(let permille), .lostMessages(let permille), .lostReplies(let permille),
            .duplicatedMessages(let permille), .reorderedMessages(let permille, _):
            return permille > 10
        case .clockSkew, .clockStep: return false
        }
    }
}
