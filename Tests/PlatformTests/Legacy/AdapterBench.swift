import Platform
import Primitives

/// The adapter on a bench, with two categories.
struct AdapterBench: ~Copyable {
    static let category = CategoryID(1)

    var adapter: MigrationAdapter
    var now = Instant.origin
    private var buffer = EffectBuffer<MigrationEffect>()

    init(steps: [MigrationStep] = []) {
        var limits = MigrationLimits()
        limits.minimum = 10
        limits.failurePermille = 100
        limits.mismatchPermille = 200
        adapter = MigrationAdapter(categories: 2, limits: limits, steps: steps)
    }

    var isTakenOver: Bool { adapter.isTakenOver(Self.category) }

    @discardableResult
    mutating func give(_ command: MigrationCommand) -> [MigrationEffect] {
        adapter.handle(command, at: now, into: &buffer)
        return drain()
    }

    @discardableResult
    mutating func pass(_ span: TimeSpan) -> [MigrationEffect] {
        now += span
        adapter.advance(to: now, into: &buffer)
        return drain()
    }

    private mutating func drain() -> [MigrationEffect] {
        let list = (0..<buffer.count).map { buffer[$0] }
        buffer.removeAll()
        return list
    }

    /// Counts attempts of the core and has them judged.
    @discardableResult
    mutating func judge(failed: Int, of all: Int) -> [MigrationEffect] {
        for index in 0..<all { give(.ended(Self.category, failed: index < failed)) }
        return pass(adapter.limits.judgeEvery)
    }

    /// Drives the category into a phase.
    mutating func drive(to phase: MigrationPhase) {
        switch phase {
        case .off: return
        case .shadow: give(.shadow(Self.category))
        case .partial:
            drive(to: .shadow)
            give(.route(Self.category, permille: 50))
            give(.route(Self.category, permille: 200))
        case .full:
            drive(to: .partial)
            give(.route(Self.category, permille: 1_000))
        case .rolledBack:
            drive(to: .partial)
            give(.rollBack(Self.category))
        }
        precondition(adapter.phase(of: Self.category) == phase, "did not get to \(phase)")
    }

    /// Lets something of a kind happen to the category.
    @discardableResult
    mutating func happen(_ kind: MigrationCommandKind) -> [MigrationEffect] {
        switch kind {
        case .stop: give(.stop(Self.category))
        case .shadow: give(.shadow(Self.category))
        case .routeSome: give(.route(Self.category, permille: 300))
        case .routeAll: give(.route(Self.category, permille: 1_000))
        case .rollBack: give(.rollBack(Self.category))
        case .enable: give(.enable(Self.category))
        case .compared: give(.compared(Self.category, agrees: true))
        case .ended: give(.ended(Self.category, failed: false))
        case .judgedBad: judge(failed: 9, of: 10)
        }
    }
}
