import Platform
import Primitives

/// A machine on the bench: commands go in, effects come out as an array.
final class Bench<M: Machine & ~Copyable> {
    var machine: M
    private var buffer = EffectBuffer<M.Effect>()

    init(_ machine: consuming M) { self.machine = machine }

    @discardableResult
    func send(_ command: M.Command, at now: Instant) -> [M.Effect] {
        machine.handle(command, at: now, into: &buffer)
        return drain()
    }

    @discardableResult
    func advance(to now: Instant) -> [M.Effect] {
        machine.advance(to: now, into: &buffer)
        return drain()
    }

    var nextDeadline: Instant { machine.nextDeadline }

    private func drain() -> [M.Effect] {
        let effects = (0..<buffer.count).map { buffer[$0] }
        buffer.removeAll()
        return effects
    }
}
