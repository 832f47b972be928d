import Platform
import Primitives

extension Scenario {
    func validateFleet(_ check: inout ScenarioCheck) {
        check.range(fleet.slotsPerServer, 1...8, "fleet.slots")
        check.require(
            (Service.count...16_384).contains(fleet.initialServers), "fleet.servers",
            "\(fleet.initialServers) servers; allowed: \(Service.count), one for each service, to 65535")
        check.notNegative(fleet.placement, "fleet.placement")
        check.notNegative(fleet.imagePull, "fleet.image")
        check.notNegative(fleet.boot, "fleet.boot")
        check.notNegative(fleet.probeEvery, "fleet.probe")
        check.notNegative(fleet.registration, "fleet.registration")
        check.notNegative(fleet.warmUp, "fleet.warm-up")
        check.require(
            (1_000...100_000).contains(fleet.warmUpSlowdown), "fleet.warm-up-slowdown", "allowed: 1 x to 100 x")
        check.positive(fleet.scrapeInterval, "fleet.scrape")
        check.range(fleet.zones, 1...32, "fleet.zones")
        check.notNegative(fleet.replaceAfter, "fleet.replace-after")
        check.notNegative(fleet.networkLeg, "fleet.network-leg")
        check.require(fleet.tariff.fenPerServerHour >= 0, "fleet.tariff.per-hour", "must not be negative")
        check.range(Int(fleet.tariff.minimumBilledSeconds), 0...86_400, "fleet.tariff.minimum")
    }

    func validatePolicy(_ check: inout ScenarioCheck) {
        let policy = fleet.policy, path = "fleet.policy"
        check.permille(policy.targetPermille, "\(path).target", least: 1)
        check.range(policy.quota, Service.count...16_384, "\(path).quota")
        check.range(policy.minimum, 1...16_384, "\(path).minimum")
        check.require(
            policy.minimum.multipliedReportingOverflow(by: Service.count).partialValue <= policy.quota,
            "\(path).minimum", related: ["\(path).quota"],
            "\(policy.minimum) servers for each of \(Service.count) services "
                + "are above the quota of \(policy.quota)")
        switch policy.ahead {
        case .initial, .nothing: break
        case .schedule(let steps): validate(steps, &check)
        case .forecast(let lead):
            check.notNegative(lead, "\(path).predictive.lead")
            check.require(
                lead <= .hours(48), "\(path).predictive.lead", "forecasts reach two days ahead; allowed: up to 48h")
            check.require(
                forecast != nil, "\(path).predictive", related: ["forecast"],
                "there is nothing to forecast from; the section 'forecast' must say what earlier days were like")
        }
        switch policy.reaction {
        case nil: break
        case .horizontal(let rule)?: validate(rule, &check)
        case .tracking(let rule)?: validate(rule, &check)
        }
    }

    private func validate(_ steps: [FleetTarget], _ check: inout ScenarioCheck) {
        let quota = fleet.policy.quota
        check.require(!steps.isEmpty, "fleet.policy.schedule", "must have at least one step {at, servers}")
        for (i, step) in steps.enumerated() {
            let path = "fleet.policy.schedule[\(i)]"
            check.require(
                (Service.count...16_384).contains(step.servers), "\(path).servers",
                "\(step.servers) servers; allowed: \(Service.count), one for each service, to 65535")
            check.require(
                step.servers <= quota, "\(path).servers", related: ["fleet.policy.quota"],
                "\(step.servers) servers are above the quota of \(quota)")
            guard i > 0 else { continue }
            check.require(
                steps[i - 1].at < step.at, "\(path).at", related: ["fleet.policy.schedule[\(i - 1)].at"],
                "this step is not after the one above it; steps must be in time order")
        }
    }

    private func validate(_ rule: HorizontalScaling, _ check: inout ScenarioCheck) {
        let path = "fleet.policy.hpa"
        check.permille(rule.tolerancePermille, "\(path).tolerance")
        check.positive(rule.syncPeriod, "\(path).sync")
        check.notNegative(rule.initialisation, "\(path).cpu-initialization-period")
        check.notNegative(rule.readinessDelay, "\(path).initial-readiness-delay")
        for (key, behaviour) in [("scale-up", rule.scaleOut), ("scale-down", rule.scaleIn)] {
            check.notNegative(behaviour.stabilisation, "\(path).\(key).stabilization")
            check.require(
                behaviour.stabilisation <= .hours(1), "\(path).\(key).stabilization", "allowed: up to 1h")
            check.require(
                !behaviour.limits.isEmpty, "\(path).\(key).policies",
                "must have at least one of {pods, period} or {percent, period}")
            for (i, limit) in behaviour.limits.enumerated() {
                let place = "\(path).\(key).policies[\(i)]"
                check.require(
                    limit.period > .zero && limit.period <= .minutes(30), "\(place).period",
                    "must be longer than 0 s; allowed: up to 30min")
                switch limit.amount {
                case .servers(let count): check.range(count, 1...16_384, "\(place).pods")
                case .percent(let share): check.range(share, 1...100_000, "\(place).percent")
                }
            }
        }
    }

    private func validate(_ rule: TargetTracking, _ check: inout ScenarioCheck) {
        let path = "fleet.policy.target-tracking"
        check.positive(rule.period, "\(path).period")
        check.range(rule.pointsOut, 1...1_000, "\(path).points-out")
        check.range(rule.pointsIn, 1...1_000, "\(path).points-in")
        check.permille(rule.marginPermille, "\(path).margin")
        check.notNegative(rule.cooldownOut, "\(path).cooldown-out")
        check.notNegative(rule.cooldownIn, "\(path).cooldown-in")
        check.notNegative(rule.warmUp, "\(path).warm-up")
        check.permille(rule.stepInPermille, "\(path).step-in", least: 1)
    }

    func validateForecast(_ check: inout ScenarioCheck) {
        guard let history = forecast else { return }
        func require(_ values: [Double], _ count: ClosedRange<Int>, _ path: String, _ what: String) {
            check.require(
                count.contains(values.count) && values.allSatisfy { $0 >= 0 && $0.isFinite }, path,
                "must be \(what), none of them negative")
        }
        check.notNegative(history.ordinaryRate, "forecast.ordinary")
        require(history.day, 24...24, "forecast.day", "24 multiples of the mean, one for each hour")
        require(history.weekdays, 7...7, "forecast.weekdays", "7 multiples of the mean, from Monday on")
        require(history.promotion, 0...168, "forecast.promotion", "up to 168 multiples of the mean, hour by hour")
        check.notNegative(history.growth, "forecast.growth")
        check.permille(history.errorPermille, "forecast.error")
    }
}
