import Primitives

/// Something that a server works on: a shopper's page, a message between services, or a check of an entitlement.
struct Job: BitwiseCopyable {
    /// The shopper's slot, the envelope's, or for a check the credential's place or the order.
    var subject: UInt32
    /// For a page, the shopper's turn, so that work for a click that was given up is known as such.
    var turn: UInt16
    /// What it is.
    var kind: Kind
    /// Why its work takes longer than planned, if it does.
    var slowCause: SlowCause = []
    /// Random bits that decide how much work it is.
    var chance: UInt32
    /// How many times longer its work takes for its server's sake, in permille.
    var slowness: UInt32 = 1_000
    /// When it came to the pool.
    var arrived: Instant
    /// When its work began; before that, nothing.
    var begun: Instant = .distantPast

    enum Kind: UInt8, BitwiseCopyable {
        /// A page request at the gateway.
        case pageAtGateway
        /// A page request at the service behind the gateway.
        case pageAtService
        /// A message.
        case message
        /// A check of an entitlement; its turn holds ``CheckMarks``.
        case check
    }
}
