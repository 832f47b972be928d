import Primitives

/// What the waiting room can be asked.
public enum WaitingRoomCommand: Equatable, Sendable, BitwiseCopyable {
    /// Join the end of the queue; a visitor who already waits keeps the place.
    case enter(visitor: UInt64)
    /// Give up waiting; nothing happens if the visitor does not wait.
    case leave(visitor: UInt64)
}

/// What the waiting room tells.
public enum WaitingRoomEffect: Equatable, Sendable, BitwiseCopyable {
    /// The visitor may go on to the shop.
    case admitted(visitor: UInt64)
}
