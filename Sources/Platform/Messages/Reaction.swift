/// What a machine does when a command meets a state: one cell of its published transition table.
///
/// A machine with a life cycle publishes `reaction(in:to:)` over every state and every kind of command, so that
/// tests can walk the whole table and a reader can look a cell up.
public enum Reaction<State: Hashable & Sendable>: Equatable, Sendable {
    /// On to one of these states, by what the command says and by what else is true of the record.
    case moves([State])
    /// The state stays: an answer is given again, or a stale message is dropped.
    case stays
    /// Refused with a value; nothing changes.
    case refuses
    /// Nothing can have caused the command: the machine stops, with the state in its message.
    case impossible
}
