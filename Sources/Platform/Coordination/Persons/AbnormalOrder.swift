import Primitives

/// An order that stands out: it waits for something that should have come, and a person may step in.
public struct AbnormalOrder: Equatable, Sendable {
    /// Why an order stands out.
    public enum Cause: UInt8, Equatable, Sendable, BitwiseCopyable, CaseIterable {
        /// Paid and not issued: the latest attempt has no answer yet.
        case issueUnanswered
        /// Paid and not issued: the issuing service could not be reached or erred.
        case issueFailed
        /// Paid and not issued: the supplier has no codes.
        case supplierEmpty
        /// Whether the buyer was charged is unknown.
        case chargeUnknown
        /// Given up: issuing is being fenced off.
        case withdrawing
        /// Issued, but the bundle has failed: it is being taken back.
        case revoking
        /// Fenced off: the money is on its way back.
        case refunding
        /// Closed unpaid, and then a capture came; it is on its way back.
        case returning
        /// Units or a coupon given back, and not acknowledged.
        case releaseUnacknowledged

        /// The cause in reports.
        public var name: String {
            switch self {
            case .issueUnanswered: "not issued, no answer"
            case .issueFailed: "not issued, failed"
            case .supplierEmpty: "not issued, supplier empty"
            case .chargeUnknown: "charge unknown"
            case .withdrawing: "withdrawing"
            case .revoking: "taking back"
            case .refunding: "refunding"
            case .returning: "returning a late capture"
            case .releaseUnacknowledged: "release unacknowledged"
            }
        }

        /// Whether a person can act so about an order that stands out for this.
        public func allows(_ action: PersonAction) -> Bool {
            switch (self, action) {
            case (_, .retryNow): true
            case (.issueUnanswered, _), (.issueFailed, _), (.supplierEmpty, _): true
            case (.chargeUnknown, _), (.withdrawing, _), (.revoking, _), (.refunding, _), (.returning, _),
                (.releaseUnacknowledged, _):
                false
            }
        }
    }

    /// The order.
    public var order: OrderID
    /// Why it stands out.
    public var cause: Cause
    /// Since when: the capture, or when the charge became unknown; of a release, its latest attempt.
    public var since: Instant
    /// Issuing attempts so far.
    public var attempts: UInt16

    /// An order on the board.
    public init(order: OrderID, cause: Cause, since: Instant, attempts: UInt16) {
        self.order = order
        self.cause = cause
        self.since = since
        self.attempts = attempts
    }
}

/// What a person can do about an order.
public enum PersonAction: UInt8, Equatable, Sendable, BitwiseCopyable, CaseIterable {
    /// Ask again at once for what the order waits for.
    case retryNow
    /// Don't wait for the day to be over: fence issuing off and pay back.
    case refundNow
    /// Fence issuing off and hand the goods over by hand.
    case markIssued

    /// The action in scenarios and reports.
    public var name: String {
        switch self {
        case .retryNow: "retry-now"
        case .refundNow: "refund-now"
        case .markIssued: "mark-issued"
        }
    }
}
