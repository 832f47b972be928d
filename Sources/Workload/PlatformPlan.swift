import Platform
import Primitives

/// Which platform the shop runs on, and who puts right by hand what it can't.
public struct PlatformPlan: Equatable, Sendable {
    /// The composition of the platform.
    public var composition: Composition = .core
    /// The old platform, where it is part of the composition.
    public var legacy = LegacyConfiguration()
    /// The people behind the platform.
    public var people = PeoplePlan()
    /// The way from the old platform to the core, for a migration.
    public var migration = MigrationPlan()

    public init() {}

    /// Which platforms there are.
    public enum Composition: String, Equatable, Sendable, CaseIterable {
        /// The core alone.
        case core
        /// The old platform alone.
        case legacy
        /// Both, with the adapter between them.
        case migration
    }
}

/// The people who put orders right by hand.
public struct PeoplePlan: Equatable, Sendable {
    /// How many there are at any hour.
    public var count: Int = 4
    /// How long one order takes one of them.
    public var timePerOrder: TimeSpan = .minutes(12)
    /// An order of the core that is paid and not issued for so long is one that a person looks at.
    public var attentionAfter: TimeSpan = .hours(1)

    public init() {}
}

/// The timetable of a migration, and when it goes back by itself.
public struct MigrationPlan: Equatable, Sendable {
    /// How long one sampled day lasts.
    public var day: TimeSpan = .hours(24)
    /// When a category is rolled back.
    public var limits = MigrationLimits()
    /// What is routed on which day, by category.
    public var shares: [CategoryShares] = []
    /// What is done by hand besides.
    public var actions: [MigrationAction] = []

    public init() {}

    /// The days of one category, from the window's start; the last goes on.
    public struct CategoryShares: Equatable, Sendable {
        /// The service that has the category's pages.
        public var category: Service
        /// What happens on each day.
        public var days: [DayShare]

        public init(category: Service, days: [DayShare]) {
            self.category = category
            self.days = days
        }
    }

    /// What happens to a category on a day.
    public enum DayShare: Equatable, Sendable {
        /// Left to the old platform.
        case off
        /// Left to the old platform, and compared.
        case shadow
        /// This share of users is routed to the core, in permille.
        case share(Int)
    }

    /// Something that is done by hand at an instant.
    public struct MigrationAction: Equatable, Sendable {
        /// When.
        public var at: Instant
        /// To which category.
        public var category: Service
        /// What.
        public var action: Action

        public init(at: Instant, category: Service, action: Action) {
            self.at = at
            self.category = category
            self.action = action
        }

        /// What can be done by hand.
        public enum Action: String, Equatable, Sendable, CaseIterable {
            case rollBack = "roll-back"
            case enable
        }
    }
}

extension Service {
    /// The number of the category whose pages the service has, in the order of ``ofProducts``; nil for a service
    /// that has no products' pages. Each is a category of a migration and a silo of the old platform.
    public var category: CategoryID? {
        switch self {
        case .gameCard: CategoryID(0)
        case .membership: CategoryID(1)
        case .licence: CategoryID(2)
        case .course: CategoryID(3)
        case .gateway, .catalogue, .order, .coupon, .stock, .payment, .issuing, .audit, .notification, .verification:
            nil
        }
    }
}

extension Service {
    /// The service that has a category's pages. Traps on a number that no category has.
    public init(of category: CategoryID) {
        switch category.number {
        case 0: self = .gameCard
        case 1: self = .membership
        case 2: self = .licence
        case 3: self = .course
        case let number: preconditionFailure("there is no category \(number)")
        }
    }
}

extension MigrationPlan {
    /// How many days a window has, the last one cut short included.
    public func days(from start: Instant, to end: Instant) -> Int {
        max(1, Int(((end - start).nanoseconds + day.nanoseconds - 1) / day.nanoseconds))
    }

    /// The adapter's timetable: the days' shares where they change, then what is done by hand; in time order, and of
    /// one instant in the order of the plan. Traps on a category that is none.
    public func steps(from start: Instant) -> [MigrationStep] {
        var steps: [MigrationStep] = []
        for shares in shares {
            let category = number(of: shares.category)
            var before = DayShare.off
            for (place, share) in shares.days.enumerated() where share != before {
                before = share
                let command: MigrationCommand =
                    switch share {
                    case .off: .stop(category)
                    case .shadow, .share(0): .shadow(category)
                    case .share(let permille): .route(category, permille: UInt16(permille))
                    }
                steps.append(MigrationStep(at: start + day * Int64(place), command: command))
            }
        }
        for action in actions {
            let category = number(of: action.category)
            let command: MigrationCommand =
                switch action.action {
                case .rollBack: .rollBack(category)
                case .enable: .enable(category)
                }
            steps.append(MigrationStep(at: action.at, command: command))
        }
        return steps.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    }

    private func number(of service: Service) -> CategoryID {
        guard let category = service.category else { preconditionFailure("\(service.name) is no category") }
        return category
    }
}
