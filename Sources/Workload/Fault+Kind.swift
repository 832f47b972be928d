import Primitives

extension Fault {
    /// What can go wrong; what each does is said in ``FaultForm``. Shares are in permille.
    public enum Kind: Equatable, Sendable {
        case outage
        case hang
        case refusing
        case slow(permille: Int)
        case latency(delay: TimeSpan)
        case errors(permille: Int)
        case lostMessages(permille: Int)
        case lostReplies(permille: Int)
        case duplicatedMessages(permille: Int)
        case reorderedMessages(permille: Int, by: TimeSpan)
        case backlog
        case crash(servers: ServerCount)
        case gray(servers: ServerCount, permille: Int)
        case zoneLoss(zone: Int)
        case coordinatorCrash
        case coordinatorPause
        case replicaLag(delay: TimeSpan)
        case failOver
        case clockSkew(offset: TimeSpan)
        case clockStep(offset: TimeSpan)
        case providerBrownOut(permille: Int, lostPermille: Int)
        case supplierOutage
        case supplierDry
    }

    /// How many of a service's servers.
    public enum ServerCount: Equatable, Sendable, ExpressibleByIntegerLiteral {
        /// So many.
        case number(Int)
        /// This share of those that serve, in permille, rounded up.
        case share(permille: Int)

        /// So many.
        public init(integerLiteral value: Int) { self = .number(value) }

        /// How many that are of this many.
        public func of(_ serving: Int) -> Int {
            switch self {
            case .number(let count): min(count, serving)
            case .share(let permille): (serving * permille + 999) / 1_000
            }
        }
    }
}

extension Fault.Kind {
    /// The row of the catalogue.
    public var form: FaultForm {
        switch self {
        case .outage: .outage
        case .hang: .hang
        case .refusing: .refusing
        case .slow: .slow
        case .latency: .latency
        case .errors: .errors
        case .lostMessages: .lostMessages
        case .lostReplies: .lostReplies
        case .duplicatedMessages: .duplicatedMessages
        case .reorderedMessages: .reorderedMessages
        case .backlog: .backlog
        case .crash: .crash
        case .gray: .gray
        case .zoneLoss: .zoneLoss
        case .coordinatorCrash: .coordinatorCrash
        case .coordinatorPause: .coordinatorPause
        case .replicaLag: .replicaLag
        case .failOver: .failOver
        case .clockSkew: .clockSkew
        case .clockStep: .clockStep
        case .providerBrownOut: .providerBrownOut
        case .supplierOutage: .supplierOutage
        case .supplierDry: .supplierDry
        }
    }

    /// Whether it is the coordinator itself that fails, not the servers of a service.
    public var isOfCoordinator: Bool { form.place == .coordinator }
}
