import Primitives

/// The measures of a fault as they are written; what a kind does not need stays as it is here.
public struct FaultMeasures: Equatable, Sendable {
    /// In permille.
    public var factor = 1_000
    /// In permille.
    public var share = 0
    /// How many; nil where a share of them is meant.
    public var servers: Int?
    /// From 1; nil where none is named.
    public var zone: Int?
    public var delay = TimeSpan.milliseconds(10)
    public var offset = TimeSpan.zero

    public init() {}

    private var count: Fault.ServerCount { servers.map { .number($0) } ?? .share(permille: share) }
}

extension FaultMeasures {
    /// The kind of this form that they measure.
    public func kind(of form: FaultForm) -> Fault.Kind {
        switch form {
        case .outage: .outage
        case .hang: .hang
        case .refusing: .refusing
        case .slow: .slow(permille: factor)
        case .latency: .latency(delay: delay)
        case .errors: .errors(permille: share)
        case .lostMessages: .lostMessages(permille: share)
        case .lostReplies: .lostReplies(permille: share)
        case .duplicatedMessages: .duplicatedMessages(permille: share)
        case .reorderedMessages: .reorderedMessages(permille: share, by: delay)
        case .backlog: .backlog
        case .crash: .crash(servers: count)
        case .gray: .gray(servers: count, permille: factor)
        case .zoneLoss: .zoneLoss(zone: zone ?? 0)
        case .coordinatorCrash: .coordinatorCrash
        case .coordinatorPause: .coordinatorPause
        case .replicaLag: .replicaLag(delay: delay)
        case .failOver: .failOver
        case .clockSkew: .clockSkew(offset: offset)
        case .clockStep: .clockStep(offset: offset)
        case .providerBrownOut: .providerBrownOut(permille: factor, lostPermille: share)
        case .supplierOutage: .supplierOutage
        case .supplierDry: .supplierDry
        }
    }

    /// The zone of a kind that names servers.
    public func zone(of form: FaultForm) -> Int? {
        form == .crash || form == .gray ? zone : nil
    }
}
