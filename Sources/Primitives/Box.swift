/// One value that can't be copied, at an address of its own.
///
/// The compiler checks the ownership of a struct field by field, down through the structs within, at every use: what
/// it takes grows with the square of a struct that holds everything. A box counts as two fields, however much is in it.
public struct Box<Value: ~Copyable>: ~Copyable {
    /// Where the value is, for accessors that hand it on.
    public let address: UnsafeMutablePointer<Value>

    /// The same, to read only.
    @inlinable
    public var readOnlyAddress: UnsafePointer<Value> { UnsafePointer(address) }

    /// A box with this in it.
    @inlinable
    public init(_ value: consuming Value) {
        address = .allocate(capacity: 1)
        address.initialize(to: value)
    }

    @inlinable
    deinit {
        address.deinitialize(count: 1)
        address.deallocate()
    }

    /// The value, to read or to change in place.
    @inlinable
    public var value: Value {
        @inline(__always) unsafeAddress { readOnlyAddress }
        @inline(__always) unsafeMutableAddress { address }
    }
}
