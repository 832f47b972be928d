import Primitives

/// The layers that cover the density e^-x for the ziggurat method.
///
/// Marsaglia and Tsang, "The ziggurat method for generating random variables" (Journal of
/// Statistical Software 5, 2000): 256 layers of equal area v. Layer 0 is the base strip of height
/// f(r) with the tail beyond r; layer i >= 1 is a rectangle of width x(i) between the heights f(x(i))
/// and f(x(i+1)), with x(1) = r and x(256) = 0.
@frozen
@usableFromInline
struct ZigguratTable: @unchecked Sendable, BitwiseCopyable {
    /// One layer as the fast path needs it: 16 bytes, so that four share a cache line.
    @usableFromInline
    @frozen
    struct Layer: BitwiseCopyable {
        /// Draws below it lie under the curve whatever their height: 2^53 x(i+1) / x(i).
        @usableFromInline var threshold: UInt64
        /// A 53-bit draw times this is the abscissa: x(i) / 2^53.
        @usableFromInline var scale: Double
    }

    @usableFromInline let layers: UnsafePointer<Layer>
    /// f(x(i)) for i in 0...256, ascending; the entry of layer 0 is not used.
    @usableFromInline let heights: UnsafePointer<Double>

    /// Where the tail starts, for 256 layers (Marsaglia and Tsang, 2000).
    @usableFromInline static var tailStart: Double { 7.69711747013104972 }

    /// The one table of the process. Built at first use, never freed; copies share it.
    static let exponential = ZigguratTable()

    private init() {
        let layers = UnsafeMutablePointer<Layer>.allocate(capacity: 256)
        let heights = UnsafeMutablePointer<Double>.allocate(capacity: 257)
        let r = Self.tailStart
        let area = (r + 1) * PortableMath.exp(-r)
        var width = area / PortableMath.exp(-r)
        var inner = r
        for i in 0..<256 {
            layers[i] = Layer(threshold: UInt64(inner / width * 0x1p53), scale: width * 0x1p-53)
            heights[i] = PortableMath.exp(-width)
            width = inner
            // The next layer's top: the same area above the height reached, until the peak f(0) = 1.
            let top = PortableMath.exp(-width) + area / width
            inner = i < 254 ? -PortableMath.log(top) : 0
        }
        heights[256] = 1
        self.layers = UnsafePointer(layers)
        self.heights = UnsafePointer(heights)
    }
}
