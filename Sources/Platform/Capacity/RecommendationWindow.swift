import Primitives

/// The sizes recommended for one pool within the scale-in cooldown.
///
/// A queue that keeps only what can still be the largest: sizes fall from its front to its end.
struct RecommendationWindow: Equatable, Sendable {
    private struct Entry: Equatable, Sendable {
        var instant: Instant
        var size: Int
    }

    private var entries: [Entry] = []

    /// Adds a recommendation and answers the largest one made less than `cooldown` ago.
    mutating func largest(adding size: Int, at now: Instant, within cooldown: TimeSpan) -> Int {
        while let last = entries.last, last.size <= size { entries.removeLast() }
        entries.append(Entry(instant: now, size: size))
        let firstValid = entries.firstIndex { $0.instant == now || now - $0.instant < cooldown }
        entries.removeFirst(firstValid ?? 0)
        return entries[0].size
    }
}
