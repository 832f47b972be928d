import Platform
import Primitives

/// A machine of the platform core, right or wrong, as ``AuditedTape`` drives it.
class Port<Command: BitwiseCopyable, Effect: BitwiseCopyable> {
    /// What tells the machine's requests to a party outside from others of the same order; right machines have no
    /// need of it.
    var key: UInt16 = 0

    func handle(_ command: Command, at now: Instant) -> [Effect] { [] }
    func advance(to now: Instant) -> [Effect] { [] }
    var nextDeadline: Instant { .distantFuture }
}

/// A machine as it is.
final class MachinePort<M: Machine & ~Copyable>: Port<M.Command, M.Effect> {
    private(set) var machine: M
    private var effects = EffectBuffer<M.Effect>()

    init(_ machine: consuming M) { self.machine = machine }

    override func handle(_ command: M.Command, at now: Instant) -> [M.Effect] {
        machine.handle(command, at: now, into: &effects)
        return drain()
    }

    override func advance(to now: Instant) -> [M.Effect] {
        machine.advance(to: now, into: &effects)
        return drain()
    }

    override var nextDeadline: Instant { machine.nextDeadline }

    private func drain() -> [M.Effect] {
        let drained = (0..<effects.count).map { effects[$0] }
        effects.removeAll()
        return drained
    }
}

/// A coordinator with its journal, from which it can begin again.
final class CoordinatorPort: Port<CoordinatorCommand, CoordinatorEffect> {
    private var machine: OrderCoordinator
    private var journal = CoordinatorJournal()
    private var effects = EffectBuffer<CoordinatorEffect>()

    init(_ configuration: CoordinatorConfiguration) { machine = OrderCoordinator(configuration: configuration) }

    /// The machine dies, and one with this configuration begins from the journal.
    func restart(_ configuration: CoordinatorConfiguration, at now: Instant) {
        // With this stream an order's turn comes late in the time that a restart may take.
        let jitter = RandomStream(state: 7)
        machine = OrderCoordinator(recovering: journal, configuration: configuration, jitter: jitter, at: now)
    }

    var books: Books { machine.books }

    override func handle(_ command: CoordinatorCommand, at now: Instant) -> [CoordinatorEffect] {
        machine.handle(command, at: now, into: &effects)
        return drain()
    }

    override func advance(to now: Instant) -> [CoordinatorEffect] {
        machine.advance(to: now, into: &effects)
        return drain()
    }

    override var nextDeadline: Instant { machine.nextDeadline }

    private func drain() -> [CoordinatorEffect] {
        let drained = (0..<effects.count).map { effects[$0] }
        effects.removeAll()
        for case .persist(let order) in drained {
            for line in machine.linesToPersist(of: order) {
                journal.write(machine.image(of: OrderID(line)), books: machine.books)
            }
        }
        return drained
    }
}

/// A machine made wrong: something is done to what it is asked, to what it says, or to its deadlines.
final class WrongPort<Command: BitwiseCopyable, Effect: BitwiseCopyable>: Port<Command, Effect> {
    typealias Inner = Port<Command, Effect>

    private let inner: Inner
    private let isDeaf: Bool
    private let asked: (Command, Instant, Inner) -> [Effect]
    private let said: (Effect, Instant, WrongPort) -> [Effect]

    /// - Parameters:
    ///   - isDeaf: whether the machine misses all its deadlines.
    ///   - asked: what the machine makes of a command; else what it should.
    ///   - said: what becomes of an effect; else itself.
    init(
        _ inner: Inner, isDeaf: Bool = false,
        asked: @escaping (Command, Instant, Inner) -> [Effect] = { $2.handle($0, at: $1) },
        said: @escaping (Effect, Instant, WrongPort) -> [Effect] = { effect, _, _ in [effect] }
    ) {
        self.inner = inner
        self.isDeaf = isDeaf
        self.asked = asked
        self.said = said
    }

    /// The right machine inside.
    var right: Inner { inner }

    override func handle(_ command: Command, at now: Instant) -> [Effect] {
        asked(command, now, inner).flatMap { said($0, now, self) }
    }

    override func advance(to now: Instant) -> [Effect] {
        inner.advance(to: now).flatMap { said($0, now, self) }
    }

    override var nextDeadline: Instant { isDeaf ? .distantFuture : inner.nextDeadline }
}
