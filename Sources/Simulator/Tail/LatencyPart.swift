import Workload

/// What the time from a click to its answer is spent on; the parts of one request add up to its latency.
public enum LatencyPart: Hashable, Sendable {
    /// From the click that was meant to the one that was answered: clicks before it that were not, or met an error.
    case retry
    /// On the queue page.
    case queuePage
    /// On the way: between the shopper and the gateway, and between services.
    case network
    /// In service, as long as planned.
    case work
    /// What a server that warms up takes longer.
    case warmUp
    /// What a slow service or a gray server takes longer, and calls that a fault made fail late.
    case fault
    /// At the stores of the stock service: on the way to them, before them and in them.
    case store
    /// At the payment provider.
    case provider
    /// At the supplier of codes.
    case supplier
    /// With the order coordinator: its journal, its deadlines, and answers that did not come.
    case coordinator
    /// In a queue of this service.
    case waiting(Service)

    /// How many there are.
    static var count: Int { 10 + Service.count }

    /// All of them, those before the queues first.
    public static var all: [LatencyPart] {
        [.retry, .queuePage, .network, .work, .warmUp, .fault, .store, .provider, .supplier, .coordinator]
            + Service.allCases.map { .waiting($0) }
    }

    /// Its place in tables.
    @inline(__always)
    var index: Int {
        switch self {
        case .retry: 0
        case .queuePage: 1
        case .network: 2
        case .work: 3
        case .warmUp: 4
        case .fault: 5
        case .store: 6
        case .provider: 7
        case .supplier: 8
        case .coordinator: 9
        case .waiting(let service): 10 + service.index
        }
    }

    /// The name in reports.
    public var name: String {
        switch self {
        case .retry: "clicks before"
        case .queuePage: "queue page"
        case .network: "network"
        case .work: "work"
        case .warmUp: "warm-up"
        case .fault: "fault"
        case .store: "stock stores"
        case .provider: "payment provider"
        case .supplier: "code supplier"
        case .coordinator: "order coordinator"
        case .waiting(let service): "waiting at \(service.name)"
        }
    }
}
