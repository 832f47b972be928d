import Foundation
import Synchronization

/// The wish of a user or a supervisor that the command stops: SIGINT or SIGTERM.
///
/// The first signal is noted, and the run stops after its current slice; the second ends the process.
enum Interruption {
    private static let signals = Atomic<Int>(0)

    /// Whether a signal has come.
    static var isRequested: Bool { signals.load(ordering: .relaxed) > 0 }

    /// Takes the two signals over from the system.
    static func watch() {
        // Touched here, so that the handler never initialises it.
        signals.store(0, ordering: .relaxed)
        // A parent that blocks signals in the thread that starts this process leaves them blocked.
        var both = sigset_t()
        sigemptyset(&both)
        for number in [SIGINT, SIGTERM] { sigaddset(&both, number) }
        defer { sigprocmask(SIG_UNBLOCK, &both, nil) }
        for number in [SIGINT, SIGTERM] {
            signal(number) { _ in
                let earlier = Interruption.signals.add(1, ordering: .relaxed).oldValue
                if earlier > 0 { _exit(105) }
            }
        }
    }
}
