import Primitives
import Workload

/// One scenario in many variants: a fault in each service, and none, with and without what guards calls.
public struct IsolationPlan: Sendable {
    /// What goes wrong in the service of a row.
    public enum Trouble: String, CaseIterable, Sendable {
        case outage, hang, refusing, slow

        /// The kind of fault; ten times the work when slow.
        var kind: Fault.Kind {
            switch self {
            case .outage: .outage
            case .hang: .hang
            case .refusing: .refusing
            case .slow: .slow(permille: 10_000)
            }
        }
    }

    /// What goes wrong.
    public let trouble: Trouble
    /// When: the middle third of the scenario's window.
    public let from: Instant
    public let until: Instant
    private let scenario: Scenario

    /// The scenario's seed.
    public var seed: UInt64 { scenario.seed }

    /// A plan for a valid scenario; its own faults and thresholds are left out.
    public init(_ scenario: Scenario, trouble: Trouble) {
        self.scenario = scenario
        self.trouble = trouble
        let third = TimeSpan(nanoseconds: (scenario.end - scenario.start).nanoseconds / 3)
        from = scenario.start + third
        until = from + third
    }

    /// The variant with the fault in a service, or with a fault that changes nothing when that is nil.
    public func variant(_ service: Service?, isGuarded: Bool) -> Scenario {
        var variant = scenario
        variant.thresholds = []
        variant.faults = [
            Fault(
                name: "isolation", kind: service == nil ? .slow(permille: 1_000) : trouble.kind,
                service: service, from: from, until: until)
        ]
        guard !isGuarded else { return variant }
        for index in variant.services.indices {
            variant.services[index].breaker = nil
            variant.services[index].bulkhead = nil
        }
        variant.coordination.couponBreaker.mode = .disabled
        return variant
    }
}
