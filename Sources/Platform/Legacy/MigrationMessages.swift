import Primitives

extension Entity {
    /// A category of products that moves as a whole; these have no values.
    public enum Category {}
}

/// A category of products that moves to the core as a whole: those of one silo.
public typealias CategoryID = Identifier<Entity.Category>

/// Which of the two platforms serves.
public enum PlatformSide: UInt8, Equatable, Sendable, BitwiseCopyable, CaseIterable {
    case legacy, core
}

/// What the adapter can be told about a category.
public enum MigrationCommand: Equatable, Sendable, BitwiseCopyable {
    /// Leave the category to the old platform and compare nothing.
    case stop(CategoryID)
    /// Route nothing to the core, but compare what it would have said.
    case shadow(CategoryID)
    /// Route this share of users to the core, 1 to 1000 in permille.
    case route(CategoryID, permille: UInt16)
    /// Go back to the share before this one, and stay there until re-enabled.
    case rollBack(CategoryID)
    /// What was rolled back may go on, with the share that was asked for last.
    case enable(CategoryID)
    /// The side that serves and the shadow of the other said the same, or did not.
    case compared(CategoryID, agrees: Bool)
    /// An attempt at an order or a payment that the core served has ended.
    case ended(CategoryID, failed: Bool)
}

/// What the adapter does or says.
public enum MigrationEffect: Equatable, Sendable, BitwiseCopyable {
    /// To the driver, before anything is routed to the core: its ledger takes the category's stock over, with
    /// every sale so far; from now on the silo sells what it is lent. Once per category.
    case takeOver(CategoryID)
    /// This share of users is routed to the core from now on. A fact.
    case routes(CategoryID, permille: UInt16)
    /// Rolled back to this share. A fact.
    case rolledBack(CategoryID, permille: UInt16, RollbackCause)
    /// The command does not fit the category's phase; nothing has changed.
    case refused(CategoryID, MigrationPhase)
}

/// Why a category was rolled back.
public enum RollbackCause: UInt8, Equatable, Sendable, BitwiseCopyable, CaseIterable {
    /// Somebody said so.
    case command
    /// Too many of the core's attempts failed.
    case failures
    /// The two platforms disagreed too often.
    case mismatches
}

/// Where the migration of a category stands.
public enum MigrationPhase: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
    /// The old platform serves everyone, and nothing is compared.
    case off
    /// The old platform serves everyone; what the core would have said is compared.
    case shadow
    /// Some users are served by the core.
    case partial
    /// All users are.
    case full
    /// Back at the share before, until re-enabled.
    case rolledBack
}

/// One line of the adapter's timetable.
public struct MigrationStep: Equatable, Sendable {
    /// When.
    public var at: Instant
    /// What is to be done then.
    public var command: MigrationCommand

    public init(at: Instant, command: MigrationCommand) {
        self.at = at
        self.command = command
    }
}

/// When the adapter rolls a category back by itself.
public struct MigrationLimits: Equatable, Sendable {
    /// How long attempts and comparisons are counted before they are judged.
    public var judgeEvery: TimeSpan = .minutes(30)
    /// How many are needed for a judgement.
    public var minimum: Int = 20
    /// The most of the core's attempts that may fail, in permille.
    public var failurePermille: Int = 50
    /// The most of the comparisons that may disagree, in permille.
    public var mismatchPermille: Int = 250

    public init() {}
}
