import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// Machines that come too early, too late, too often, or not at all.
@Suite struct WrongDeadlineTests {
    private let day = 86_400.0

    private func coordinator(_ change: (inout CoordinatorConfiguration) -> Void) -> MachinePort<OrderCoordinator> {
        var configuration = CoordinatorConfiguration()
        change(&configuration)
        return MachinePort(OrderCoordinator(configuration: configuration))
    }

    /// The provider's first answer about order 1 is lost.
    private var lostCapture: Trial {
        Trial { tape in
            tape.buy(0)
            tape.buy(1, at: 20)
            tape.fate = { letter, now in
                guard case .payment(.providerCaptured(OrderID(1), _)) = letter else { return .taken }
                return now < .origin + .seconds(26) ? .swallowed : .taken
            }
        }
    }

    /// Order 1 is issued at the first attempt after five minutes.
    private var lateIssue: Trial {
        Trial { tape in
            tape.buy(0)
            tape.buy(1)
            tape.fate = { letter, now in
                guard case .issuance(.issue(let request)) = letter, request.order == OrderID(1) else { return .taken }
                return now < .origin + .seconds(300) ? .swallowed : .taken
            }
        }
    }

    /// Order 1 is never issued.
    private var neverIssued: Trial {
        Trial(lasts: day + 7_200) { tape in
            tape.buy(0)
            tape.buy(1)
            tape.fate = { letter, _ in
                guard case .issuance(.issue(let request)) = letter, request.order == OrderID(1) else { return .taken }
                return .swallowed
            }
        }
    }

    @Test(arguments: [1, 5]) func queryThatComesEarlyOrLateIsFound(_ seconds: Int64) {
        lostCapture.expect(.deadlinesKept, quoting: "charge") { tape in
            tape.coordinator = coordinator { $0.callTimeout = .seconds(seconds) }
        }
    }

    /// The answer comes late, and the coordinator should have asked for it before.
    @Test func queryThatNeverComesIsFound() {
        let trial = Trial { tape in
            tape.buy(0)
            tape.send(.payment(.charge(OrderID(0), tape.product.salePrice)), at: 8)
            tape.fate = { letter, now in
                guard case .payment(.charge) = letter else { return .taken }
                return now < .origin + .seconds(8) ? .swallowed : .taken
            }
        }
        // Here the right coordinator fences the charge off at the query, before it gets through.
        let found = trial.findings { tape in
            tape.coordinator = WrongPort(tape.coordinator, isDeaf: true)
        }
        #expect(trial.findings().broken.isEmpty)
        #expect(found[.deadlinesKept].failures > 0)
        #expect(found[.deadlinesKept].history.contains { $0.contains("captured") })
    }

    @Test(arguments: [10, 25]) func holdThatRunsOutAtAnotherTimeIsFound(_ minutes: Int64) {
        let trial = Trial(lasts: 3_600) { tape in
            tape.buy(0)
            tape.buy(1, pays: false)
            // The units are not given back when the coordinator closes the order, so that the hold runs out.
            tape.fate = { letter, now in
                guard case .stock(.release) = letter else { return .taken }
                return now < .origin + .seconds(1_600) ? .swallowed : .taken
            }
        }
        trial.expect(.deadlinesKept, quoting: "hold 1 of product") { tape in
            tape.stock = MachinePort(
                Stock(
                    strategy: .conditionalUpdate, initial: tape.catalogue.products.map(\.stock),
                    holdTimeToLive: .minutes(minutes)))
        }
    }

    @Test func orderClosedUnpaidTooEarlyIsFound() {
        let trial = Trial(lasts: 3_600) { tape in
            tape.buy(0)
            tape.buy(1, pays: false)
        }
        trial.expect(.deadlinesKept, quoting: "stock held") { tape in
            tape.coordinator = coordinator { $0.unpaidExpiry = .minutes(1) }
        }
    }

    @Test func holdOfAPaidOrderThatExpiresIsFound() {
        let trial = Trial(lasts: 3_600) { $0.buy(0) }
        trial.expect(.paidHoldStays, quoting: "confirm the sale") { tape in
            // It says that the sale is confirmed, and forgets it.
            tape.stock = WrongPort(
                tape.stock,
                asked: { command, now, right in
                    guard case .confirm(let order) = command else { return right.handle(command, at: now) }
                    return [.confirmed(order)]
                })
        }
    }

    @Test(arguments: [10, 45]) func attemptsAtAnotherDistanceAreFound(_ seconds: Int64) {
        lateIssue.expect(.attemptsApart, quoting: "attempt 1") { tape in
            tape.coordinator = coordinator { $0.retryInterval = .seconds(seconds) }
        }
    }

    @Test func attemptsThatStopAreFound() {
        lateIssue.expect(.attemptsApart) { tape in
            tape.coordinator = WrongPort(
                tape.coordinator,
                said: { effect, _, _ in
                    // The second to ninth attempts never leave.
                    if case .issue(_, _, _, _, let attempt) = effect, (2...9).contains(attempt) { return [] }
                    return [effect]
                })
        }
    }

    @Test func attemptsThatGoOnAfterTheDayAreFound() {
        neverIssued.expect(.attemptsApart, quoting: "attempt 2882") { tape in
            tape.coordinator = coordinator { $0.giveUpAfter = .hours(25) }
        }
    }

    @Test(arguments: [1, 25]) func withdrawalBeforeOrAfterTheDayIsFound(_ hours: Int64) {
        neverIssued.expect(.refundAfterDay, quoting: "attempt") { tape in
            tape.coordinator = coordinator { $0.giveUpAfter = .hours(hours) }
        }
    }

    @Test func refundWithoutTheDayIsFound() {
        neverIssued.expect(.refundAfterDay, quoting: "captured") { tape in
            tape.coordinator = WrongPort(
                tape.coordinator,
                asked: { command, now, right in
                    // What the refund leads to is not known to the right machine inside.
                    if case .refunded = command, now < .origin + .seconds(60) { return [] }
                    return right.handle(command, at: now)
                },
                said: { effect, now, _ in
                    guard case .issue(let order, _, _, _, 2) = effect else { return [effect] }
                    return [.refund(order, tape.product.salePrice, of: order), effect]
                })
        }
    }

    @Test func coordinatorThatForgetsItsDeadlinesLeavesOrdersOpen() {
        lateIssue.expect(.allSettled, quoting: "issue 1 of product") { tape in
            tape.coordinator = WrongPort(tape.coordinator, isDeaf: true)
        }
    }

    // MARK: The load of retries

    @Test func retriesThatStayManyAfterAnOutageAreFound() {
        let trial = Trial(
            lasts: 900,
            scenario: {
                $0.faults = [SmallShop.fault(.outage, .issuing, from: 60, until: 120)]
            },
            { tape in
                for order in 0..<30 as Range<UInt32> { tape.buy(order, at: 60 + Double(order) / 10) }
                for order in 0..<6 as Range<UInt32> { tape.buy(30 + order, at: 480 + 60 * Double(order)) }
                tape.fate = { letter, now in
                    let isOut = now >= .origin + .seconds(60) && now < .origin + .seconds(120)
                    return letter.service == .issuing && isOut ? .swallowed : .taken
                }
            })
        trial.expect(.retriesSubside, quoting: "issue 1 of product") { tape in
            // It hears nothing of what is issued, and asks on.
            tape.coordinator = WrongPort(
                tape.coordinator,
                asked: { command, now, right in
                    if case .issued = command { return [] }
                    return right.handle(command, at: now)
                })
        }
    }
}
