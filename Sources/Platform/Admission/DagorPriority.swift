import Primitives

/// How important a request is to DAGOR: first by what it is about, then by who asks.
///
/// All requests of one user have the same second part for an hour, so that a user is either served or not, instead of
/// failing somewhere on the way; after the hour it is someone else's turn (Zhou et al., "Overload Control for Scaling
/// WeChat Microservices", SoCC 2018, section 4.2).
@frozen
public struct DagorPriority: Equatable, Comparable, Sendable, BitwiseCopyable {
    /// The place in the order of importance; 0 is the most important.
    public let rank: UInt16

    /// How many kinds of business are told apart.
    @inlinable public static var businesses: Int { 4 }
    /// How many parts users are hashed to; 128 at WeChat.
    @inlinable public static var userLevels: Int { 128 }
    /// How many ranks there are.
    @inlinable public static var count: Int { businesses * userLevels }
    /// The priority of what must not be shed while anything else can be: messages between services.
    @inlinable public static var highest: Self { Self(rank: 0) }

    @usableFromInline init(rank: UInt16) { self.rank = rank }

    /// The priority of a user's request. Traps on a business that is none.
    ///
    /// - Parameter business: 0 for the most important.
    public init(business: Int, user: UserID, at now: Instant) {
        precondition((0..<Self.businesses).contains(business), "there is no business \(business)")
        // Towards minus infinity, so that an hour before the origin is as long as any other.
        let length = TimeSpan.hours(1).nanoseconds
        let hour = now.nanoseconds >= 0 ? now.nanoseconds / length : ~(~now.nanoseconds / length)
        let hash = RandomStream.mix(UInt64(user.number) &+ RandomStream.mix(UInt64(bitPattern: hour)))
        rank = UInt16(business * Self.userLevels) + UInt16(hash & UInt64(Self.userLevels - 1))
    }

    @inlinable
    public static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }
}
