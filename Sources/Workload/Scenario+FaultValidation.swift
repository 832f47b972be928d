import Primitives

extension Scenario {
    func validateFaults(_ check: inout ScenarioCheck) {
        check.range(faults.count, 0...255, "faults")
        check.names(faults.map(\.name), "faults")
        for (i, fault) in faults.enumerated() {
            let path = "faults[\(i)]"
            check.require(fault.name != "run", "\(path).name", "'run' names the whole run's figures; choose another")
            check.require(
                fault.from < fault.until, "\(path).until", related: ["\(path).from"], "must be after 'from'")
            check.require(
                fault.from >= start && fault.from <= end, "\(path).from", related: ["window"],
                "lies outside the window")
            check.require(
                fault.until >= start && fault.until <= end, "\(path).until", related: ["window"],
                "lies outside the window")
            validateMeasure(fault, i, &check)
        }
    }

    /// How bad a fault is, and where it may be.
    private func validateMeasure(_ fault: Fault, _ index: Int, _ check: inout ScenarioCheck) {
        let path = "faults[\(index)]"
        func slowdown(_ permille: Int) {
            check.require((1_000...1_000_000).contains(permille), "\(path).factor", "allowed: 1 x to 1000 x")
        }
        switch fault.kind {
        case .outage, .refusing: break
        case .hang: check.require(fault.service != nil, path, "only one service can hang, not all of them")
        case .coordinatorCrash, .coordinatorPause: validateCoordinatorFault(index, &check)
        case .slow(let permille): slowdown(permille)
        case .errors(let permille), .lostReplies(let permille): check.permille(permille, "\(path).share", least: 1)
        case .crash(let servers):
            check.range(servers, 1...16_384, "\(path).servers")
            check.require(fault.service != nil, path, "a crash needs the service whose servers crash")
        case .gray(let servers, let permille):
            check.range(servers, 1...16_384, "\(path).servers")
            slowdown(permille)
            check.require(fault.service != nil, path, "gray servers need the service whose servers they are")
        case .zoneLoss(let zone):
            check.require(
                (1...fleet.zones).contains(zone), "\(path).zone", related: ["fleet.zones"],
                "there is no zone \(zone); allowed: 1 to \(fleet.zones), the number of zones")
        }
    }
}
