import Platform
import Primitives
import Workload

// Restarts, turns and persons: what may happen sooner than the policies say, and what must happen in time.
extension Auditors {
    /// What the auditor of restarts has written down. Nothing of orders before the first restart or action.
    struct RestartNotes: ~Copyable {
        /// What is true of one order.
        struct Marks: OptionSet, BitwiseCopyable {
            let rawValue: UInt32
            /// A person asked for one more attempt.
            static let pushed = Marks(rawValue: 1)
            /// A person gave it up before its day was over.
            static let givenUp = Marks(rawValue: 2)
            /// Open at the latest restart, and nothing was asked for since.
            static let quiet = Marks(rawValue: 4)
            /// What it waits for at the latest restart is an attempt that takes a token of the retry budget.
            static let waitsForToken = Marks(rawValue: 8)
        }

        fileprivate(set) var restarts = 0
        /// Paid orders that a restart found open.
        fileprivate(set) var foundOpen = 0
        /// Whether any person acted.
        fileprivate var sawPersons = false
        fileprivate var restartedAt = Instant.distantPast
        fileprivate var marks = FoldingArray<Marks>()
        /// The highest token that each service has taken from a coordinator.
        fileprivate var taken = Table<UInt32>(repeating: 0, count: Service.count)
        /// Retries that may leave, in billionths, and when that was reckoned.
        fileprivate var allowance: Int64?
        fileprivate var reckonedAt = Instant.distantPast

        fileprivate subscript(order: OrderID) -> Marks { order.index < marks.count ? marks[order.index] : [] }

        fileprivate mutating func mark(_ order: OrderID, _ mark: Marks) {
            marks.grow(to: order.index + 1, filledWith: [])
            marks[order.index].insert(mark)
        }

        fileprivate mutating func remove(_ mark: Marks, of order: OrderID) {
            if self[order].contains(mark) { marks[order.index].remove(mark) }
        }
    }

    // MARK: Restarts

    /// A coordinator begins from the journal: every paid order that is open must be asked for again in time.
    mutating func restarted(at now: Instant) {
        restartNotes.restarts += 1
        restartNotes.restartedAt = now
        restartNotes.allowance = nil
        coordinatorRestarted(at: now)
        for number in 0..<dossiers.count {
            let facts = dossiers[number].facts
            let isOver = !facts.isDisjoint(with: [.goodsKnown, .refunded, .settled])
            // What came too late goes back in one piece, which is asked for at the first line.
            let isPiece = facts.contains(.capturedLate) && dossiers[number].line > 0
            guard facts.contains(.captured), !isOver, !isPiece else { continue }
            let order = OrderID(index: number)
            restartNotes.mark(order, .quiet)
            // First attempts, withdrawals and refunds take no token.
            let isRetry = facts.contains(.attempted) && !facts.hasAny(.withdrawAsked, .capturedLate)
            if configuration.retry.budget != nil, isRetry {
                restartNotes.mark(order, .waitsForToken)
            } else {
                restartNotes.remove(.waitsForToken, of: order)
            }
            restartNotes.foundOpen += 1
        }
    }

    /// Something is asked for or heard of an order.
    @inline(__always)
    mutating func noteActive(_ order: OrderID, at now: Instant) {
        if restartNotes.restarts > 0 { judgeActivity(order, at: now) }
    }

    private mutating func judgeActivity(_ order: OrderID, at now: Instant) {
        guard restartNotes[order].contains(.quiet) else { return }
        restartNotes.remove(.quiet, of: order)
        // The first that is asked for is no withdrawal, or that one was judged.
        tally.expect(.nothingRolledBack, true, order: order, at: now)
        // What waits for a token comes when its turn comes: how many are left when a coordinator begins is not known.
        let latest = restartNotes.restartedAt + configuration.restartWithin
        let isInTime = now <= latest || restartNotes[order].contains(.waitsForToken)
        tally.expect(.activeAfterRestart, isInTime, order: order, at: now)
    }

    /// A withdrawal is asked for.
    mutating func judgeRollBack(_ order: OrderID, isDue: Bool, at now: Instant) {
        if restartNotes.restarts > 0 { tally.expect(.nothingRolledBack, isDue, order: order, at: now) }
    }

    /// The coordinator gives units back: those of a captured order only when its money is back, too.
    mutating func judgeRelease(_ order: OrderID, at now: Instant) {
        guard restartNotes.restarts > 0 else { return }
        let facts = dossiers[order.index].facts
        let isOwed = facts.contains(.captured) && !facts.hasAny(.refunded, .capturedLate)
        tally.expect(.nothingRolledBack, !isOwed, order: order, at: now)
    }

    /// What must have become of an order that a restart found open.
    mutating func closeRestart(_ order: OrderID, at now: Instant) {
        guard restartNotes[order].contains(.quiet) else { return }
        tally.expect(.activeAfterRestart, false, order: order, at: now)
    }

    // MARK: Turns

    /// A lease is granted to a successor.
    mutating func granted(_ token: UInt32, after earlier: UInt32) {
        tally.expect(.oneDriver, token > earlier, "token \(token) granted after \(earlier)")
    }

    /// A service takes a coordinator's call about an order, or its announcement.
    mutating func portTook(_ token: UInt32, at service: Int, about order: OrderID?, at now: Instant) {
        let highest = restartNotes.taken[service], isInTurn = token >= highest
        restartNotes.taken[service] = max(highest, token)
        guard let order else { return tally.expect(.oneDriver, isInTurn, "a port takes an old token") }
        tally.expect(
            .oneDriver, isInTurn, order: order, at: now, because: "its port takes token", Int64(token), " after",
            Int64(highest))
    }

    // MARK: Persons

    /// A person's action is carried out.
    mutating func acted(_ order: OrderID, _ action: PersonAction) {
        restartNotes.sawPersons = true
        restartNotes.mark(order, action == .retryNow ? .pushed : .givenUp)
        // A bundle is given up as a whole.
        guard action == .refundNow, dossiers[order.index].isBundle else { return }
        for line in lines(of: self.order(of: order)) { restartNotes.mark(OrderID(index: line), .givenUp) }
    }

    /// A person is told to hand the goods over, and does when told for the first time; that is on record by itself.
    /// Returns whether it is news. The coordinator learns of it by a message.
    @discardableResult
    mutating func handedOver(_ order: OrderID, at now: Instant) -> Bool {
        noteActive(order, at: now)
        guard !dossiers[order.index].facts.contains(.issued) else { return false }
        dossiers[order.index].facts.insert(.issued.union(.recordDelivered))
        dossiers[order.index].records &+= 1
        issuanceNotes.delivered[Int(dossiers[order.index].product)] += Int(dossiers[order.index].quantity)
        return true
    }

    /// Whether an attempt may come sooner than the policy says: the first after a restart, and a person's.
    func mayAskEarly(_ order: OrderID, after latest: Instant) -> Bool {
        latest <= restartNotes.restartedAt || restartNotes[order].contains(.pushed)
    }

    /// The attempt that a person asked for has left.
    mutating func forgetPush(_ order: OrderID) { restartNotes.remove(.pushed, of: order) }

    /// Whether a person gave the order up before its day was over.
    func wasGivenUpByHand(_ order: OrderID) -> Bool { restartNotes[order].contains(.givenUp) }

    // MARK: What the retry policy allows

    /// How long after an attempt the next one comes at the latest. A restart has its own time, and what waits for the
    /// budget comes when its turn comes.
    func latestRetry(after attempt: UInt16) -> TimeSpan {
        guard let gap = configuration.retry.greatestGap(after: attempt, configuration) else { return .hours(24 * 366) }
        return restartNotes.restarts > 0 ? max(gap, configuration.restartWithin) : gap
    }

    /// How many attempts an order may have: those that fit into its day, one for each restart, and as many as persons
    /// make.
    var mostAttempts: Int64 {
        if restartNotes.sawPersons { return .max }
        let retry = configuration.retry, interval = configuration.retryInterval
        let first = retry.leastGap(after: 1, interval: interval), later = retry.leastGap(after: 2, interval: interval)
        let least = first > .zero ? min(first, later) : later
        let early: Int64 = first > .zero ? 1 : 2
        return configuration.giveUpAfter.nanoseconds / least.nanoseconds + early + Int64(restartNotes.restarts)
    }

    /// How long the answer to a call may be awaited that was made then: after a restart until it is asked for again.
    func patience(since mark: Instant) -> TimeSpan {
        let isOlder = restartNotes.restarts > 0 && mark <= restartNotes.restartedAt
        return isOlder ? configuration.callTimeout + configuration.restartWithin : configuration.callTimeout
    }

    // MARK: The retry budget

    /// An issue is asked for: a first attempt brings its share of a token, a retry takes a whole one.
    mutating func judgeRetryBudget(_ order: OrderID, isFirst: Bool, at now: Instant) {
        guard let budget = configuration.retry.budget else { return }
        let most = Int64(budget.burst) * 1_000_000_000
        var left = most
        if let before = restartNotes.allowance {
            let elapsed = (now - restartNotes.reckonedAt).nanoseconds, rate = Int64(budget.perSecond)
            left = elapsed > (most - before) / rate ? most : before + elapsed * rate
        }
        if isFirst {
            left = min(most, left + Int64(budget.sharePermille) * 1_000_000)
        } else if !restartNotes[order].contains(.pushed) {
            tally.expect(.retriesWithinBudget, left >= 1_000_000_000, order: order, at: now)
            left -= 1_000_000_000
        }
        restartNotes.allowance = left
        restartNotes.reckonedAt = now
    }
}
