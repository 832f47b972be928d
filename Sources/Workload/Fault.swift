import Primitives

/// Something that goes wrong for a while, once, again and again, or when a service is busy.
public struct Fault: Equatable, Sendable {
    /// A short name for reports; also names the window whose figures are reported apart.
    public var name: String
    /// What goes wrong.
    public var kind: Kind
    /// Where; nil for every service, and for what is no service's.
    public var service: Service?
    /// Only the servers in this zone, for kinds that name servers; nil for all of the service's.
    public var zone: Int?
    /// When it begins; if it has a condition, from when on the condition is looked at.
    public var from: Instant
    /// When it ends; if it has a condition, until when the condition is looked at.
    public var until: Instant
    /// How it comes again; nil for once.
    public var recurrence: Recurrence?
    /// What it waits for; nil for what is scripted.
    public var condition: Condition?

    public init(
        name: String, kind: Kind, service: Service?, from: Instant, until: Instant, zone: Int? = nil,
        recurrence: Recurrence? = nil, condition: Condition? = nil
    ) {
        self.name = name
        self.kind = kind
        self.service = service
        self.zone = zone
        self.from = from
        self.until = until
        self.recurrence = recurrence
        self.condition = condition
    }

    /// The same fault again and again.
    public struct Recurrence: Equatable, Sendable {
        /// From one beginning to the next.
        public var every: TimeSpan
        /// How often in all, the first one included.
        public var times: Int

        public init(every: TimeSpan, times: Int) {
            self.every = every
            self.times = times
        }
    }

    /// A fault that happens, once, when a service's servers are busy.
    public struct Condition: Equatable, Sendable {
        /// Whose servers are looked at.
        public var service: Service
        /// The share of the service's worker slots, in permille, that must have been busy in the last second.
        public var utilisationAbove: Int
        /// How long the fault lasts then.
        public var lasts: TimeSpan

        public init(service: Service, utilisationAbove: Int, lasts: TimeSpan) {
            self.service = service
            self.utilisationAbove = utilisationAbove
            self.lasts = lasts
        }
    }
}

extension Fault {
    /// How often it may begin.
    public var times: Int { recurrence?.times ?? 1 }

    /// When it begins for the n-th time, from 0.
    public func beginning(_ n: Int) -> Instant { from + (recurrence?.every ?? .zero) * Int64(n) }

    /// How long it lasts each time.
    public var length: TimeSpan { condition?.lasts ?? until - from }

    /// When it is over for good, at the latest.
    public var end: Instant { condition.map { until + $0.lasts } ?? beginning(times - 1) + length }

    /// Each time that it happens as a fault of its own, scripted; one with a condition as the whole span in which it
    /// may happen.
    public var occurrences: [Fault] {
        (0..<times).map { n in
            var one = self
            one.recurrence = nil
            one.condition = nil
            one.from = beginning(n)
            one.until = condition == nil ? one.from + length : end
            return one
        }
    }
}
