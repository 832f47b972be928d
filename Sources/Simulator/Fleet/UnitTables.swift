import Primitives
import Statistics

/// Log-normal samples with a mean of one second, one table per coefficient of variation in use.
///
/// Services share a table when their work varies alike, so that it stays in the first-level cache.
struct UnitTables: ~Copyable {
    private let tables: FixedTable<QuantileTable>
    private let variations: [Double]

    /// Tables for these coefficients of variation; equal ones are built once.
    init(variations: [Double]) {
        var distinct: [Double] = []
        for variation in variations where !distinct.contains(variation) { distinct.append(variation) }
        tables = FixedTable(count: distinct.count) { [distinct] index in
            distinct[index] == 0
                ? QuantileTable.constant(1)
                : QuantileTable.logNormal(mean: 1, coefficientOfVariation: distinct[index])
        }
        self.variations = distinct
    }

    /// Which table has this coefficient of variation.
    func index(of variation: Double) -> Int {
        guard let index = variations.firstIndex(of: variation) else {
            preconditionFailure("no table was built for a coefficient of variation of \(variation)")
        }
        return index
    }

    /// A sample from 32 random bits, in nanoseconds when the mean is `seconds`.
    @inline(__always)
    func sample(_ table: Int, seconds: Double, _ bits: UInt32) -> Int64 {
        // A rounded multiplication is exact IEEE arithmetic: the same on every machine.
        Int64(Double(tables[table].sample(bits)) * seconds)
    }
}
