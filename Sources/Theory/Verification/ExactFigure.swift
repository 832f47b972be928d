/// A figure and its exact value.
public struct ExactFigure<Figure: Sendable>: Sendable {
    /// What is measured.
    public var figure: Figure
    /// What theory says; not zero.
    public var exact: Double

    /// Expects a figure to have this value.
    public init(_ figure: Figure, _ exact: Double) {
        precondition(exact.isFinite && exact != 0, "the exact value \(exact) of \(figure)")
        self.figure = figure
        self.exact = exact
    }
}
