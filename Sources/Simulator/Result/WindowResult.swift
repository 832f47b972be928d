/// Latency and success of journeys within a window of the run.
public struct WindowResult: Equatable, Sendable {
    /// `run` for the whole, or the fault's name.
    public var name = ""
    /// Seconds from day zero.
    public var from: Double = 0
    public var until: Double = 0
    /// Each journey: browse, order, pay, issue.
    public var journeys: [JourneyResult] = []

    public init() {}
}
