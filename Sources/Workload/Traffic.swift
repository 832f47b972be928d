import Primitives

/// The demand: how many page requests per second are offered if nothing ever waits.
public struct Traffic: Equatable, Sendable {
    /// The ordinary day's mean, in requests per second; the curve is in multiples of it.
    public var ordinaryRate: Double = 95.4
    /// Corners of the curve, in time order; linear between them, constant outside. Two corners at
    /// one instant make a step.
    public var curve: [Corner] = [Corner(at: .origin, multiple: 1)]
    /// After how long the curve begins again; zero if it doesn't. It must lie within one such time.
    public var repeatEvery: TimeSpan = .zero
    /// People who come before the sale and refresh until it opens; nil for none.
    public var rush: Rush?
    /// How demand answers to the price; nil where it does not.
    public var priceResponse: PriceResponse?
    /// Sessions as they were seen somewhere, in place of the curve; nil where the curve counts.
    public var trace: TrafficTrace?

    public init() {}

    /// One corner of the demand curve.
    public struct Corner: Equatable, Sendable {
        /// When.
        public var at: Instant
        /// The offered rate in multiples of the ordinary mean.
        public var multiple: Double

        public init(at: Instant, multiple: Double) {
            self.at = at
            self.multiple = multiple
        }
    }

    /// The people who wait for the sale with full baskets.
    ///
    /// From ``from`` on, what the curve asks for above ``baseMultiple`` is offered by them: they
    /// refresh product pages and do not order. When the sale opens each acts after a reaction time.
    public struct Rush: Equatable, Sendable {
        /// When the first of them come.
        public var from = Instant(nanoseconds: -TimeSpan.minutes(20).nanoseconds)
        /// When the sale opens.
        public var opening = Instant.origin
        /// What the other shoppers offer meanwhile, in multiples of the ordinary mean.
        public var baseMultiple: Double = 6
        /// The mean time between two refreshes.
        public var refreshThink: TimeSpan = .seconds(8)
        /// Everyone acts within this time of the opening, spread evenly.
        public var reaction: TimeSpan = .seconds(30)
        /// The share of them who order, in permille; the others go on browsing.
        public var orderPermille: Int = 600

        public init() {}
    }

    /// The corners up to an instant, those of every repetition.
    func corners(upTo end: Instant) -> [Corner] {
        guard repeatEvery > .zero, let first = curve.first, first.at < end else { return curve }
        let times = (end - first.at).nanoseconds / repeatEvery.nanoseconds
        return (0...times).flatMap { time in
            curve.map { Corner(at: $0.at + repeatEvery * time, multiple: $0.multiple) }
        }
    }

    /// The rate that the curve asks for at an instant, in requests per second; what the price makes of it is
    /// ``Scenario/offeredRate(at:)``.
    public func rate(at instant: Instant) -> Double {
        guard let first = curve.first, let last = curve.last else { return 0 }
        var instant = instant
        if repeatEvery > .zero, instant >= first.at {
            instant = first.at + TimeSpan(nanoseconds: (instant - first.at).nanoseconds % repeatEvery.nanoseconds)
        }
        if instant < first.at { return first.multiple * ordinaryRate }
        if instant >= last.at { return last.multiple * ordinaryRate }
        // The last corner at or before the instant: of two at one instant, the later one counts.
        var index = 0
        for (i, corner) in curve.enumerated() where corner.at <= instant { index = i }
        let a = curve[index], b = curve[index + 1]
        let fraction = (instant - a.at).inSeconds / (b.at - a.at).inSeconds
        return (a.multiple + (b.multiple - a.multiple) * fraction) * ordinaryRate
    }
}
