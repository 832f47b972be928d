import Primitives

/// What the buyer of a product may do: where, for how long and how often.
public struct EntitlementTemplate: Equatable, Sendable {
    /// What the entitlement allows.
    public var permissions: Permissions
    /// For how long it holds.
    public var validity: Validity
    /// How often it may be used.
    public var uses: Uses
    /// Whether the buyer may pass it on before it is activated.
    public var isTransferable: Bool
    /// From where it may be used.
    public var regions: Regions

    /// Creates a template; traps on a span that is not positive, on a window that is none, and on a number of uses
    /// below 1 or above ``Uses/most``.
    public init(
        permissions: Permissions, validity: Validity, uses: Uses, isTransferable: Bool, regions: Regions = .everywhere
    ) {
        switch validity {
        case .fromIssue(let span): precondition(span > .zero, "an entitlement that lasts \(span.nanoseconds) ns")
        case .fromActivation(let span, let limit):
            precondition(span > .zero && limit > .zero, "an entitlement that lasts \(span.nanoseconds) ns")
        case .window(let from, let until): precondition(from < until, "an entitlement that ends before it begins")
        }
        if case .limited(let count) = uses {
            precondition(count >= 1 && count <= Uses.most, "an entitlement that may be used \(count) times")
        }
        self.permissions = permissions
        self.validity = validity
        self.uses = uses
        self.isTransferable = isTransferable
        self.regions = regions
    }

    /// For how long an entitlement holds.
    public enum Validity: Equatable, Sendable {
        /// For this long from its issue; it needs no activation.
        case fromIssue(TimeSpan)
        /// For this long from its activation, which must come within a time from the issue.
        case fromActivation(TimeSpan, activateWithin: TimeSpan)
        /// From one instant until another, whenever it was bought; it needs no activation.
        case window(from: Instant, until: Instant)

        /// Whether the buyer has to do something before it counts.
        public var needsActivation: Bool {
            switch self {
            case .fromActivation: true
            case .fromIssue, .window: false
            }
        }

        /// The same, but no span longer than `longest`; a window stays as it is.
        public func atMost(_ longest: TimeSpan) -> Validity {
            switch self {
            case .fromIssue(let span): .fromIssue(min(span, longest))
            case .fromActivation(let span, let limit):
                .fromActivation(min(span, longest), activateWithin: min(limit, longest))
            case .window: self
            }
        }
    }

    /// How often an entitlement may be used.
    public enum Uses: Equatable, Sendable {
        /// So many times for each unit bought.
        case limited(Int)
        /// As often as one likes while it lasts.
        case unlimited

        /// The most uses that one unit may have.
        public static var most: Int { 250 }
    }

    /// Regions as a set of their numbers, 0 to 63.
    public struct Regions: OptionSet, Hashable, Sendable, BitwiseCopyable {
        /// A bit for each region.
        public let rawValue: UInt64
        /// The set with these bits.
        @inlinable public init(rawValue: UInt64) { self.rawValue = rawValue }
        /// The set of one region; traps unless its number is 0 to 63.
        @inlinable
        public init(_ region: RegionID) {
            precondition(region.number < 64, "region \(region.number) of at most 64")
            rawValue = 1 &<< UInt64(region.number)
        }

        /// All regions.
        @inlinable public static var everywhere: Self { .init(rawValue: .max) }
    }
}
