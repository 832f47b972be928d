import Primitives

/// What availability is counted for: what a shopper wants, whatever clicks it takes.
enum Attempt: Int, CaseIterable {
    /// A list, a product page or a refresh.
    case browse
    /// An order: answered when it is placed, or truthfully sold out.
    case order
    /// A payment: answered when the goods are issued or being prepared, or truthfully declined.
    case pay
    /// From the capture to the goods.
    case issue

    /// The name in reports.
    var name: String {
        switch self {
        case .browse: "browse"
        case .order: "order"
        case .pay: "pay"
        case .issue: "issue"
        }
    }

    static var count: Int { 4 }
}
