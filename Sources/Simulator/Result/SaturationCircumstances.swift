/// How things stood at a service when it was seen to be saturated for the first time.
///
/// Work is counted in slots: as many as it keeps busy at the planned times of work, on warm servers without a fault.
public struct SaturationCircumstances: Equatable, Sendable, BitwiseCopyable {
    /// Jobs that came per second, from when it was full on.
    public var jobsPerSecond = 0.0
    /// The slots that they would keep busy.
    public var load = 0.0
    /// The slots that were there, less what faults, gray servers and the warm-up took of them.
    public var capacity = 0.0
    public var slotsPerServer = 0
    /// Servers that served, and of them those that were warming up, and that were gray.
    public var serving = 0
    public var warmingUp = 0
    public var gray = 0
    /// Servers that booted, and that were down after a crash.
    public var booting = 0
    public var down = 0
    /// What warm-up and gray servers took, in slots, before the service's own slowness.
    var lostToWarmUp = 0.0
    var lostToGray = 0.0
    /// How many times longer work took by a fault of the whole service.
    public var slowdown = 1.0
    /// Of the clicks in the last second of all the platform, the share that were repeated.
    public var repeatedShare = 0.0

    /// Why the load was too much.
    public var cause: SaturationCause {
        let slots = Double(serving * slotsPerServer)
        if load <= 0.97 * capacity { return .uneven }
        let idle = Double((booting + down) * slotsPerServer)
        func holds(_ capacity: Double, _ load: Double) -> Bool { load <= capacity }
        let repairs: [(SaturationCause, Bool)] = [
            (.slowService, slowdown > 1 && holds(capacity * slowdown, load)),
            (.grayServers, gray > 0 && holds(capacity + lostToGray / slowdown, load)),
            (.serversDown, down > 0 && holds(capacity + Double(down * slotsPerServer) / slowdown, load)),
            (.warmingUp, warmingUp > 0 && holds(capacity + lostToWarmUp / slowdown, load)),
            (.booting, booting > 0 && holds(capacity + Double(booting * slotsPerServer) / slowdown, load)),
            (.repeatedClicks, repeatedShare >= 0.05 && holds(capacity, load * (1 - repeatedShare))),
        ]
        if let single = repairs.first(where: { $0.1 }) { return single.0 }
        let isImpaired = slowdown > 1 || gray > 0 || down > 0 || warmingUp > 0 || booting > 0
        return isImpaired && holds(slots + idle, load) ? .severalAtOnce : .tooFewServers
    }
}
