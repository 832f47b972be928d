import Primitives
import Workload

/// How issuing takes a fault and gets over it: calls and retries by the second, and when the orders that wait for
/// their goods are as few again as before.
///
/// Of the first fault that the scenario plans for the issuing service alone. A second begins at a whole second after
/// the origin; calls are counted when they arrive. Recovered is when no more than twice as many orders as at the
/// fault's beginning, and ten, are paid and not issued: the number in flight fluctuates like a Poisson variable,
/// of which twice the mean and ten is passed once in a thousand at most.
struct IssuingGauge: BitwiseCopyable {
    private let from: Instant
    private let until: Instant
    private var second = Int64.min
    private var calls: UInt64 = 0
    private var retries: UInt64 = 0
    /// The most calls in a second from the fault's end on.
    private(set) var peakCalls: UInt64 = 0
    /// The most retries in a second while the fault lasts.
    private(set) var peakRetries: UInt64 = 0
    private var enough = Int.min
    private var recoveredAt = Instant.distantFuture

    init(_ faults: [Fault]) {
        let fault = faults.first { $0.service == .issuing && $0.condition == nil }
        from = fault?.from ?? .distantFuture
        until = fault?.end ?? .distantFuture
    }

    /// A fault begins, with so many orders paid and not issued.
    mutating func begins(_ fault: Fault, level: Int) {
        guard fault.service == .issuing, fault.from == from, enough == .min else { return }
        enough = 2 * level + 10
    }

    /// An issue is asked for; the call arrives at this instant.
    mutating func asked(_ attempt: UInt16, at arrival: Instant) {
        guard arrival >= from else { return }
        let here = arrival.nanoseconds / 1_000_000_000
        if here != second {
            second = here
            calls = 0
            retries = 0
        }
        calls += 1
        if attempt > 1 { retries += 1 }
        if arrival >= until {
            peakCalls = max(peakCalls, calls)
        } else {
            peakRetries = max(peakRetries, retries)
        }
    }

    /// So many orders are paid and not issued from now on.
    @inline(__always)
    mutating func preparing(_ count: Int, at now: Instant) {
        if count <= enough, now >= until, recoveredAt == .distantFuture { recoveredAt = now }
    }

    /// From the fault's end until it was got over; 0 without a fault, and -1 if it never was.
    var recoverySeconds: Double {
        if from == .distantFuture { return 0 }
        return recoveredAt == .distantFuture ? -1 : (recoveredAt - until).inSeconds
    }
}
