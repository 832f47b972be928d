import Primitives

/// Stops calling a peer that mostly fails, and tries again after a while.
///
/// Closed, open and half-open by the outcomes of the latest calls, with the meaning of
/// resilience4j's count-based window:
/// - *closed*: every call is permitted; once ``CircuitBreakerConfiguration/minimumCalls`` (or the whole
///   window, if that is shorter) are known, a share of failures at or above the threshold opens it;
/// - *open*: no call is permitted, and outcomes of earlier calls count for nothing, until the waiting
///   time is over and somebody asks;
/// - *half-open*: so many trial calls are permitted; when as many outcomes are known, their share of
///   failures decides between open and closed. Either way the window starts empty.
///
/// Every permitted call must be recorded exactly once, a time-out as a failure: a trial call that is
/// never recorded would keep the breaker half-open. O(1) per call, one bit per call of the window.
@frozen
public struct CircuitBreaker: Sendable {
    /// What the breaker does with calls.
    public enum State: UInt8, Equatable, Sendable, BitwiseCopyable {
        /// Lets all calls through.
        case closed
        /// Lets none through.
        case open
        /// Lets trial calls through.
        case halfOpen
    }

    /// When it opens and tries again.
    public let configuration: CircuitBreakerConfiguration
    /// Where it stands; open until somebody asks after the waiting time.
    @inlinable public var state: State { _state }
    /// How often it has opened.
    @inlinable public var openings: Int { _openings }

    @usableFromInline var _state: State = .closed
    @usableFromInline var _openings = 0
    /// One bit per call of the window, set for a failure; a ring with its next place at `position`.
    @usableFromInline var outcomes: [UInt64]
    @usableFromInline var position = 0
    /// Outcomes known, and failures among them: of the window when closed, of the trials when half-open.
    @usableFromInline var known = 0
    @usableFromInline var failures = 0
    @usableFromInline var permittedTrials = 0
    @usableFromInline var openUntil: Instant = .distantPast

    /// A closed breaker that has seen no call. Traps on counts below one.
    public init(_ configuration: CircuitBreakerConfiguration) {
        precondition(
            configuration.windowCalls > 0 && configuration.minimumCalls > 0 && configuration.trialCalls > 0,
            "a breaker needs calls to judge: \(configuration)")
        self.configuration = configuration
        outcomes = Array(repeating: 0, count: (configuration.windowCalls + 63) / 64)
    }

    /// Whether a call may be made now. A permitted call must be recorded.
    @inlinable
    public mutating func permits(at now: Instant) -> Bool {
        switch _state {
        case .closed:
            return true
        case .open:
            guard now >= openUntil else { return false }
            enter(.halfOpen)
            permittedTrials = 1
            return true
        case .halfOpen:
            guard permittedTrials < configuration.trialCalls else { return false }
            permittedTrials += 1
            return true
        }
    }

    /// Takes note of how a call ended.
    @inlinable
    public mutating func record(success: Bool, at now: Instant) {
        switch _state {
        case .closed:
            remember(failure: !success)
            if known >= min(configuration.minimumCalls, configuration.windowCalls), tooManyFailures { open(at: now) }
        case .open:
            break
        case .halfOpen:
            known += 1
            if !success { failures += 1 }
            guard known == configuration.trialCalls else { return }
            if tooManyFailures { open(at: now) } else { enter(.closed) }
        }
    }

    @inlinable
    var tooManyFailures: Bool { failures * 1_000 >= configuration.failurePermille * known }

    /// Puts an outcome in the place of the oldest one.
    @inlinable
    mutating func remember(failure: Bool) {
        let word = position >> 6
        let bit: UInt64 = 1 << UInt64(position & 63)
        if known == configuration.windowCalls {
            if outcomes[word] & bit != 0 { failures -= 1 }
        } else {
            known += 1
        }
        if failure {
            outcomes[word] |= bit
            failures += 1
        } else {
            outcomes[word] &= ~bit
        }
        position += 1
        if position == configuration.windowCalls { position = 0 }
    }

    @usableFromInline
    mutating func open(at now: Instant) {
        enter(.open)
        openUntil = now + configuration.openFor
        _openings += 1
    }

    /// Changes the state; whatever was known before counts no longer.
    @usableFromInline
    mutating func enter(_ next: State) {
        _state = next
        known = 0
        failures = 0
        position = 0
        permittedTrials = 0
    }
}
