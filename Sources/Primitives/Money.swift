/// An amount of money in whole fen (1 yuan = 100 fen); negative amounts are debts or refunds.
///
/// All arithmetic is exact and traps on overflow (±92 thousand billion yuan).
@frozen
public struct Money: Hashable, Comparable, Sendable, BitwiseCopyable {
    /// The amount in fen.
    public var fen: Int64

    /// Creates an amount of the given number of fen.
    @inlinable public init(fen: Int64) { self.fen = fen }

    /// Nothing.
    @inlinable public static var zero: Self { .init(fen: 0) }

    /// A whole number of yuan.
    @inlinable public static func yuan(_ count: Int64) -> Self { .init(fen: count * 100) }

    /// The given share of the amount, rounded half away from zero to a whole fen.
    ///
    /// - Parameter permille: the share in thousandths, for example 500 for half price.
    @inlinable
    public func scaled(permille: Int64) -> Self {
        let product = fen * permille
        let half: Int64 = product < 0 ? -500 : 500
        return .init(fen: (product + half) / 1_000)
    }

    @inlinable public static func < (a: Self, b: Self) -> Bool { a.fen < b.fen }
    @inlinable public static func + (a: Self, b: Self) -> Self { .init(fen: a.fen + b.fen) }
    @inlinable public static func - (a: Self, b: Self) -> Self { .init(fen: a.fen - b.fen) }
    @inlinable public static func * (a: Self, n: Int64) -> Self { .init(fen: a.fen * n) }
    @inlinable public static func += (a: inout Self, b: Self) { a = a + b }
    @inlinable public static func -= (a: inout Self, b: Self) { a = a - b }
    @inlinable public static prefix func - (a: Self) -> Self { .init(fen: -a.fen) }
}

extension Money: CustomStringConvertible {
    /// The amount in yuan with two decimals, for example `-12.50`.
    public var description: String {
        let (yuan, rest) = fen.magnitude.quotientAndRemainder(dividingBy: 100)
        return (fen < 0 ? "-" : "") + "\(yuan)." + (rest < 10 ? "0" : "") + "\(rest)"
    }
}
