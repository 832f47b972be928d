import Experiments
import ScenarioFiles
import Synchronization
import Testing
import Workload

@Suite struct BatchTests {
    /// Two minutes of the platform at a twentieth of the ordinary rate.
    private static let scenario: Scenario = {
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let changes = ["traffic.ordinary=5/s", "window.to=2min"].compactMap(ScenarioChange.init)
        let read = ScenarioReader.read(path: "/\(root)/scenarios/platform.yaml", changes: changes)
        guard case .success(let loaded) = read else { preconditionFailure("\(read)") }
        return loaded.scenario
    }()

    @Test func resultsDoNotDependOnTheThreadsAndComeInTheOrderOfTheRequests() {
        let requests = [3, 1, 2].map { RunRequest(Self.scenario, seed: $0) }
        let one = Batch(threads: 1).run(requests)
        #expect(Batch(threads: 3).run(requests) == one)
        #expect(one.compactMap { $0 }.map(\.seed) == [3, 1, 2])
        #expect(Set(one.compactMap { $0?.fingerprint.description }).count == 3)
    }

    @Test func equalRequestsRunOnceAndGetTheSameResult() {
        let most = Mutex(0)
        let requests = [1, 2, 1, 1].map { RunRequest(Self.scenario, seed: $0) }
        let batch = Batch(threads: 2, progress: { progress in most.withLock { $0 = max($0, progress.count) } })
        let results = batch.run(requests)
        #expect(most.withLock { $0 } == 2)
        #expect(results[0] == results[2])
        #expect(results[0] == results[3])
        #expect(results[0] != results[1])
    }

    @Test func anInterruptedBatchKeepsWhatWasFinished() {
        let looks = Mutex(0)
        // Each run of this size looks once: the first goes on, the second does not.
        let batch = Batch(threads: 1, isInterrupted: { looks.withLock { $0 += 1; return $0 > 1 } })
        let results = batch.run([1, 2, 3].map { RunRequest(Self.scenario, seed: $0) })
        let finished = results.map { $0 == nil ? 0 : 1 }
        #expect(finished == [1, 0, 0])
    }

    @Test func noRequestsAreNoWork() { #expect(Batch(threads: 2).run([]) == []) }

    @Test func progressEndsNearOne() {
        let last = Mutex(0.0)
        let batch = Batch(threads: 1, progress: { progress in last.withLock { $0 = progress.fraction } })
        _ = batch.run([RunRequest(Self.scenario, seed: 1)])
        #expect(last.withLock { $0 } > 0.9)
    }
}
