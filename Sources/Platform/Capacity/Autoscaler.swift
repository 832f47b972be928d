import Primitives

/// Decides how many servers each pool should have, from a plan and from scraped samples.
///
/// Of the servers it sees only what ``observe(_:)`` tells, late by the scrape lag; what it asked for itself it
/// knows at once. Integer arithmetic throughout; a few hundred operations per decision for ten pools.
public struct Autoscaler: Sendable {
    /// How sizes are decided.
    public let policy: ScalingPolicy
    /// The pools' weights in dividing a fleet.
    public let poolWeights: [Int]

    private var reactors: [Reactor]
    /// The latest scrape of each pool; nil before the first.
    private var readings: [ScalingReading?]
    /// What the reactions want as of their latest decision: per pool, or one number for the fleet.
    private var reacted: [Int] = []
    /// What was asked for last.
    private var asked: [Int]
    private var nextReaction: Instant = .distantPast

    /// An autoscaler that knows of no sample yet.
    ///
    /// Traps unless there is a pool, the quota leaves each pool its minimum, a fixed policy names every pool,
    /// and a plan's steps come in order.
    ///
    /// - Parameters:
    ///   - policy: how sizes are decided.
    ///   - poolWeights: one per pool, in the order of the pools' numbers.
    ///   - initial: the sizes that it finds.
    public init(_ policy: ScalingPolicy, poolWeights: [Int], initial: [Int]) {
        let pools = poolWeights.count
        precondition(
            pools > 0 && initial.count == pools && policy.minimum >= 1
                && policy.quota / policy.minimum >= pools,
            "a quota of \(policy.quota) servers for \(pools) pools of \(policy.minimum) or more")
        switch policy.ahead {
        case .nothing: break
        case .fixed(let servers): precondition(servers.count == pools, "\(servers.count) sizes for \(pools) pools")
        case .steps(let plan):
            precondition(zip(plan, plan.dropFirst()).allSatisfy { $0.at < $1.at }, "the plan is out of order: \(plan)")
        }
        self.policy = policy
        self.poolWeights = poolWeights
        readings = Array(repeating: nil, count: pools)
        asked = initial
        let count = policy.scope == .pool ? pools : 1
        reactors = policy.reaction.map { Array(repeating: Reactor($0), count: count) } ?? []
    }

    /// Takes note of a scrape, one reading per pool.
    public mutating func observe(_ scrape: [ScalingReading]) {
        precondition(scrape.count == readings.count, "\(scrape.count) readings of \(readings.count) pools")
        for pool in scrape.indices { readings[pool] = scrape[pool] }
        for index in reactors.indices { reactors[index].observe(seen(by: index)) }
    }

    /// Puts the wanted size of each pool into `targets`: at least the minimum each, together at most the quota.
    ///
    /// Utilisation is judged once per period of the reaction, however often this is called; in between only
    /// the plan changes the answer. Instants never decrease from call to call.
    public mutating func desired(at now: Instant, into targets: inout [Int]) {
        precondition(targets.count == poolWeights.count, "\(targets.count) targets for \(poolWeights.count) pools")
        let fleet = plannedFleet(at: now)
        targets = planned(fleet)
        react(at: now, above: targets, fleet: fleet)
        switch policy.scope {
        case .pool:
            for pool in reacted.indices { targets[pool] = max(targets[pool], reacted[pool]) }
        case .fleet:
            if let size = reacted.first, size > targets.reduce(0, +) { targets = divided(size) }
        }
        if now < policy.holdUntil { for pool in targets.indices { targets[pool] = max(targets[pool], asked[pool]) } }
        limitToQuota(&targets)
        note(targets, at: now)
    }
}

extension Autoscaler {
    /// The plan's fleet at `now`; 0 if it plans none.
    private func plannedFleet(at now: Instant) -> Int {
        switch policy.ahead {
        case .nothing: 0
        case .fixed(let servers): servers.reduce(0, +)
        case .steps(let plan): plan.last { $0.at <= now }?.fleet ?? 0
        }
    }

    private func planned(_ fleet: Int) -> [Int] {
        if case .fixed(let servers) = policy.ahead { return servers.map { max(policy.minimum, $0) } }
        return divided(fleet)
    }

    private func divided(_ fleet: Int) -> [Int] {
        Apportionment.divide(min(fleet, policy.quota), by: poolWeights, atLeast: policy.minimum)
    }

    /// Asks the reactions, once a period.
    private mutating func react(at now: Instant, above floor: [Int], fleet: Int) {
        guard let reaction = policy.reaction, now >= nextReaction else { return }
        nextReaction = Self.wholePeriod(reaction.period, after: now)
        reacted = reactors.indices.map { index in
            let current = policy.scope == .pool ? asked[index] : asked.reduce(0, +)
            let least = policy.scope == .pool ? floor[index] : floor.reduce(0, +)
            return reactors[index].wanted(
                seen(by: index), current: current, within: least...max(least, policy.quota), at: now)
        }
    }

    /// The metrics of one reaction: its pool's, or every pool's as if the whole fleet were as busy.
    private func seen(by reactor: Int) -> [ScalingReading?] {
        guard policy.scope == .fleet else { return [readings[reactor]] }
        let known = readings.compactMap { $0 }
        let measured = known.reduce(0) { $0 + $1.measured }
        let unready = known.reduce(0) { $0 + $1.unready }, missing = known.reduce(0) { $0 + $1.missing }
        return readings.map { reading in
            guard let reading, reading.measured > 0 else { return nil }
            return ScalingReading(
                utilisationPermille: reading.utilisationPermille, measured: measured, unready: unready,
                missing: missing, at: reading.at)
        }
    }

    /// Remembers what is asked for, and tells the reactions what changed.
    private mutating func note(_ targets: [Int], at now: Instant) {
        switch policy.scope {
        case .pool:
            for pool in reactors.indices { reactors[pool].changed(from: asked[pool], to: targets[pool], at: now) }
        case .fleet:
            let old = asked.reduce(0, +), new = targets.reduce(0, +)
            for index in reactors.indices { reactors[index].changed(from: old, to: new, at: now) }
        }
        asked = targets
    }

    /// Cuts the targets to the quota. What pools have and still want they keep; only growth is cut, in
    /// proportion, so that no server is stopped in one pool only to start one in another.
    private func limitToQuota(_ targets: inout [Int]) {
        guard targets.reduce(0, +) > policy.quota else { return }
        let least = policy.minimum
        var kept = targets.indices.map { max(least, min(targets[$0], asked[$0])) }
        if kept.reduce(0, +) > policy.quota { kept = Apportionment.divide(policy.quota, by: kept, atLeast: least) }
        let growth = targets.indices.map { max(0, targets[$0] - kept[$0]) }
        let grants = Apportionment.divide(policy.quota - kept.reduce(0, +), by: growth)
        for pool in targets.indices { targets[pool] = kept[pool] + grants[pool] }
    }

    /// The first whole multiple of a period after `now`.
    private static func wholePeriod(_ period: TimeSpan, after now: Instant) -> Instant {
        let remainder = now.nanoseconds % period.nanoseconds
        let intoPeriod = remainder < 0 ? remainder + period.nanoseconds : remainder
        return Instant(nanoseconds: now.nanoseconds - intoPeriod + period.nanoseconds)
    }
}
