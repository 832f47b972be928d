import Workload

/// Moves a story's inputs one at a time, and finds how far each may go before something told breaks.
///
/// A machine that makes no run itself: ``due`` says which to make, ``record(_:values:)`` and ``refuse(_:reason:)`` take
/// what became of them. Each number goes down and up by one step, then by twice as much as before up to the reach,
/// until a claim breaks; then the gap between what held and what broke is halved until it is one step.
/// A choice is exchanged once.
public struct Perturbation: Equatable, Sendable {
    /// One input with one other value: a distance in permille of the number, below zero for less; 0 for a choice.
    public struct Trial: Hashable, Sendable {
        /// The input's place in the story.
        public var input: Int
        public var distance: Int

        public init(input: Int, distance: Int) {
            self.input = input
            self.distance = distance
        }

        /// What the input's numbers are multiplied by, in permille.
        public var permille: Int { 1_000 + distance }
    }

    /// What became of a trial.
    public struct Outcome: Equatable, Sendable {
        /// What was tried.
        public var trial: Trial
        /// What its numbers were really multiplied by, on average: a share can't be moved by less than 0.1 %.
        public var factor: Double
        /// The value of each claim, in the story's order; empty if there can be no such scenario.
        public var values: [Double?]
        /// Why there can't.
        public var refusal: String?
    }

    /// How far an input may go in one direction.
    public struct Limit: Equatable, Sendable {
        /// The largest distance at which everything told held, in permille; 0 for none.
        public var held = 0
        /// The smallest at which something broke, and the places of those claims; nil if nothing did up to the reach.
        public var broke: Int?
        public var claims: [Int] = []
        /// Why it can't go further, in place of a claim that breaks.
        public var refusal: String?

        public init(held: Int = 0, broke: Int? = nil, claims: [Int] = [], refusal: String? = nil) {
            self.held = held
            self.broke = broke
            self.claims = claims
            self.refusal = refusal
        }
    }

    /// The story whose inputs are moved.
    public let story: Story
    /// Each claim's value with nothing moved, for the same seed.
    public let base: [Double?]
    /// The first distance and the largest, in permille.
    public let step: Int
    public let reach: Int
    /// What has been tried so far, in order.
    public private(set) var outcomes: [Outcome] = []

    /// A search from these values; the distances are 1...999 permille, the reach at least a step.
    public init(of story: Story, base: [Double?], step: Int, reach: Int) {
        precondition((1...999).contains(step) && (step...999).contains(reach), "steps of \(step) up to \(reach)")
        precondition(base.count == story.claims.count, "\(base.count) values for \(story.claims.count) claims")
        self.story = story
        self.base = base
        self.step = step
        self.reach = reach
    }

    /// What to try next, all at once; empty when there is nothing left to learn.
    public var due: [Trial] {
        story.inputs.indices.flatMap { input -> [Trial] in
            guard story.inputs[input].instead.isEmpty else {
                return outcome(Trial(input: input, distance: 0)) == nil ? [Trial(input: input, distance: 0)] : []
            }
            return [-1, 1].compactMap { sign in
                next(input, sign).map { Trial(input: input, distance: sign * $0) }
            }
        }
    }

    /// Takes the claims' values of a trial.
    public mutating func record(_ trial: Trial, factor: Double? = nil, values: [Double?]) {
        let factor = factor ?? Double(trial.permille) / 1_000
        outcomes.append(Outcome(trial: trial, factor: factor, values: values, refusal: nil))
    }

    /// Takes that there can be no such scenario.
    public mutating func refuse(_ trial: Trial, reason: String) {
        outcomes.append(Outcome(trial: trial, factor: Double(trial.permille) / 1_000, values: [], refusal: reason))
    }

    /// What became of a trial; nil before it was made.
    public func outcome(_ trial: Trial) -> Outcome? { outcomes.first { $0.trial == trial } }

    /// How far an input may go, as far as is known: down for a sign of -1, up for 1.
    public func limit(of input: Int, _ sign: Int) -> Limit {
        var limit = Limit()
        for outcome in outcomes where outcome.trial.input == input && outcome.trial.distance.signum() == sign {
            let distance = outcome.trial.distance.magnitude
            let broken = broken(outcome)
            if outcome.refusal == nil, broken.isEmpty {
                limit.held = max(limit.held, Int(distance))
            } else if Int(distance) < limit.broke ?? Int.max {
                limit.broke = Int(distance)
                limit.claims = broken
                limit.refusal = outcome.refusal
            }
        }
        return limit
    }

    /// The places of the claims that held before and don't in an outcome.
    public func broken(_ outcome: Outcome) -> [Int] {
        outcome.values.indices.filter { place in
            let claim = story.claims[place]
            guard claim.isTold, let before = base[place], claim.holds(before) else { return false }
            return !(outcome.values[place].map(claim.holds) ?? false)
        }
    }

    /// The places of the claims that moved with no input at all: constants, and no results.
    public var unmoved: [Int] {
        story.claims.indices.filter { place in
            story.claims[place].isTold
                && outcomes.allSatisfy { $0.values.isEmpty || $0.values[place] == base[place] }
        }
    }

    /// The next distance in one direction; nil when it is known how far the input may go.
    private func next(_ input: Int, _ sign: Int) -> Int? {
        let limit = limit(of: input, sign)
        guard let broke = limit.broke else {
            if limit.held == reach { return nil }
            return limit.held == 0 ? step : min(limit.held * 2, reach)
        }
        return broke - limit.held > step && limit.held > 0 ? (limit.held + broke) / 2 : nil
    }
}
