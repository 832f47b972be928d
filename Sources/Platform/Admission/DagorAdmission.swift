import Primitives

/// When DAGOR calls a server overloaded, and how fast it sheds.
///
/// The defaults are WeChat's (Zhou et al., SoCC 2018): a mean queuing time above 20 ms, in windows of a second or
/// 2,000 requests, 5 % less or 1 % more from window to window. 20 ms are 4 % of the 500 ms after which WeChat's tasks
/// time out; services whose callers wait longer want as much more.
public struct DagorConfiguration: Equatable, Sendable {
    /// A mean queuing time above this is an overload.
    public var queuingTime: TimeSpan = .milliseconds(20)
    /// How long a window is,
    public var window: TimeSpan = .seconds(1)
    /// or after how many requests it ends, whichever comes first.
    public var windowRequests: Int = 2_000
    /// By how much less is admitted after a window with an overload, in permille.
    public var decreasePermille: Int = 50
    /// By how much more after one without, in permille.
    public var increasePermille: Int = 10

    public init() {}
}

/// DAGOR's admission control of one server: requests above a level of priority are shed, and the level follows the
/// mean queuing time.
///
/// Every request is counted by its priority, admitted or not. When a window ends, the number to admit in the next one
/// is what was admitted, less 5 % if the mean queuing time was too long, else plus 1 %, and at least one request more;
/// the level is the lowest priority to which the counts of the window add up to that (the paper's algorithm 1), so that
/// one window is enough to find it. In a window in which nobody was shed nothing has to grow, and the level is open.
///
/// Callers learn the level with each reply and shed early what the server would shed. What they shed is counted with
/// what they send next: counts of admitted requests alone could not say how far a level may rise. A caller that has
/// heard nothing for a window forgets what it knew. O(1) per call, O(``DagorPriority/count``) per window.
public struct DagorAdmission: Sendable, BitwiseCopyable {
    /// Requests with a rank up to this are admitted.
    public private(set) var level = UInt16(DagorPriority.count - 1)

    private let configuration: Limits
    private var counts = InlineArray<512, UInt32>(repeating: 0)
    private var requests: UInt32 = 0
    private var admitted: UInt32 = 0
    private var waits: UInt32 = 0
    private var waited: Int64 = 0
    private var windowEnd: Instant = .distantPast
    private var toldLevel = UInt16(DagorPriority.count - 1)
    private var toldAt: Instant = .distantPast

    /// The configuration, trivially.
    private struct Limits: BitwiseCopyable {
        let queuingTime: Int64
        let window: TimeSpan
        let windowRequests: UInt32
        let decrease: Int
        let increase: Int
    }

    /// What becomes of a request.
    public enum Verdict: Equatable, Sendable {
        /// It may queue.
        case admitted
        /// The server sheds it.
        case shed
        /// Its caller knows the level, and does not send it.
        case shedByCaller
    }

    /// A server that admits all. Traps on windows without length.
    public init(_ configuration: DagorConfiguration) {
        precondition(
            configuration.window > .zero && configuration.windowRequests > 0
                && (0...1_000).contains(configuration.decreasePermille) && configuration.increasePermille >= 0,
            "no such admission control: \(configuration)")
        self.configuration = Limits(
            queuingTime: configuration.queuingTime.nanoseconds, window: configuration.window,
            windowRequests: UInt32(configuration.windowRequests), decrease: configuration.decreasePermille,
            increase: configuration.increasePermille)
    }

    /// Counts a request and says whether it may queue. Instants never decrease from call to call.
    public mutating func judge(_ priority: DagorPriority, at now: Instant) -> Verdict {
        if now >= windowEnd || requests >= configuration.windowRequests { closeWindow(at: now) }
        counts[Int(priority.rank)] += 1
        requests += 1
        let isKnown = toldAt > .distantPast && now - toldAt <= configuration.window
        if isKnown && priority.rank > toldLevel { return .shedByCaller }
        if priority.rank > level { return .shed }
        admitted += 1
        return .admitted
    }

    /// Takes note of how long a job has queued that begins to be worked on.
    public mutating func observe(queuing: TimeSpan) {
        waits += 1
        waited += queuing.nanoseconds
    }

    /// A reply leaves, and tells the caller the level.
    public mutating func replies(at now: Instant) {
        toldLevel = level
        toldAt = now
    }

    /// Sets the level for the window that begins now.
    private mutating func closeWindow(at now: Instant) {
        if requests > 0 { setLevel() }
        counts = InlineArray(repeating: 0)
        requests = 0
        admitted = 0
        waits = 0
        waited = 0
        windowEnd = now + configuration.window
    }

    private mutating func setLevel() {
        let isOverloaded = waits > 0 && waited > configuration.queuingTime * Int64(waits)
        let most = UInt16(DagorPriority.count - 1)
        if !isOverloaded && admitted == requests {
            level = most
            return
        }
        let permille = isOverloaded ? 1_000 - configuration.decrease : 1_000 + configuration.increase
        let scaled = Int(admitted) * permille / 1_000
        let wanted = isOverloaded ? scaled : max(scaled, Int(admitted) + 1)
        var sum = 0
        for rank in 0..<DagorPriority.count {
            let next = sum + Int(counts[rank])
            // Never so many that the limit is passed; but one rank more than now has to come in for a rise.
            if isOverloaded ? next > wanted : sum >= wanted {
                level = UInt16(max(0, rank - 1))
                return
            }
            sum = next
        }
        level = most
    }
}
