import Primitives

/// What the issuance engine keeps of one order: 24 bytes, indexed by order number.
struct IssuanceRecord: BitwiseCopyable {
    /// The first credential's serial; zero before the issue.
    var serial: UInt64 = 0
    /// When it was issued.
    var instant = Instant.origin
    var user = UserID(0)
    /// The product's number; catalogues are shorter than 65,536 products.
    var product: UInt16 = 0
    var quantity: UInt8 = 0
    var state = IssuanceState.unseen
}
