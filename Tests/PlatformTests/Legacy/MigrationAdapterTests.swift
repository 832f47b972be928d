import Platform
import Primitives
import Testing

/// Who is routed where, what is judged, and the published table of a category's life.
@Suite struct MigrationAdapterTests {
    private let category = AdapterBench.category
    private static let pairs = MigrationPhase.allCases.flatMap { phase in
        MigrationCommandKind.allCases.map { (phase, $0) }
    }

    @Test(arguments: pairs) func categoryDoesWhatTheTableSays(_ phase: MigrationPhase, _ kind: MigrationCommandKind) {
        let reaction = MigrationAdapter.reaction(in: phase, to: kind)
        guard reaction != .impossible else { return }
        var bench = AdapterBench()
        bench.drive(to: phase)
        let effects = bench.happen(kind)
        let after = bench.adapter.phase(of: category)
        switch reaction {
        case .moves(let phases): #expect(phases.contains(after), "\(after)")
        case .stays: #expect(after == phase)
        case .refuses:
            #expect(after == phase)
            #expect(effects == [.refused(category, phase)])
        case .impossible: break
        }
        // The other category is not concerned.
        #expect(bench.adapter.phase(of: CategoryID(0)) == .off)
    }

    @Test func comparisonWhileOffStopsTheAdapter() async {
        await #expect(processExitsWith: .failure) {
            var bench = AdapterBench()
            bench.happen(.compared)
        }
    }

    @Test func enabledCategoryGoesToTheShareThatWasAskedForLast() {
        for (wanted, phase) in [(UInt16(0), MigrationPhase.shadow), (400, .partial), (1_000, .full)] {
            var bench = AdapterBench()
            bench.drive(to: .rolledBack)
            #expect(bench.give(wanted == 0 ? .shadow(category) : .route(category, permille: wanted)).isEmpty)
            #expect(bench.adapter.share(of: category) == 50)
            #expect(bench.give(.enable(category)) == [.routes(category, permille: wanted)])
            #expect(bench.adapter.phase(of: category) == phase)
        }
    }

    // MARK: Routing

    @Test func shareOfUsersIsTheShareAskedFor() {
        var bench = AdapterBench()
        bench.give(.shadow(category))
        bench.give(.route(category, permille: 200))
        let n = 100_000
        let routed = (0..<n).count { bench.adapter.side(of: UserID(UInt32($0)), in: category) == .core }
        let sigma = (Double(n) * 0.2 * 0.8).squareRoot()
        #expect((Double(routed) - 20_000).magnitude < 5 * sigma)
    }

    @Test func userOnceRoutedToTheCoreStaysThereWhileTheShareGrows() {
        var bench = AdapterBench()
        bench.give(.shadow(category))
        var before = Set<UInt32>()
        for share in [UInt16(10), 200, 500, 999, 1_000] {
            bench.give(.route(category, permille: share))
            let now = Set((0..<2_000).filter { bench.adapter.side(of: UserID($0), in: category) == .core })
            #expect(now.isSuperset(of: before))
            before = now
        }
        #expect(before.count == 2_000)
    }

    @Test func stockIsTakenOverOnceBeforeTheFirstShare() {
        var bench = AdapterBench()
        bench.give(.shadow(category))
        #expect(bench.isTakenOver == false)
        #expect(
            bench.give(.route(category, permille: 50)) == [.takeOver(category), .routes(category, permille: 50)])
        #expect(bench.give(.shadow(category)) == [.routes(category, permille: 0)])
        #expect(bench.isTakenOver == true)
        #expect(bench.give(.route(category, permille: 50)) == [.routes(category, permille: 50)])
    }

    // MARK: Judging

    @Test func tooManyFailuresRollTheShareBackToTheOneBefore() {
        var bench = AdapterBench()
        bench.drive(to: .partial)
        #expect(bench.judge(failed: 1, of: 10).isEmpty)
        #expect(bench.judge(failed: 2, of: 10) == [.rolledBack(category, permille: 50, .failures)])
        #expect(bench.adapter.share(of: category) == 50)
        // It stays there, whatever else is judged.
        #expect(bench.judge(failed: 10, of: 10).isEmpty)
        #expect(bench.adapter.share(of: category) == 50)
    }

    @Test func tooManyMismatchesRollBack() {
        var bench = AdapterBench()
        bench.drive(to: .full)
        for index in 0..<10 { bench.give(.compared(category, agrees: index >= 3)) }
        #expect(bench.pass(bench.adapter.limits.judgeEvery) == [.rolledBack(category, permille: 200, .mismatches)])
    }

    @Test func tooFewAttemptsAreNotJudged() {
        var bench = AdapterBench()
        bench.drive(to: .partial)
        #expect(bench.judge(failed: 9, of: 9).isEmpty)
        // And do not count for the next judgement.
        #expect(bench.judge(failed: 1, of: 10).isEmpty)
    }

    @Test func shadowThatDiffersHasNothingToRollBack() {
        var bench = AdapterBench()
        bench.drive(to: .shadow)
        for _ in 0..<20 { bench.give(.compared(category, agrees: false)) }
        #expect(bench.pass(bench.adapter.limits.judgeEvery).isEmpty)
        #expect(bench.adapter.phase(of: category) == .shadow)
    }

    // MARK: Timetable

    @Test func timetableIsFollowedInOrder() {
        var bench = AdapterBench(steps: [
            MigrationStep(at: .origin, command: .shadow(category)),
            MigrationStep(at: .origin + .hours(1), command: .route(category, permille: 100)),
            MigrationStep(at: .origin + .hours(2), command: .rollBack(category)),
        ])
        #expect(bench.adapter.nextDeadline == .origin)
        #expect(bench.pass(.zero).isEmpty)
        #expect(bench.adapter.phase(of: category) == .shadow)
        #expect(bench.adapter.nextDeadline == .origin + .hours(1))
        #expect(bench.pass(.hours(1)) == [.takeOver(category), .routes(category, permille: 100)])
        #expect(bench.pass(.hours(1)) == [.rolledBack(category, permille: 0, .command)])
        #expect(bench.adapter.nextDeadline == .distantFuture)
    }
}
