import Primitives

/// The exponential distribution, sampled exactly by the ziggurat method.
///
/// 16 bytes of pointers and a number, trivially copied. The tables are the process's own, never
/// freed, and the pointers to them are taken when the value is made: sampling meets neither
/// reference counting nor the once-check of a lazy global. About 2 ns per sample.
@frozen
public struct ExponentialDistribution: Sendable, BitwiseCopyable {
    /// The mean, in the caller's unit; it is the standard deviation, too.
    public let mean: Double
    @usableFromInline let table: ZigguratTable

    /// The distribution with this mean, which is positive and finite (zero gives always zero).
    public init(mean: Double) {
        precondition(mean >= 0 && mean < .infinity, "mean \(mean) of an exponential distribution")
        self.mean = mean
        self.table = .exponential
    }

    /// Draws a number >= 0. One draw of the stream in 98.9 % of the samples, else two or more.
    @inlinable @inline(__always)
    public func sample(using stream: inout RandomStream) -> Double {
        let bits = stream.next()
        // The layer and the abscissa take bits that do not overlap.
        let index = Int(bits & 0xFF)
        let draw = bits >> 11
        let layer = table.layers[index]
        let x = Double(draw) * layer.scale
        if draw < layer.threshold { return x * mean }
        return finish(index, x, &stream) * mean
    }

    /// Decides a draw that may lie above the curve: in the wedge of its layer, or in the tail.
    @usableFromInline @inline(never)
    func finish(_ index: Int, _ x: Double, _ stream: inout RandomStream) -> Double {
        var index = index
        var x = x
        var base = 0.0
        while true {
            if index == 0 {
                // The tail is the whole distribution over again, shifted: it has no memory.
                base += ZigguratTable.tailStart
            } else {
                let low = table.heights[index]
                let height = low + stream.nextUniform() * (table.heights[index + 1] - low)
                if height < PortableMath.exp(-x) { return base + x }
            }
            let bits = stream.next()
            index = Int(bits & 0xFF)
            let draw = bits >> 11
            x = Double(draw) * table.layers[index].scale
            if draw < table.layers[index].threshold { return base + x }
        }
    }

    /// The value below which a sample lies with probability `p`; infinite at 1.
    public func quantile(_ p: Double) -> Double {
        precondition(p >= 0 && p <= 1, "probability \(p)")
        return -mean * PortableMath.log(1 - p)
    }
}
