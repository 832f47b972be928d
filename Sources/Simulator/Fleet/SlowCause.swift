/// Why work takes longer than planned.
struct SlowCause: OptionSet, BitwiseCopyable {
    let rawValue: UInt8
    /// The server warms up.
    static let warmUp = SlowCause(rawValue: 1)
    /// The server is gray.
    static let gray = SlowCause(rawValue: 2)
    /// A fault slows the whole service.
    static let service = SlowCause(rawValue: 4)
}
