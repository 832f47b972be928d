import Primitives

/// Decides how many servers each pool should have, from a plan and from scraped samples.
///
/// Of the servers it sees only what ``observe(_:utilisationPermille:serving:pending:at:)`` tells, late by
/// the scrape lag; what it asked for itself it knows at once. Integer arithmetic throughout; a few
/// hundred operations per decision for ten pools.
public struct Autoscaler: Sendable {
    /// What is known of a pool: its latest scrape.
    private struct Sample {
        var utilisationPermille: Int
        var serving: Int
        var pending: Int
        var instant: Instant
    }

    /// How sizes are decided.
    public let policy: ScalingPolicy
    /// The pools' weights in dividing a planned fleet.
    public let poolWeights: [Int]
    /// The most servers of all pools together.
    public let quota: Int

    private let plan: [FleetStep]
    private let reactive: ReactiveScaling?
    private var samples: [Sample?]
    /// What utilisation asks for, as of the latest reactive decision.
    private var recommended: [Int]
    private var windows: [RecommendationWindow]
    /// What was asked for last; nil before the first decision.
    private var asked: [Int]?
    private var nextReactive: Instant = .distantPast

    /// An autoscaler that knows of no sample yet.
    ///
    /// Traps unless there is a pool, the quota leaves each pool a server, a fixed policy names every
    /// pool, a plan's steps come in order, and a reactive policy's numbers make sense.
    ///
    /// - Parameters:
    ///   - policy: how sizes are decided.
    ///   - poolWeights: one per pool, in the order of the pools' numbers.
    ///   - quota: the fleet's upper bound; no bound by default.
    public init(policy: ScalingPolicy, poolWeights: [Int], quota: Int = .max) {
        precondition(
            !poolWeights.isEmpty && quota >= poolWeights.count,
            "a quota of \(quota) servers for \(poolWeights.count) pools")
        switch policy {
        case .fixed(let servers):
            precondition(servers.count == poolWeights.count, "\(servers.count) sizes for \(poolWeights.count) pools")
            (plan, reactive) = ([], nil)
        case .scheduled(let steps):
            (plan, reactive) = (steps, nil)
        case .reactive(let rule):
            (plan, reactive) = ([], rule)
        case .scheduledAndReactive(let steps, let rule):
            (plan, reactive) = (steps, rule)
        }
        precondition(zip(plan, plan.dropFirst()).allSatisfy { $0.at < $1.at }, "the plan is out of order: \(plan)")
        if let reactive {
            precondition(
                reactive.targetPermille > 0 && reactive.minimum >= 1 && reactive.minimum <= reactive.maximum
                    && reactive.decideEvery > .zero && reactive.scaleInCooldown >= .zero
                    && reactive.tolerancePermille >= 0,
                "no such scaling: \(reactive)")
        }
        self.policy = policy
        self.poolWeights = poolWeights
        self.quota = quota
        samples = Array(repeating: nil, count: poolWeights.count)
        recommended = Array(repeating: 0, count: poolWeights.count)
        windows = Array(repeating: RecommendationWindow(), count: poolWeights.count)
    }

    /// Takes note of a scrape; one older than the latest of its pool is dropped.
    ///
    /// - Parameters:
    ///   - pool: whose servers were looked at.
    ///   - utilisationPermille: busy share of the serving servers' capacity.
    ///   - serving: servers that take requests.
    ///   - pending: servers that were asked for and do not serve yet.
    ///   - instant: when it was measured.
    public mutating func observe(
        _ pool: ServiceID, utilisationPermille: Int, serving: Int, pending: Int, at instant: Instant
    ) {
        precondition(
            utilisationPermille >= 0 && serving >= 0 && pending >= 0,
            "pool \(pool.number): \(serving) serving, \(pending) pending at \(utilisationPermille) permille")
        if let latest = samples[pool.index], latest.instant > instant { return }
        samples[pool.index] = Sample(
            utilisationPermille: utilisationPermille, serving: serving, pending: pending, instant: instant)
    }

    /// Puts the wanted size of each pool into `targets`: at least 1 each, together at most the quota.
    ///
    /// Utilisation is judged once per ``ReactiveScaling/decideEvery``, however often this is called; in
    /// between only the plan changes the answer. Instants never decrease from call to call.
    public mutating func desired(at now: Instant, into targets: inout [Int]) {
        precondition(targets.count == poolWeights.count, "\(targets.count) targets for \(poolWeights.count) pools")
        judgeUtilisation(at: now)
        switch policy {
        case .fixed(let servers):
            for pool in targets.indices { targets[pool] = max(1, servers[pool]) }
        case .scheduled:
            targets = planned(at: now)
        case .reactive:
            targets = recommended
        case .scheduledAndReactive:
            targets = planned(at: now)
            for pool in targets.indices { targets[pool] = max(targets[pool], recommended[pool]) }
        }
        limitToQuota(&targets)
        asked = targets
    }

    /// The next instant after `now` at which the answer may change; `.distantFuture` if never.
    public func nextDecision(after now: Instant) -> Instant {
        let step = plan.first { $0.at > now }?.at ?? .distantFuture
        guard let period = reactive?.decideEvery else { return step }
        return min(step, wholePeriod(period, after: now))
    }
}

extension Autoscaler {
    private func wholePeriod(_ period: TimeSpan, after now: Instant) -> Instant {
        let remainder = now.nanoseconds % period.nanoseconds
        let intoPeriod = remainder < 0 ? remainder + period.nanoseconds : remainder
        return Instant(nanoseconds: now.nanoseconds - intoPeriod + period.nanoseconds)
    }

    /// The plan's fleet at `now`, divided over the pools.
    private func planned(at now: Instant) -> [Int] {
        let fleet = plan.last { $0.at <= now }?.fleet ?? 0
        return Apportionment.divide(min(fleet, quota), by: poolWeights, atLeast: 1)
    }

    /// How many servers a pool has or will have: what was asked for, else what the scrape says.
    private func current(_ pool: Int) -> Int {
        if let asked { return asked[pool] }
        return samples[pool].map { $0.serving + $0.pending } ?? 0
    }

    private mutating func judgeUtilisation(at now: Instant) {
        guard let rule = reactive, now >= nextReactive else { return }
        nextReactive = wholePeriod(rule.decideEvery, after: now)
        for pool in poolWeights.indices {
            let size = max(rule.minimum, min(rule.maximum, recommendation(for: pool, by: rule)))
            // The size that the autoscaler finds on its first look counts as recommended then.
            let found = asked == nil ? max(size, min(rule.maximum, current(pool))) : size
            recommended[pool] = windows[pool].largest(adding: found, at: now, within: rule.scaleInCooldown)
        }
    }

    /// One pool's size by the rule: serving x utilisation / target, rounded up.
    ///
    /// As in Kubernetes, a server that does not serve yet counts as idle when growing and is left out
    /// when shrinking; without a sample nothing changes.
    private func recommendation(for pool: Int, by rule: ReactiveScaling) -> Int {
        let now = current(pool)
        guard let sample = samples[pool], sample.serving > 0 else { return now }
        let excess = sample.utilisationPermille - rule.targetPermille
        if abs(excess) * 1_000 <= rule.tolerancePermille * rule.targetPermille { return now }
        let load = sample.serving * sample.utilisationPermille
        let wanted = (load + rule.targetPermille - 1) / rule.targetPermille
        guard excess > 0 else { return wanted }
        let all = max(now, sample.serving)
        let isEnoughWithIdle = load * 1_000 <= (1_000 + rule.tolerancePermille) * rule.targetPermille * all
        return isEnoughWithIdle ? now : wanted
    }

    /// Cuts the targets to the quota. What pools have and still want they keep; only growth is cut, in
    /// proportion, so that no server is stopped in one pool only to start one in another.
    private func limitToQuota(_ targets: inout [Int]) {
        guard targets.reduce(0, +) > quota else { return }
        var kept = targets.indices.map { max(1, min(targets[$0], current($0))) }
        if kept.reduce(0, +) > quota { kept = Apportionment.divide(quota, by: kept, atLeast: 1) }
        let growth = targets.indices.map { max(0, targets[$0] - kept[$0]) }
        let grants = Apportionment.divide(quota - kept.reduce(0, +), by: growth)
        for pool in targets.indices { targets[pool] = kept[pool] + grants[pool] }
    }
}
