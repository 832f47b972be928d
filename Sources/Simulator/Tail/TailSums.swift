import Primitives
import Statistics

/// The parts of latencies, summed per bucket of the histogram that has the latencies themselves, so that the parts of
/// the requests at and beyond any percentile can be told. A row is made for a bucket with its first request.
struct TailSums: ~Copyable {
    /// What the requests of some buckets have in sum.
    struct Row: BitwiseCopyable {
        var count = 0
        /// Their latencies, in nanoseconds.
        var latency: Int64 = 0
        var parts = LatencyBreakdown()

        mutating func add(_ other: Row) {
            count += other.count
            latency += other.latency
            parts.add(other.parts)
        }
    }

    private var rows = Table<Row>()
    /// By bucket, the row counted from 1; 0 for none.
    private var places = Table<UInt32>(repeating: 0, count: Histogram.bucketCount)

    /// Counts a request. O(1).
    mutating func add(_ latency: Int64, _ parts: LatencyBreakdown) {
        let bucket = Histogram.index(of: latency)
        if places[bucket] == 0 { places[bucket] = UInt32(rows.append(Row()) + 1) }
        let row = Int(places[bucket]) - 1
        rows[row].count += 1
        rows[row].latency += latency
        rows[row].parts.add(parts)
    }

    /// Buckets in which the parts do not add up to the latencies. O(buckets).
    var faults: Int { (0..<rows.count).reduce(0) { $0 + (rows[$1].parts.total == rows[$1].latency ? 0 : 1) } }

    /// The sums of all requests in the bucket of this latency and in those above. O(buckets).
    func beyond(_ latency: Int64) -> Row {
        var sum = Row()
        for bucket in Histogram.index(of: latency)..<Histogram.bucketCount where places[bucket] > 0 {
            sum.add(rows[Int(places[bucket]) - 1])
        }
        return sum
    }
}
