import Primitives

/// What the issuance engine keeps of one order: 32 bytes, indexed by order number.
///
/// Before anything is issued, ``secret`` holds the nonce of the first request.
struct IssuanceRecord: BitwiseCopyable {
    /// The first credential's serial; zero before the issue.
    var serial: UInt64 = 0
    /// The credentials' secret, or the nonce that will make it.
    var secret: UInt64 = 0
    /// When it was issued.
    var instant = Instant.origin
    var user = UserID(0)
    /// The product's number; catalogues are shorter than 65,536 products.
    var product: UInt16 = 0
    var quantity: UInt8 = 0
    var phase = Phase.unseen

    /// How far an order has come.
    enum Phase: UInt8, BitwiseCopyable {
        /// Nobody asked for it.
        case unseen
        /// The supplier was asked for codes and has not answered.
        case awaitingCodes
        /// The supplier had none when asked last.
        case withoutCodes
        /// Issued; the audit log has not acknowledged the record.
        case issued
        /// Issued, and on record.
        case audited
        /// Withdrawn before anything was issued. Final but for the count of late codes.
        case withdrawn
        /// Withdrawn, and the supplier's codes came afterwards: they are kept, unused.
        case withdrawnWithCodes
        /// Issued, and taken back before anyone was given it; the audit log has not acknowledged the record.
        case revoked
        /// Issued, on record, and taken back before anyone was given it.
        case revokedAudited
    }
}
