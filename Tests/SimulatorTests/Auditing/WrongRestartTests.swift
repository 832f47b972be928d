import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// Coordinators that come back wrongly from their death, retry too much, or keep wrong books.
@Suite struct WrongRestartTests {
    private static func journalled(
        _ change: (inout CoordinatorConfiguration) -> Void = { _ in }
    ) -> CoordinatorConfiguration {
        var configuration = CoordinatorConfiguration()
        configuration.journal = JournalPlan(write: .zero)
        change(&configuration)
        return configuration
    }

    /// Of two paid orders one is not issued yet when the coordinator dies.
    private let dying = Trial(scenario: { $0.coordination = journalled() }) { tape in
        tape.buy(0)
        tape.buy(1)
        tape.restart(at: 50)
        tape.fate = { letter, now in
            guard case .issuance(.issue(let request)) = letter, request.order == OrderID(1) else { return .taken }
            return now < .origin + .seconds(50) ? .swallowed : .taken
        }
    }

    @Test func restartThatTakesItsTimeIsFound() {
        dying.expect(.activeAfterRestart, quoting: "attempt 2") { tape in
            tape.replaceCoordinator(Self.journalled(), after: Self.journalled { $0.restartWithin = .minutes(5) })
        }
    }

    /// B32: deadlines in memory only.
    @Test func restartThatForgetsWhatIsOpenIsFound() {
        dying.expect(.activeAfterRestart, quoting: "attempt 2") { tape in
            let right = tape.coordinator, recover = tape.recover
            tape.recover = { now in
                recover(now)
                tape.coordinator = WrongPort(right, isDeaf: true)
            }
        }
    }

    /// B28: whatever is open when it comes back is given up.
    @Test func restartThatRollsBackIsFound() {
        dying.expect(.nothingRolledBack, quoting: "attempt 2") { tape in
            tape.replaceCoordinator(Self.journalled(), after: Self.journalled { $0.giveUpAfter = .seconds(1) })
        }
    }

    /// The second is given up when the coordinator dies, and its supplier does not answer.
    @Test func withdrawalThatWaitsThoughItTakesNoTokenIsFound() {
        let budget = RetryBudget(perSecond: 1, burst: 10)
        let trial = Trial(lasts: 90_000, scenario: { $0.coordination = Self.journalled { $0.retry.budget = budget } }) {
            tape in
            tape.buy(0)
            tape.buy(1)
            tape.restart(at: 86_500)
            tape.fate = { letter, now in
                switch letter {
                case .issuance(.issue(let request)) where request.order == OrderID(1): .swallowed
                case .issuance(.withdraw(OrderID(1))): now < .origin + .seconds(86_500) ? .swallowed : .taken
                default: .taken
                }
            }
        }
        trial.expect(.activeAfterRestart, quoting: "withdraw") { tape in
            tape.replaceCoordinator(
                Self.journalled { $0.retry.budget = budget },
                after: Self.journalled {
                    $0.retry.budget = budget
                    $0.restartWithin = .minutes(50)
                })
        }
    }

    /// B33: twenty orders are tried again at once, whatever the budget says.
    @Test func retriesAboveTheBudgetAreFound() {
        let budget = RetryBudget(perSecond: 1, burst: 5)
        let trial = Trial(scenario: { $0.coordination.retry.budget = budget }) { tape in
            for order in 0..<20 as Range<UInt32> { tape.buy(order) }
            tape.fate = { letter, now in
                if case .issuance(.issue) = letter, now < .origin + .seconds(20) { .swallowed } else { .taken }
            }
        }
        trial.expect(.retriesWithinBudget, quoting: "attempt 1") { tape in
            tape.replaceCoordinator(CoordinatorConfiguration())
        }
    }

    // MARK: Books

    /// The books concern all orders together, so that there is no history to quote.
    @Test func booksWithAnotherFeeThanTheProvidersAreFound() {
        Trial { $0.buy(0) }.expect(.booksBalance) { tape in
            var configuration = CoordinatorConfiguration()
            configuration.providerFeePermille = 7
            tape.replaceCoordinator(configuration)
        }
    }

    @Test func booksThatDoNotBalanceAreFound() {
        Trial { $0.buy(0) }.expect(.booksBalance) { tape in
            let right = tape.books
            tape.books = {
                var books = right()
                books.post(Money(fen: 1), debit: .providerClearing, credit: .sales)
                return books
            }
        }
    }
}
