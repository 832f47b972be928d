import Primitives

/// What the buyer of a product may do, for how long and how often.
public struct EntitlementTemplate: Equatable, Sendable {
    /// What the entitlement allows.
    public var permissions: Permissions
    /// How long it lasts from its issue.
    public var duration: TimeSpan
    /// How often it may be used.
    public var uses: Uses
    /// Whether the buyer may pass it on.
    public var isTransferable: Bool

    /// Creates a template; traps on a duration that is not positive.
    public init(permissions: Permissions, duration: TimeSpan, uses: Uses, isTransferable: Bool) {
        precondition(duration > .zero, "an entitlement that lasts \(duration.nanoseconds) ns")
        self.permissions = permissions
        self.duration = duration
        self.uses = uses
        self.isTransferable = isTransferable
    }

    /// What an entitlement allows, as a set.
    public struct Permissions: OptionSet, Hashable, Sendable {
        /// A bit for each permission.
        public let rawValue: UInt8
        /// The set with these bits.
        @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// Exchange for credit.
        @inlinable public static var redeem: Self { .init(rawValue: 1 << 0) }
        /// Watch, listen or read online.
        @inlinable public static var stream: Self { .init(rawValue: 1 << 1) }
        /// Keep a copy for use without a connection.
        @inlinable public static var download: Self { .init(rawValue: 1 << 2) }
        /// Activate a program on a device.
        @inlinable public static var activate: Self { .init(rawValue: 1 << 3) }
        /// Receive new versions.
        @inlinable public static var update: Self { .init(rawValue: 1 << 4) }
        /// Hand in exercises and get them marked.
        @inlinable public static var practise: Self { .init(rawValue: 1 << 5) }
    }

    /// How often an entitlement may be used.
    public enum Uses: Equatable, Sendable {
        /// So many times.
        case limited(Int)
        /// As often as one likes while it lasts.
        case unlimited
    }
}
