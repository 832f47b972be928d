import Primitives

/// The layer that runs the old platform and the core side by side, and moves one category after the other.
///
/// Who is served by which is decided by a hash of the user, so that a user stays where he is: with a growing share
/// users only ever move to the core. The adapter compares the answer of the side that serves with that of the
/// other's shadow, and counts how the core's attempts end; when too many fail or differ, it goes back to the share
/// before by itself and stays there until somebody re-enables the category. Stock has one owner: before the first
/// user is routed to the core the adapter has its ledger take the category over (``MigrationEffect/takeOver(_:)``).
///
/// The life of a category is in ``reaction(in:to:)``. A command costs O(1).
public struct MigrationAdapter: ~Copyable, Machine {
    public typealias Command = MigrationCommand
    public typealias Effect = MigrationEffect

    /// The limits.
    public let limits: MigrationLimits
    /// The timetable, in time order, and how much of it is done.
    private let steps: [MigrationStep]
    private var done = 0
    private var categories: Table<MigratedCategory>
    /// When what was counted is judged; `.distantFuture` while nothing was.
    private var judgement = Instant.distantFuture

    /// An adapter with all categories off.
    ///
    /// - Parameter steps: what the adapter tells itself, in time order.
    public init(categories: Int, limits: MigrationLimits, steps: [MigrationStep]) {
        precondition(zip(steps, steps.dropFirst()).allSatisfy { $0.at <= $1.at }, "a timetable that goes back in time")
        precondition(limits.judgeEvery > .zero && limits.minimum > 0, "judged at once, or by nothing")
        self.categories = Table(repeating: MigratedCategory(), count: categories)
        self.limits = limits
        self.steps = steps
    }

    /// When the timetable goes on or what was counted is judged. Exact.
    public var nextDeadline: Instant { min(judgement, done < steps.count ? steps[done].at : .distantFuture) }

    /// Where a category stands. O(1).
    public func phase(of category: CategoryID) -> MigrationPhase { categories[category.index].phase }

    /// The share of users routed to the core, in permille. O(1).
    public func share(of category: CategoryID) -> UInt16 { categories[category.index].share }

    /// Whether the core's ledger owns the category's stock. O(1).
    public func isTakenOver(_ category: CategoryID) -> Bool { categories[category.index].isTakenOver }

    /// Who serves the user: the same again as long as the share does not fall below the user's place. O(1).
    public func side(of user: UserID, in category: CategoryID) -> PlatformSide {
        Self.place(of: user) < Int(categories[category.index].share) ? .core : .legacy
    }

    /// The user's place among a thousand, from 0: at larger shares the core serves the user.
    public static func place(of user: UserID) -> Int {
        RandomStream.permille(RandomStream.mix(UInt64(user.number) ^ placeKey))
    }

    /// Keeps the places apart from other uses of the mix: the fraction of the square root of 3, as in SHA-512.
    private static var placeKey: UInt64 { 0xBB67_AE85_84CA_A73B }

    /// Takes one command. At most two effects.
    public mutating func handle(
        _ command: MigrationCommand, at now: Instant, into effects: inout EffectBuffer<MigrationEffect>
    ) {
        switch command {
        case .stop(let category): stop(category, into: &effects)
        case .shadow(let category): shadow(category, into: &effects)
        case .route(let category, let permille): route(category, permille, into: &effects)
        case .rollBack(let category): rollBack(category, .command, into: &effects)
        case .enable(let category): enable(category, into: &effects)
        case .compared(let category, let agrees):
            if categories[category.index].phase == .off {
                fatalError("category \(category.number) is off and compares nothing")
            }
            categories[category.index].compared += 1
            if !agrees { categories[category.index].mismatched += 1 }
            startCounting(now)
        case .ended(let category, let failed):
            categories[category.index].ended += 1
            if failed { categories[category.index].failed += 1 }
            startCounting(now)
        }
    }

    /// Goes on with the timetable, and judges what was counted.
    public mutating func advance(to now: Instant, into effects: inout EffectBuffer<MigrationEffect>) {
        while done < steps.count, steps[done].at <= now, effects.hasRoom(for: 2) {
            done += 1
            handle(steps[done - 1].command, at: now, into: &effects)
        }
        guard judgement <= now, effects.hasRoom(for: categories.count) else { return }
        judgement = .distantFuture
        for index in 0..<categories.count {
            let counted = categories[index]
            categories[index].count()
            let category = CategoryID(index: index)
            if exceeds(counted.failed, counted.ended, limits.failurePermille) {
                rollBackByItself(category, .failures, into: &effects)
            } else if exceeds(counted.mismatched, counted.compared, limits.mismatchPermille) {
                rollBackByItself(category, .mismatches, into: &effects)
            }
        }
    }

    private mutating func startCounting(_ now: Instant) {
        if judgement == .distantFuture { judgement = now + limits.judgeEvery }
    }

    private func exceeds(_ bad: UInt32, _ all: UInt32, _ permille: Int) -> Bool {
        all >= UInt32(limits.minimum) && Int(bad) * 1_000 > Int(all) * permille
    }
}

// The life of a category.
extension MigrationAdapter {
    private mutating func stop(_ category: CategoryID, into effects: inout EffectBuffer<MigrationEffect>) {
        switch phase(of: category) {
        case .off: break
        case .shadow: categories[category.index].phase = .off
        case .partial, .full, .rolledBack: refuse(category, into: &effects)
        }
    }

    private mutating func shadow(_ category: CategoryID, into effects: inout EffectBuffer<MigrationEffect>) {
        switch phase(of: category) {
        case .off: categories[category.index].phase = .shadow
        case .shadow: break
        case .partial, .full: set(category, .shadow, 0, into: &effects)
        case .rolledBack: categories[category.index].wanted = 0
        }
    }

    private mutating func route(
        _ category: CategoryID, _ permille: UInt16, into effects: inout EffectBuffer<MigrationEffect>
    ) {
        precondition((1...1_000).contains(permille), "\(permille) permille of the users")
        switch phase(of: category) {
        case .off: refuse(category, into: &effects)
        case .shadow, .partial, .full:
            if !categories[category.index].isTakenOver {
                categories[category.index].isTakenOver = true
                effects.append(.takeOver(category))
            }
            set(category, permille == 1_000 ? .full : .partial, permille, into: &effects)
        case .rolledBack: categories[category.index].wanted = permille
        }
    }

    private mutating func rollBack(
        _ category: CategoryID, _ cause: RollbackCause, into effects: inout EffectBuffer<MigrationEffect>
    ) {
        switch phase(of: category) {
        case .off, .shadow: refuse(category, into: &effects)
        case .partial, .full:
            let record = categories[category.index]
            categories[category.index].wanted = record.share
            categories[category.index].share = record.before
            categories[category.index].phase = .rolledBack
            effects.append(.rolledBack(category, permille: record.before, cause))
        case .rolledBack: break
        }
    }

    /// What was judged may concern a category that routes nothing: then there is nothing to roll back.
    private mutating func rollBackByItself(
        _ category: CategoryID, _ cause: RollbackCause, into effects: inout EffectBuffer<MigrationEffect>
    ) {
        switch phase(of: category) {
        case .partial, .full: rollBack(category, cause, into: &effects)
        case .off, .shadow, .rolledBack: break
        }
    }

    private mutating func enable(_ category: CategoryID, into effects: inout EffectBuffer<MigrationEffect>) {
        switch phase(of: category) {
        case .rolledBack:
            let wanted = categories[category.index].wanted
            set(category, wanted == 0 ? .shadow : wanted == 1_000 ? .full : .partial, wanted, into: &effects)
        case .off, .shadow, .partial, .full: refuse(category, into: &effects)
        }
    }

    /// Routes another share, and remembers the one before it.
    private mutating func set(
        _ category: CategoryID, _ phase: MigrationPhase, _ permille: UInt16,
        into effects: inout EffectBuffer<MigrationEffect>
    ) {
        let share = categories[category.index].share
        categories[category.index].phase = phase
        guard share != permille else { return }
        categories[category.index].before = share
        categories[category.index].share = permille
        effects.append(.routes(category, permille: permille))
    }

    private func refuse(_ category: CategoryID, into effects: inout EffectBuffer<MigrationEffect>) {
        effects.append(.refused(category, phase(of: category)))
    }
}
