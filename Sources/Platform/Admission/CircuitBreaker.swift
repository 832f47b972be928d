import Primitives

/// Stops calling a peer that mostly fails or is mostly slow, and tries again after a while.
///
/// The state machine is resilience4j's, with a count-based window:
/// - *closed*: every call is permitted; once ``CircuitBreakerConfiguration/minimumCalls`` (or the whole window, if that
///   is shorter) are known, a share of failures or of slow calls at or above its threshold opens it;
/// - *open*: no call is permitted, and outcomes of earlier calls count for nothing, until the waiting time is over and
///   somebody asks;
/// - *half-open*: so many trial calls are permitted; when as many outcomes are known, the shares among them decide
///   between open and closed. Either way the window starts empty;
/// - *disabled*, *forced open*: every call or none is permitted, and no outcome counts;
/// - *metrics only*: every call is permitted and counts, and nothing follows.
///
/// Every permitted call must be recorded exactly once, a time-out as a failure: a trial call that is never recorded
/// would keep the breaker half-open. O(1) per call, two bits per call of the window.
@frozen
public struct CircuitBreaker: Sendable {
    /// What the breaker does with calls.
    public enum State: UInt8, Equatable, Sendable, BitwiseCopyable, CaseIterable {
        /// Lets all calls through, and may open.
        case closed
        /// Lets none through.
        case open
        /// Lets trial calls through.
        case halfOpen
        /// Lets all calls through, and never opens.
        case disabled
        /// Lets none through, and never closes.
        case forcedOpen
        /// Lets all calls through, counts them, and never opens.
        case metricsOnly
    }

    /// When it opens and tries again.
    public let configuration: CircuitBreakerConfiguration
    /// Where it stands; open until somebody asks after the waiting time.
    @inlinable public var state: State { _state }
    /// How often it has opened.
    @inlinable public var openings: Int { _openings }
    /// How many calls it has not permitted.
    @inlinable public var refused: UInt64 { _refused }

    @usableFromInline var _state: State
    @usableFromInline var _openings = 0
    @usableFromInline var _refused: UInt64 = 0
    @usableFromInline var window: CallWindow
    @usableFromInline var permittedTrials = 0
    @usableFromInline var openUntil: Instant = .distantPast

    /// A breaker in the state of its mode that has seen no call. Traps on counts below one.
    public init(_ configuration: CircuitBreakerConfiguration) {
        precondition(
            configuration.windowCalls > 0 && configuration.minimumCalls > 0 && configuration.trialCalls > 0,
            "a breaker needs calls to judge: \(configuration)")
        self.configuration = configuration
        window = CallWindow(calls: configuration.windowCalls)
        switch configuration.mode {
        case .automatic: _state = .closed
        case .disabled: _state = .disabled
        case .forcedOpen: _state = .forcedOpen
        case .metricsOnly: _state = .metricsOnly
        }
    }

    /// Whether a call may be made now. A permitted call must be recorded.
    @inlinable
    public mutating func permits(at now: Instant) -> Bool {
        switch _state {
        case .closed, .disabled, .metricsOnly:
            return true
        case .open where now >= openUntil:
            enter(.halfOpen)
            permittedTrials = 1
            return true
        case .halfOpen where permittedTrials < configuration.trialCalls:
            permittedTrials += 1
            return true
        case .open, .halfOpen, .forcedOpen:
            _refused += 1
            return false
        }
    }

    /// Takes note of how a call ended, and how long it took.
    @inlinable
    public mutating func record(success: Bool, took: TimeSpan = .zero, at now: Instant) {
        let isSlow = took > configuration.slowAbove
        switch _state {
        case .closed:
            window.remember(failure: !success, slow: isSlow)
            let enough = min(configuration.minimumCalls, configuration.windowCalls)
            if window.known >= enough, isTooBad { open(at: now) }
        case .open, .disabled, .forcedOpen:
            break
        case .halfOpen:
            window.count(failure: !success, slow: isSlow)
            guard window.known == configuration.trialCalls else { return }
            if isTooBad { open(at: now) } else { enter(.closed) }
        case .metricsOnly:
            window.remember(failure: !success, slow: isSlow)
        }
    }

    /// The share of failures among the calls that are judged, in permille; nil while too few are known.
    public var failureRate: Int? {
        let configured = min(configuration.minimumCalls, configuration.windowCalls)
        let enough = _state == .halfOpen ? configuration.trialCalls : configured
        return window.known < enough ? nil : window.failures * 1_000 / window.known
    }

    @inlinable
    var isTooBad: Bool {
        window.failures * 1_000 >= configuration.failurePermille * window.known
            || window.slow * 1_000 >= configuration.slowPermille * window.known
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
        window.forget()
        permittedTrials = 0
    }
}
