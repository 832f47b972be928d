import Foundation
import Primitives
import Simulator
import Synchronization
import Workload

/// A scenario with the seed that it is run with.
public struct RunRequest: Equatable, Sendable {
    /// What is simulated, and where all chance comes from.
    public var scenario: Scenario
    public var seed: UInt64

    public init(_ scenario: Scenario, seed: UInt64) {
        self.scenario = scenario
        self.seed = seed
    }
}

/// How far a batch of runs is.
public struct BatchProgress: Sendable {
    /// The share of the work that is done, 0 to 1, by the requests that runs are expected to have.
    public var fraction: Double
    /// Runs that are finished, of so many.
    public var finished: Int
    public var count: Int
    /// Events so far, of all runs.
    public var events: UInt64
}

/// Many runs on several threads; what a run finds does not depend on which thread it is on, or on what else runs.
public struct Batch: Sendable {
    /// Events between two looks at the wish to stop: some 100 ms of work.
    private static var slice: Int { 2_000_000 }

    /// How many threads there are; each run is on one of them and takes its own memory.
    public var threads: Int
    /// Whether someone asked to stop.
    public var isInterrupted: @Sendable () -> Bool
    /// Told of the progress after every slice, by one thread at a time.
    public var progress: @Sendable (BatchProgress) -> Void

    /// A batch on so many threads, at least one.
    public init(
        threads: Int, isInterrupted: @escaping @Sendable () -> Bool = { false },
        progress: @escaping @Sendable (BatchProgress) -> Void = { _ in }
    ) {
        precondition(threads > 0, "a batch on \(threads) threads")
        self.threads = threads
        self.isInterrupted = isInterrupted
        self.progress = progress
    }

    /// Runs all of them, equal ones once; the longest first, so that no thread is left alone with one at the end.
    ///
    /// - Returns: the results in the order of the requests; nil for those that were not finished when the batch was
    ///   interrupted.
    public func run(_ requests: [RunRequest]) -> [RunResult?] {
        var distinct: [RunRequest] = []
        let places = requests.map { request in
            if let place = distinct.firstIndex(of: request) { return place }
            distinct.append(request)
            return distinct.count - 1
        }
        let work = distinct.map { max(1, TrafficPlan($0.scenario).derivedRequests) }
        let order = distinct.indices.sorted { (work[$1], $0) < (work[$0], $1) }
        let board = Board(work: work, order: order)
        let group = DispatchGroup()
        for _ in 0..<min(threads, distinct.count) {
            group.enter()
            let thread = Thread { [distinct] in
                while let place = board.take() {
                    guard let result = perform(distinct[place], place, board) else { continue }
                    board.finish(place, result, tell: progress)
                }
                group.leave()
            }
            // As much as the main thread has: a run's world lives on the stack in debug builds.
            thread.stackSize = 8 << 20
            thread.start()
        }
        group.wait()
        let results = board.results
        return places.map { results[$0] }
    }

    /// One run, slice by slice; nil when interrupted.
    private func perform(_ request: RunRequest, _ place: Int, _ board: Board) -> RunResult? {
        var run = Run(request.scenario, seed: request.seed, keepOrders: false)
        while !run.isFinished {
            if isInterrupted() {
                board.stop()
                return nil
            }
            run.advance(events: Self.slice)
            board.note(run.progress, events: run.dispatched, of: place, tell: progress)
        }
        return run.finish()
    }
}

/// What the threads of a batch share.
private final class Board: Sendable {
    private struct State {
        var next = 0
        var isStopped = false
        var fractions: [Double]
        var events: [UInt64]
        var results: [RunResult?]
    }

    private let state: Mutex<State>
    private let work: [Double]
    private let order: [Int]

    init(work: [Double], order: [Int]) {
        self.work = work
        self.order = order
        state = Mutex(
            State(
                fractions: Array(repeating: 0, count: work.count), events: Array(repeating: 0, count: work.count),
                results: Array(repeating: nil, count: work.count)))
    }

    var results: [RunResult?] { state.withLock { $0.results } }

    /// The next run to make; nil when there is none.
    func take() -> Int? {
        state.withLock { state in
            guard state.next < order.count, !state.isStopped else { return nil }
            state.next += 1
            return order[state.next - 1]
        }
    }

    func stop() { state.withLock { $0.isStopped = true } }

    func finish(_ place: Int, _ result: RunResult, tell: (BatchProgress) -> Void) {
        state.withLock {
            $0.results[place] = result
            $0.fractions[place] = 1
            tell(progress($0))
        }
    }

    func note(_ fraction: Double, events: UInt64, of place: Int, tell: (BatchProgress) -> Void) {
        state.withLock { state in
            state.fractions[place] = fraction
            state.events[place] = events
            tell(progress(state))
        }
    }

    private func progress(_ state: State) -> BatchProgress {
        let done = zip(state.fractions, work).reduce(0) { $0 + $1.0 * $1.1 }
        return BatchProgress(
            fraction: done / work.reduce(0, +), finished: state.results.count { $0 != nil }, count: work.count,
            events: state.events.reduce(0, +))
    }
}
