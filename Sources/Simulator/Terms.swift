import Platform
import Primitives
import Workload

// What the scenario plans, in the terms of the platform core.

extension Autoscaler {
    /// The autoscaler of a scenario's fleet; the seed decides by how much the forecast is off.
    init(_ scenario: Scenario, seed: UInt64) {
        let weights = scenario.services.map(\.fleetWeight)
        let initial = Apportionment.divide(scenario.fleet.initialServers, by: weights, atLeast: 1)
        let plan = scenario.fleet.policy
        let ahead: ScalingPolicy.Plan =
            switch plan.ahead {
            case .initial: .fixed(serversPerPool: initial)
            case .nothing: .nothing
            case .schedule(let targets):
                // The fleet at the start before its first step.
                .steps(
                    [FleetStep(at: .distantPast, fleet: scenario.fleet.initialServers)]
                        + targets.map { FleetStep(at: $0.at, fleet: $0.servers) })
            case .forecast: .steps(scenario.fleetForecast(seed: seed)?.steps ?? [])
            }
        var policy = ScalingPolicy(ahead, reaction: plan.targetedReaction)
        policy.scope = plan.scope
        policy.minimum = plan.minimum
        policy.quota = plan.quota
        policy.holdUntil = plan.holdUntil ?? .distantPast
        self.init(policy, poolWeights: weights, initial: initial)
    }
}

extension CouponTerms {
    /// A kind of coupon that a scenario gives out; its budget is what all of them are worth.
    init(_ plan: CouponPlan) {
        self.init(
            discount: .fixed(plan.discount), minimumPrice: plan.minimumPrice, count: plan.count,
            budget: plan.discount * Int64(plan.count))
    }
}

extension CodePool {
    /// The supplier's pool of codes.
    init(_ plan: OutsidePlan) { self.init(stock: plan.supplierCodes, isRevocable: plan.supplierRevokes) }
}

extension CredentialSigner {
    /// The platform's secret key, of this run.
    init(seed: UInt64) {
        var stream = RandomStream(seed: seed, purpose: .credentials)
        self.init(key: (0..<32).map { _ in UInt8(truncatingIfNeeded: stream.next()) })
    }
}

extension Catalogue {
    /// The cheapest product of the same kind that is dearer, by number; -1 if there is none.
    func nextDearer(than product: Product) -> Int32 {
        let others = products.filter { $0.kind.name == product.kind.name && $0.salePrice > product.salePrice }
        return others.min { $0.salePrice < $1.salePrice }.map { Int32($0.id.index) } ?? -1
    }
}
