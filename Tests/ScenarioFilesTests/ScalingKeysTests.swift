import Platform
import Primitives
import ScenarioFiles
import Testing
import Workload

/// The keys of the fleet's policy, the lag chain, the forecast, and the faults of servers.
@Suite struct ScalingKeysTests {
    private func scenario(_ text: String) throws -> Scenario {
        try readText(workload + "name: keys\n" + text).get().scenario
    }

    @Test func everyLagOfAServerIsReadInItsUnit() throws {
        let fleet = try scenario(
            """
            fleet:
              scrape: 20s
              placement: 7s
              image: 31s
              boot: 44s
              probe: 15s
              registration: 6s
              warm-up: 70s
              warm-up-slowdown: 2.5 x
              zones: 4
              replace-after: 3min
            """
        ).fleet
        #expect(fleet.scrapeInterval == .seconds(20))
        #expect(fleet.placement == .seconds(7) && fleet.imagePull == .seconds(31) && fleet.boot == .seconds(44))
        #expect(fleet.probeEvery == .seconds(15) && fleet.registration == .seconds(6))
        #expect(fleet.warmUp == .seconds(70) && fleet.warmUpSlowdown == 2_500)
        #expect(fleet.zones == 4 && fleet.replaceAfter == .minutes(3))
        // The third probe finds it, 45 s after the image came.
        #expect(fleet.readyAfter == .seconds(83) && fleet.servesAfter == .seconds(89))
    }

    @Test func kubernetesKeysAreReadInItsWords() throws {
        let policy = try scenario(
            """
            fleet:
              policy:
                target: 55 %
                quota: 99
                minimum: 2
                per: fleet
                hold-until: 6h
                hpa:
                  tolerance: 5 %
                  sync: 30s
                  cpu-initialization-period: 2min
                  initial-readiness-delay: 10s
                  scale-up: {stabilization: 1min, select: min, policies: [{pods: 3, period: 20s}]}
                  scale-down:
                    stabilization: 7min
                    select: disabled
                    policies: [{percent: 10, period: 1min}, {pods: 4, period: 2min}]
            """
        ).fleet.policy
        var rule = HorizontalScaling(targetPermille: 550)
        rule.tolerancePermille = 50
        rule.syncPeriod = .seconds(30)
        rule.initialisation = .minutes(2)
        rule.readinessDelay = .seconds(10)
        rule.scaleOut = ScalingBehaviour(
            stabilisation: .minutes(1), limits: [.init(amount: .servers(3), period: .seconds(20))], selection: .least)
        rule.scaleIn = ScalingBehaviour(
            stabilisation: .minutes(7),
            limits: [
                .init(amount: .percent(10), period: .minutes(1)), .init(amount: .servers(4), period: .minutes(2)),
            ], selection: .disabled)
        #expect(policy.targetedReaction == .horizontal(rule))
        #expect(policy.ahead == .nothing && policy.quota == 99 && policy.minimum == 2)
        #expect(policy.scope == .fleet && policy.holdUntil == .origin + .hours(6))
    }

    @Test func trackingAndForecastAreRead() throws {
        let scenario = try scenario(
            """
            forecast:
              ordinary: 50/s
              day: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2]
              weekdays: [1, 1, 1, 1, 1, 1.5, 1]
              day-zero: friday
              promotion: [19.5, 3]
              growth: 1.5 x
              error: 7.5 %
            fleet:
              policy:
                target: 40 %
                predictive: {lead: 90min}
                target-tracking:
                  period: 2min
                  points-out: 2
                  points-in: 10
                  margin: 20 %
                  cooldown-out: 1min
                  cooldown-in: 6min
                  warm-up: 4min
                  step-in: 25 %
            """)
        var rule = TargetTracking(targetPermille: 400)
        rule.period = .minutes(2)
        rule.pointsOut = 2
        rule.pointsIn = 10
        rule.marginPermille = 200
        rule.cooldownOut = .minutes(1)
        rule.cooldownIn = .minutes(6)
        rule.warmUp = .minutes(4)
        rule.stepInPermille = 250
        #expect(scenario.fleet.policy.targetedReaction == .tracking(rule))
        #expect(scenario.fleet.policy.ahead == .forecast(lead: .minutes(90)))
        let history = try #require(scenario.forecast)
        #expect(history.ordinaryRate == 50 && history.day.last == 2 && history.weekdays[5] == 1.5)
        #expect(history.dayZero == .friday && history.promotion == [19.5, 3])
        #expect(history.growth == 1.5 && history.errorPermille == 75)
    }

    @Test func faultsOfServersAreRead() throws {
        let faults = try scenario(
            """
            faults:
              - {name: a, kind: zone-loss, zone: 2, service: all, from: 1min, until: 2min}
              - {name: b, kind: gray, servers: 3, factor: 8 x, service: order, from: 3min, until: 4min}
            """
        ).faults
        #expect(faults.map(\.kind) == [.zoneLoss(zone: 2), .gray(servers: 3, permille: 8_000)])
        #expect(faults[0].service == nil && faults[1].service == .order)
    }

    private static let refusals: [BadInput] = [
        BadInput(
            "fleet: {policy: {predictive: {lead: 2h}}}",
            "s.yaml:17:30: fleet.policy.predictive: there is nothing to forecast from; the section 'forecast' must"),
        BadInput(
            "fleet: {policy: {schedule: [{at: 0s, servers: 20}], predictive: {lead: 2h}}}",
            "s.yaml:17:17: fleet.policy: schedule and predictive exclude each other; make one 'none'"),
        BadInput(
            "fleet: {policy: {hpa: {}, target-tracking: {}}}",
            "s.yaml:17:17: fleet.policy: hpa and target-tracking exclude each other; make one 'none'"),
        BadInput(
            "fleet: {policy: {hpa: {scale-up: {policies: []}}}}",
            "s.yaml:17:45: fleet.policy.hpa.scale-up.policies: must have at least one of {pods, period}"),
        BadInput(
            "fleet: {policy: {hpa: {scale-down: {policies: [{pods: 0, period: 1min}]}}}}",
            "s.yaml:17:55: fleet.policy.hpa.scale-down.policies[0].pods: 0 can't be simulated; allowed: 1 to"),
        BadInput(
            "fleet: {policy: {target: 0 %}}", "s.yaml:17:26: fleet.policy.target: must be 0.1 % to 100 %"),
        BadInput(
            "fleet: {policy: {quota: 20, minimum: 2}}",
            "s.yaml:17:38: fleet.policy.minimum: 2 servers for each of 14 services are above the quota of 20"),
        BadInput(
            "forecast: {day: [1, 2]}", "s.yaml:17:17: forecast.day: must be 24 multiples of the mean, one for each"),
        BadInput(
            "forecast: {weekdays: [1]}", "s.yaml:17:22: forecast.weekdays: must be 7 multiples of the mean, from"),
        BadInput(
            "faults: [{name: f, kind: zone-loss, zone: 4, from: 1h, until: 2h}]",
            "s.yaml:17:43: faults[0].zone: there is no zone 4; allowed: 1 to 3, the number of zones"),
        BadInput(
            "faults: [{name: f, kind: gray, servers: 2, service: order, from: 1h, until: 2h}]",
            "s.yaml:17:10: faults[0]: the key 'factor' is missing; the kind gray needs it"),
        BadInput(
            "faults: [{name: f, kind: gray, servers: 2, factor: 3 x, from: 1h, until: 2h}]",
            "s.yaml:17:10: faults[0]: the kind gray needs one service, not all of them"),
        BadInput(
            "faults: [{name: f, kind: outage, zone: 1, service: order, from: 1h, until: 2h}]",
            "s.yaml:17:34: faults[0]: the kind outage has no 'zone'; it takes no further key"),
    ]

    @Test(arguments: refusals) func whatCannotBeSimulatedIsRefusedWithItsLine(_ input: BadInput) {
        let lines = errorLines(ErrorLinesTests.good + input.text)
        #expect(lines.count == 1 && lines[0].hasPrefix(input.line), "\(lines)")
    }
}
