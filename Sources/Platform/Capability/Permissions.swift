extension EntitlementTemplate {
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
}
