import Primitives

/// Something that goes wrong in one service for a while.
public struct Fault: Equatable, Sendable {
    /// A short name for reports; also names the window whose figures are reported apart.
    public var name: String
    /// What goes wrong.
    public var kind: Kind
    /// Where; nil for every service.
    public var service: Service?
    /// When it begins.
    public var from: Instant
    /// When it ends.
    public var until: Instant

    public init(name: String, kind: Kind, service: Service?, from: Instant, until: Instant) {
        self.name = name
        self.kind = kind
        self.service = service
        self.from = from
        self.until = until
    }

    /// What can go wrong.
    public enum Kind: Equatable, Sendable {
        /// Nothing is answered: jobs that arrive are lost without a word.
        case outage
        /// Every job is refused at once.
        case refusing
        /// Work takes this many times longer, in permille.
        case slow(permille: Int)
        /// This share of jobs, in permille, is done and answered with an error before any effect.
        case errors(permille: Int)
        /// This share of jobs, in permille, takes effect but its reply is lost.
        case lostReplies(permille: Int)
        /// So many servers crash at the beginning, with all that is on them, and boot again at the end.
        case crash(servers: Int)
        /// A zone is gone with all servers in it; they boot again at the end, if they were not replaced.
        case zoneLoss(zone: Int)
        /// So many servers work this many times longer, in permille, and pass every probe all the same.
        case gray(servers: Int, permille: Int)
        /// Jobs are taken and not answered; when it is over, all of them fail at once.
        case hang
        /// The order coordinator dies, and restarts from its journal at the end.
        case coordinatorCrash
        /// The order coordinator stands still, as in a long collection of garbage, and goes on at the end without
        /// knowing.
        case coordinatorPause

        /// Whether it is the coordinator itself that fails, not the servers of a service.
        public var isOfCoordinator: Bool {
            switch self {
            case .outage, .refusing, .slow, .errors, .lostReplies, .crash, .zoneLoss, .gray, .hang: false
            case .coordinatorCrash, .coordinatorPause: true
            }
        }
    }
}
