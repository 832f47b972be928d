/// A number that names one entity of a kind, so that an order can't be passed where a user is meant.
///
/// Identifiers are dense: they start at zero and index tables. They are never reused within a run.
@frozen
public struct Identifier<Kind>: Hashable, Comparable, Sendable, BitwiseCopyable {
    /// The number.
    public var number: UInt32

    /// Names the entity with this number.
    @inlinable @inline(__always)
    public init(_ number: UInt32) { self.number = number }

    /// Names the entity at this index of a table.
    @inlinable @inline(__always)
    public init(index: Int) { self.number = UInt32(index) }

    /// The number as the index of a table.
    @inlinable @inline(__always)
    public var index: Int { Int(number) }

    @inlinable public static func < (a: Self, b: Self) -> Bool { a.number < b.number }
}

/// The kinds of entity that identifiers name; these types have no values.
public enum Entity {
    public enum User {}
    public enum Product {}
    public enum Order {}
    public enum Region {}
    public enum Coupon {}
    public enum Service {}
    public enum Server {}
}

/// A buyer on the platform.
public typealias UserID = Identifier<Entity.User>
/// A product of the catalogue, numbered in the catalogue's order.
public typealias ProductID = Identifier<Entity.Product>
/// An order, numbered in the order of placing.
public typealias OrderID = Identifier<Entity.Order>
/// A region that shoppers come from.
public typealias RegionID = Identifier<Entity.Region>
/// A kind of coupon.
public typealias CouponID = Identifier<Entity.Coupon>
/// A service of the platform, that is one pool of servers.
public typealias ServiceID = Identifier<Entity.Service>
/// One server of the fleet.
public typealias ServerID = Identifier<Entity.Server>
