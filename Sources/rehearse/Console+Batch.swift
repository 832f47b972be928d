import Experiments
import Reporting
import Simulator
import Synchronization

extension Console {
    /// Makes runs on so many threads, with one line of progress for all; nil for those that an interruption left
    /// unfinished.
    func perform(_ requests: [RunRequest], _ name: String, threads: Int) -> [RunResult?] {
        let start = ContinuousClock.now
        let line = Mutex(progressLine)
        let batch = Batch(threads: threads, isInterrupted: { Interruption.isRequested }) { progress in
            let text = line.withLock {
                $0.update(
                    fraction: progress.fraction, place: "\(name): \(progress.finished) of \(progress.count) runs",
                    events: progress.events, elapsed: start.duration(to: .now) / .seconds(1))
            }
            if let text { Self.progress(text) }
        }
        let results = batch.run(requests)
        if let text = line.withLock({ $0.finish() }) { Self.progress(text) }
        return results
    }
}
