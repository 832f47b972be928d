/// How the latest calls ended: which failed and which were slow. Two bits for each call of the window, in rings.
@frozen
@usableFromInline
struct CallWindow: Sendable {
    /// One bit per call, set for a failure and for a slow call; the next place is at `position`.
    @usableFromInline var failureBits: [UInt64]
    @usableFromInline var slowBits: [UInt64]
    @usableFromInline let calls: Int
    @usableFromInline var position = 0
    /// Outcomes known, and failures and slow calls among them.
    @usableFromInline var known = 0
    @usableFromInline var failures = 0
    @usableFromInline var slow = 0

    /// A window of so many calls that knows none.
    @usableFromInline
    init(calls: Int) {
        self.calls = calls
        failureBits = Array(repeating: 0, count: (calls + 63) / 64)
        slowBits = failureBits
    }

    /// Puts an outcome in the place of the oldest one.
    @inlinable
    mutating func remember(failure: Bool, slow isSlow: Bool) {
        let word = position >> 6
        let bit: UInt64 = 1 << UInt64(position & 63)
        if known == calls {
            known -= 1
            if failureBits[word] & bit != 0 { failures -= 1 }
            if slowBits[word] & bit != 0 { slow -= 1 }
        }
        failureBits[word] = failure ? failureBits[word] | bit : failureBits[word] & ~bit
        slowBits[word] = isSlow ? slowBits[word] | bit : slowBits[word] & ~bit
        count(failure: failure, slow: isSlow)
        position += 1
        if position == calls { position = 0 }
    }

    /// Counts an outcome without a place in the window.
    @inlinable
    mutating func count(failure: Bool, slow isSlow: Bool) {
        known += 1
        if failure { failures += 1 }
        if isSlow { slow += 1 }
    }

    /// Forgets all outcomes.
    @inlinable
    mutating func forget() {
        position = 0
        known = 0
        failures = 0
        slow = 0
    }
}
