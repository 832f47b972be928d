/// The catalogue of faults: every kind that a scenario can have, with its name there.
///
/// One table for whoever reads scenarios and for whoever explains them. What each row needs is in ``parameters``, what
/// it does in ``effect``, and where it may be in ``place``.
public enum FaultForm: String, CaseIterable, Sendable {
    case outage, hang, refusing, slow, latency, errors
    case lostMessages = "lost-messages"
    case lostReplies = "lost-replies"
    case duplicatedMessages = "duplicated-messages"
    case reorderedMessages = "reordered-messages"
    case backlog, crash, gray
    case zoneLoss = "zone-loss"
    case coordinatorCrash = "coordinator-crash"
    case coordinatorPause = "coordinator-pause"
    case replicaLag = "replica-lag"
    case failOver = "fail-over"
    case clockSkew = "clock-skew"
    case clockStep = "clock-step"
    case providerBrownOut = "provider-brown-out"
    case supplierOutage = "supplier-outage"
    case supplierDry = "supplier-dry"

    /// Where a fault may be.
    public enum Place: String, CaseIterable, Sendable {
        /// Any one service, or all of them.
        case anyService = "a service, or all"
        /// One service that has to be named.
        case oneService = "one service"
        /// A service that gets messages from others, or all of them.
        case messages = "a service that gets messages, or all"
        /// The order coordinator; no service is named.
        case coordinator = "the order coordinator"
        /// The stores of the stock service; no service is named.
        case stockStore = "the stock stores"
        /// A party outside; no service is named.
        case outside = "outside the platform"
    }

    /// Where it may be.
    public var place: Place {
        switch self {
        case .outage, .refusing, .slow, .latency, .errors, .lostMessages, .lostReplies, .zoneLoss: .anyService
        case .hang, .crash, .gray: .oneService
        case .duplicatedMessages, .reorderedMessages, .backlog: .messages
        case .coordinatorCrash, .coordinatorPause: .coordinator
        case .replicaLag, .failOver: .stockStore
        case .clockSkew, .clockStep, .providerBrownOut, .supplierOutage, .supplierDry: .outside
        }
    }

    /// The keys that say how bad it is.
    public var parameters: [FaultParameter] {
        switch self {
        case .outage, .hang, .refusing, .backlog, .coordinatorCrash, .coordinatorPause, .failOver, .supplierOutage,
            .supplierDry:
            []
        case .slow: [.needed(.factor)]
        case .latency, .replicaLag: [.needed(.delay)]
        case .errors, .lostMessages, .lostReplies, .duplicatedMessages: [.needed(.share)]
        case .reorderedMessages: [.needed(.share), .optional(.delay, "10 ms")]
        case .crash: [.optional(.servers, "'share'"), .optional(.share, "'servers'"), .optional(.zone, "any")]
        case .gray:
            [
                .optional(.servers, "'share'"), .optional(.share, "'servers'"), .needed(.factor),
                .optional(.zone, "any"),
            ]
        case .zoneLoss: [.needed(.zone)]
        case .clockSkew, .clockStep: [.needed(.offset)]
        case .providerBrownOut: [.optional(.factor, "1 x"), .optional(.share, "0 %")]
        }
    }

    /// What it does, in a sentence or two.
    public var effect: String {
        switch self {
        case .outage: "Nothing is answered: what arrives is lost without a word."
        case .hang: "What arrives is taken and not answered; when it is over, all of it fails at once."
        case .refusing: "Whatever arrives is refused at once."
        case .slow: "Work takes so many times longer."
        case .latency: "Whatever arrives takes so much longer on its way. Servers are as fast as ever."
        case .errors: "This share is worked on, and then answered with an error before it has any effect."
        case .lostMessages: "This share is lost on its way, before it has any effect. Nobody is told."
        case .lostReplies: "This share takes effect, and its reply is lost."
        case .duplicatedMessages: "This share of messages arrives twice, the copy one network leg later."
        case .reorderedMessages: "This share of messages is held up on its way, so that later ones overtake it."
        case .backlog: "Messages wait in front of the service; when it is over, all of them arrive at once."
        case .crash: "Servers die with all that is on them, but for the last one; at the end they boot again."
        case .gray: "Servers take so many times longer and pass every probe all the same."
        case .zoneLoss: "All servers in the zone die. Those not replaced by the end boot again."
        case .coordinatorCrash: "It dies, and restarts from its journal at the end."
        case .coordinatorPause: "It stands still, as in a long collection of garbage, and goes on without knowing."
        case .replicaLag: "The replica follows so much later. For the stock strategy lagging-replica."
        case .failOver:
            "At the beginning the memory fails over to its standby, and loses what that has not heard of yet. "
                + "For the stock strategy redis-counter."
        case .clockSkew: "The content platforms' clocks are off by up to this much, each by its own amount."
        case .clockStep: "The content platforms' clocks jump by this much, all of them, and back at the end."
        case .providerBrownOut:
            "The payment provider takes so many times longer, and this share of requests it does not take at all."
        case .supplierOutage: "The supplier of codes takes no requests."
        case .supplierDry: "The supplier has no codes for new requests; refills come when it is over."
        }
    }
}

/// A key of a kind of fault.
public struct FaultParameter: Equatable, Sendable {
    /// Which.
    public var measure: FaultMeasure
    /// What is assumed without it; nil when it is needed.
    public var standard: String?

    /// A key that has to be there.
    static func needed(_ measure: FaultMeasure) -> Self { .init(measure: measure, standard: nil) }

    /// A key that may be left out.
    static func optional(_ measure: FaultMeasure, _ standard: String) -> Self {
        .init(measure: measure, standard: standard)
    }
}

/// What measures a fault; raw values are the keys of scenarios.
public enum FaultMeasure: String, CaseIterable, Sendable {
    case factor, share, servers, zone, delay, offset

    /// How it is written, by example.
    public var example: String {
        switch self {
        case .factor: "4 x"
        case .share: "5 %"
        case .servers: "3"
        case .zone: "2"
        case .delay: "200ms"
        case .offset: "-5min"
        }
    }
}
