/// Something that is told of a run: a figure, and the value that it is held to.
public struct Claim: Equatable, Sendable {
    /// What it is about, for readers.
    public var name = ""
    /// The run, and the figure of it; see ``FigureName``.
    public var run = ""
    public var figure = ""
    /// The run that it is compared with, hour by hour of their windows; empty for none.
    ///
    /// The claim is then about the change: +1.8 for 2.8 times as much.
    public var against = ""
    /// The value that is told; nil for a bound, or for a figure that is only shown.
    public var told: Double?
    /// How far from it the simulated value may be, in permille of it. Of a share like an availability, in permille of
    /// what it lacks to the whole: 99.5 % and 99.9 % are no near neighbours.
    public var withinPermille = 0
    /// Bounds, in place of a value.
    public var least: Double?
    public var most: Double?

    public init() {}

    /// Whether it can fail: whether anything is told at all.
    public var isTold: Bool { told != nil || least != nil || most != nil }

    /// Whether it is about a change against another run.
    public var isChange: Bool { !against.isEmpty }

    /// Whether its value is read as a percentage.
    public var isShare: Bool { isChange || FigureName.isShare(figure) }

    /// Whether a simulated value bears it out.
    ///
    /// A value is held to what is told by the larger of the tolerance and a rounding error, so that 300.0000001 is 300.
    public func holds(_ value: Double) -> Bool {
        if let least, value < least { return false }
        if let most, value > most { return false }
        guard let told else { return true }
        return (value - told).magnitude <= tolerance + 1e-9
    }

    /// How far from what is told a value may be.
    public var tolerance: Double {
        guard let told else { return 0 }
        let size = FigureName.isShare(figure) && !isChange ? 1 - told : told
        return size.magnitude * Double(withinPermille) / 1_000
    }

    func validate(_ path: String, _ runs: [String], _ check: inout ScenarioCheck) {
        check.isRun(run, "\(path).run", runs)
        if isChange { check.isRun(against, "\(path).against", runs) }
        let meant = Problem.nearest(to: figure, among: FigureName.all).map { ", did you mean '\($0)'?" } ?? ""
        check.require(FigureName.all.contains(figure), "\(path).figure", "there is no figure '\(figure)'\(meant)")
        check.require(
            told == nil || (least == nil && most == nil), path, "a claim has a value 'told' or bounds, not both")
        check.require(
            !isChange || FigureName.isTotal(figure), "\(path).against",
            "the figure \(figure) does not grow with the window, so that a change per hour says nothing of it")
        check.require(!isChange || against != run, "\(path).against", "a run does not change against itself")
        if let least, let most { check.require(least <= most, "\(path).at-most", "is less than 'at-least'") }
        for bound in [told, least, most] where FigureName.isShare(figure) {
            check.require(bound.map { $0 <= 1 } ?? true, path, "a share is at most 100 %; write 99.99 %")
        }
        check.require(told != nil || withinPermille == 0, "\(path).within", "there is nothing told to be within of")
    }
}
