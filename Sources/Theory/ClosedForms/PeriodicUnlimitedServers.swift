/// M(t)/G/inf with arrivals whose rate repeats: the exact check of arrivals that change with time.
///
/// The number present at t is Poisson with the mean m(t) = integral over u >= 0 of lambda(t - u) P(S > u)
/// (Eick, Massey and Whitt, "The physics of the Mt/G/inf queue", Operations Research 41, 1993, theorem 1).
/// With a rate that is constant between steps, each stretch of the past adds its rate times a
/// difference of the integrated tail of the service law.
public struct PeriodicUnlimitedServers: Sendable {
    /// When customers come.
    public let arrivals: RateProfile
    /// How long each stays.
    public let service: ServiceLaw

    /// The system in its periodic steady state.
    public init(arrivals: RateProfile, service: ServiceLaw) {
        self.arrivals = arrivals
        self.service = service
    }

    /// The mean number present at a time of the period, in seconds from its beginning.
    public func meanNumber(at phase: Double) -> Double {
        var mean = 0.0
        var covered = 0.0
        var older = 0.0
        var (index, length) = arrivals.position(phase)
        // Back through the past, until all who came then have left: beyond, 1e-15 of the mean is missing.
        while service.mean - covered > 1e-15 * service.mean {
            older += length
            let reach = service.tailIntegral(to: older)
            mean += arrivals.steps[index].rate * (reach - covered)
            covered = reach
            index = (index + arrivals.steps.count - 1) % arrivals.steps.count
            length = arrivals.steps[index].length
        }
        return mean
    }
}
