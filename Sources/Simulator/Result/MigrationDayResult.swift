/// One category of products on one sampled day of a migration.
public struct MigrationDayResult: Equatable, Sendable {
    /// The day, from 1.
    public var day = 0
    /// The category's name.
    public var category = ""
    /// The share of users routed to the core at the end of the day.
    public var share = 0.0
    /// Whether the category was rolled back on this day.
    public var wasRolledBack = false
    /// What either platform did.
    public var legacy = Side()
    public var core = Side()
    /// Answers compared with the other platform's, and those that differed.
    public var compared: UInt64 = 0
    public var mismatched: UInt64 = 0

    /// What one platform did for the category on the day.
    public struct Side: Equatable, Sendable {
        /// Orders placed.
        public var orders: UInt64 = 0
        /// Attempts at orders and payments, and those that succeeded.
        public var attempts: UInt64 = 0
        public var succeeded: UInt64 = 0
        /// Orders that began to need a person.
        public var needingPerson: UInt64 = 0

        public init() {}

        /// Successes over attempts; 1 without attempts.
        public var availability: Double { attempts == 0 ? 1 : Double(succeeded) / Double(attempts) }

        /// Two sides together.
        public static func + (a: Side, b: Side) -> Side {
            var sum = a
            sum.orders += b.orders
            sum.attempts += b.attempts
            sum.succeeded += b.succeeded
            sum.needingPerson += b.needingPerson
            return sum
        }
    }

    public init() {}
}
