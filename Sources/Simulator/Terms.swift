import Platform
import Primitives
import Workload

// What the scenario plans, in the terms of the platform core.

extension Autoscaler {
    /// The autoscaler of a scenario's fleet.
    init(_ scenario: Scenario) {
        let weights = scenario.services.map(\.fleetWeight)
        switch scenario.fleet.policy {
        case .fixed:
            let sizes = Apportionment.divide(scenario.fleet.initialServers, by: weights, atLeast: 1)
            self.init(policy: .fixed(serversPerPool: sizes), poolWeights: weights)
        case .scheduled(let targets):
            self.init(policy: .scheduled(Self.steps(targets, scenario)), poolWeights: weights)
        case .reactive(let plan):
            self.init(policy: .reactive(ReactiveScaling(plan)), poolWeights: weights, quota: plan.quota)
        case .scheduledAndReactive(let targets, let plan):
            self.init(
                policy: .scheduledAndReactive(Self.steps(targets, scenario), ReactiveScaling(plan)),
                poolWeights: weights, quota: plan.quota)
        }
    }

    /// The timetable, with the fleet at the start before its first step.
    private static func steps(_ targets: [FleetTarget], _ scenario: Scenario) -> [FleetStep] {
        [FleetStep(at: .distantPast, fleet: scenario.fleet.initialServers)]
            + targets.map { FleetStep(at: $0.at, fleet: $0.servers) }
    }
}

extension ReactiveScaling {
    /// The rule of a scenario's reaction.
    init(_ plan: ReactionPlan) {
        self.init(targetPermille: plan.targetPermille)
        minimum = plan.minimum
        maximum = plan.quota
        decideEvery = plan.decideEvery
        scaleInCooldown = plan.scaleInCooldown
        tolerancePermille = plan.tolerancePermille
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
