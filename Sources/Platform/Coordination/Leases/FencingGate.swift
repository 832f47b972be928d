/// The guard of a port: refuses whoever comes with a token below the highest it has seen.
///
/// A coordinator that was paused for longer than its lease does not know that another has taken over; its clock
/// can't tell it, but the port can. Every service that a coordinator calls has a gate, and the gates need not agree:
/// each refuses as soon as it has heard from the successor. O(1). After M. Kleppmann, "How to do distributed
/// locking", 2016.
public struct FencingGate: BitwiseCopyable, Sendable {
    /// The highest token seen.
    public private(set) var highest: UInt32 = 0
    /// Calls refused.
    public private(set) var refused = 0

    /// A gate that has seen no token.
    public init() {}

    /// Whether a call with this token may pass; a higher one shuts the gate to all below it.
    public mutating func admits(_ token: UInt32) -> Bool {
        guard token >= highest else {
            refused += 1
            return false
        }
        highest = token
        return true
    }
}
