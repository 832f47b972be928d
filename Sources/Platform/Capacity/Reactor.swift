import Primitives

/// One reaction at work on one size.
enum Reactor: Sendable {
    case horizontal(HorizontalScaler)
    case tracking(TargetTracker)

    init(_ reaction: ScalingReaction) {
        switch reaction {
        case .horizontal(let rule): self = .horizontal(HorizontalScaler(rule))
        case .tracking(let rule): self = .tracking(TargetTracker(rule))
        }
    }

    /// Takes note of a scrape; only trackers average them.
    mutating func observe(_ readings: [ScalingReading?]) {
        switch self {
        case .horizontal: break
        case .tracking(var tracker):
            tracker.observe(readings)
            self = .tracking(tracker)
        }
    }

    mutating func wanted(
        _ readings: [ScalingReading?], current: Int, within bounds: ClosedRange<Int>, at now: Instant
    ) -> Int {
        switch self {
        case .horizontal(var scaler):
            let size = scaler.wanted(readings, current: current, within: bounds, at: now)
            self = .horizontal(scaler)
            return size
        case .tracking(var tracker):
            let size = tracker.wanted(current: current, within: bounds, at: now)
            self = .tracking(tracker)
            return size
        }
    }

    mutating func changed(from old: Int, to new: Int, at now: Instant) {
        switch self {
        case .horizontal(var scaler):
            scaler.changed(from: old, to: new, at: now)
            self = .horizontal(scaler)
        case .tracking: break
        }
    }
}
