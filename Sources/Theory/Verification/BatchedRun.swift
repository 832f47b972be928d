import DiscreteEvent
import Primitives
import Statistics

/// A run of a reference model that goes on, batch by batch, until its intervals are tight.
///
/// Time until 100 relaxation times of the case is thrown away: what is left of the empty beginning is then e^-100,
/// or, where the time is an estimate (impatience, changing arrivals), at most e^-20. Batches begin as long. With 64
/// batches neighbours are merged and the next batches are twice as long. The intervals are looked at with 48 and
/// with 64 batches only, so the run grows by a third or a half from look to look. It ends when at two looks running
/// every interval is tight and no figure's neighbouring batches are correlated: figures with heavy tails look tight
/// at one look by chance, before their rare large values have come. Whether an exact value is inside has no say in it.
struct BatchedRun<M: ReferenceModel & ~Copyable>: ~Copyable {
    private var simulation: Simulation<M>
    private let known: [ExactFigure<M.Figure>]
    private let verification: Verification
    private var estimators: [BatchMeans]
    private var batchLength: TimeSpan

    private static var relaxationsPerBatch: Double { 100 }
    private static var looks: [Int] { [48, 64] }
    private static var mostBatches: Int { 64 }
    /// Events between two questions whether to go on: some 10 ms of work.
    private static var slice: Int { 200_000 }

    /// The run at its beginning.
    init(
        _ model: consuming M, _ known: [ExactFigure<M.Figure>], relaxationTime: Double,
        _ verification: Verification
    ) {
        simulation = Simulation(model)
        self.known = known
        self.verification = verification
        estimators = known.map { _ in BatchMeans() }
        batchLength = TimeSpan(seconds: Self.relaxationsPerBatch * relaxationTime)
        simulation.model.begin(&simulation.calendar)
    }

    /// Runs to the end; nil if `goesOn` said no.
    mutating func outcome(
        of subject: VerificationCase, while goesOn: (_ fraction: Double, _ events: UInt64) -> Bool
    ) -> VerificationOutcome? {
        guard advance(by: batchLength, while: goesOn) else { return nil }
        var decidedLooks = 0
        while decidedLooks < 2 {
            let before = totals
            guard advance(by: batchLength, while: goesOn) else { return nil }
            for (index, after) in totals.enumerated() {
                estimators[index].add(
                    after.numerator - before[index].numerator,
                    over: after.denominator - before[index].denominator)
            }
            let batches = estimators[0].count
            if Self.looks.contains(batches) {
                decidedLooks = isDecided ? decidedLooks + 1 : 0
                let isOver = simulation.dispatched >= verification.eventLimit
                if isOver, decidedLooks < 2 { return outcome(of: subject, isDecided: false) }
            }
            if batches == Self.mostBatches, decidedLooks < 2 {
                for index in estimators.indices { estimators[index].mergePairs() }
                batchLength = batchLength * 2
            }
        }
        return outcome(of: subject, isDecided: true)
    }

    private func outcome(of subject: VerificationCase, isDecided: Bool) -> VerificationOutcome {
        VerificationOutcome(
            name: subject.name, parameters: subject.parameters, figures: figures, events: simulation.dispatched,
            batches: estimators[0].count, fingerprint: simulation.fingerprint, isDecided: isDecided)
    }

    private var totals: [RatioTotal] {
        known.map { simulation.model.total(of: $0.figure, until: simulation.now) }
    }

    private mutating func advance(by span: TimeSpan, while goesOn: (Double, UInt64) -> Bool) -> Bool {
        let end = simulation.now + span
        let fraction = self.fraction
        while simulation.run(until: end, atMost: Self.slice) == Self.slice {
            if !goesOn(fraction, simulation.dispatched) { return false }
        }
        return goesOn(fraction, simulation.dispatched)
    }

    private func halfWidth(_ index: Int) -> Double {
        estimators[index].halfWidth(confidence: verification.confidence)
    }

    /// A half-width of zero says that the figure was never seen to vary, which is too little to know.
    private func isTight(_ index: Int) -> Bool {
        let halfWidth = halfWidth(index)
        return halfWidth > 0 && halfWidth < verification.precision * known[index].exact.magnitude
    }

    private var isDecided: Bool {
        known.indices.allSatisfy { isTight($0) && estimators[$0].looksIndependent }
    }

    /// How much of the run is done, by how much narrower the widest interval must become.
    private var fraction: Double {
        guard estimators[0].count > 3 else { return 0 }
        return known.indices.reduce(1) { least, index in
            let share = verification.precision * known[index].exact.magnitude / halfWidth(index)
            return share.isFinite ? min(least, share * share) : 0
        }
    }

    private var figures: [VerificationOutcome.Figure] {
        known.indices.map { index in
            .init(
                name: "\(known[index].figure)", simulated: estimators[index].estimate,
                exact: known[index].exact, halfWidth: halfWidth(index), isTight: isTight(index))
        }
    }
}
