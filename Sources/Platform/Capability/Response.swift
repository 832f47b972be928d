/// What a machine does when a command meets a state, without the states that it may move to: what it asks its published
/// table on the way of an event, where a ``Reaction`` with its list would allocate.
enum Response: UInt8, BitwiseCopyable {
    case moves, stays, refuses, impossible

    /// The cell of a published table, with these states to move to.
    func reaction<State: Hashable & Sendable>(movingTo states: @autoclosure () -> [State]) -> Reaction<State> {
        switch self {
        case .moves: .moves(states())
        case .stays: .stays
        case .refuses: .refuses
        case .impossible: .impossible
        }
    }
}
