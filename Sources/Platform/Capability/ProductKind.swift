/// The kinds of virtual product on sale. Raw values are the names used in scenarios and results.
public enum ProductKind: String, CaseIterable, Sendable {
    /// A card that is redeemed once for credit in a game.
    case gameCard = "game-card"
    /// A membership of a video, music or reading service.
    case membership
    /// A licence to use a piece of software.
    case licence
    /// A course to follow online.
    case course

    /// Whether credentials are codes that a supplier hands over, rather than generated on the platform.
    public var isSupplierCoded: Bool {
        switch self {
        case .gameCard, .licence: true
        case .membership, .course: false
        }
    }
}
