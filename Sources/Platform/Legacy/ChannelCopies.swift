import Primitives

/// Stock as the old platform keeps it: every channel sells from a copy of its own, and the copies learn of each
/// other's sales only now and then. With k channels up to k times the stock is sold between two such moments.
struct ChannelCopies: ~Copyable {
    let channels: Int
    private let interval: TimeSpan
    /// Units that each channel believes to have, by product, then channel.
    private var copies: Table<Int32>
    /// By product: units there were, and units taken by all channels together.
    private let initial: [Int]
    private var taken: Table<Int32>
    private var nextSynchronisation: Instant

    /// Copies that are all true.
    init(initial: [Int], channels: Int, interval: TimeSpan, start: Instant) {
        precondition((1...64).contains(channels), "\(channels) channels")
        precondition(interval > .zero, "copies synchronised every \(interval.nanoseconds) ns")
        precondition(initial.allSatisfy { $0 >= 0 && $0 <= Int(Int32.max) }, "stock of \(initial)")
        self.channels = channels
        self.interval = interval
        self.initial = initial
        copies = Table(capacity: initial.count * channels)
        taken = Table(repeating: 0, count: initial.count)
        for units in initial {
            for _ in 0..<channels { copies.append(Int32(units)) }
        }
        nextSynchronisation = start + interval
    }

    /// The channel through which a user buys.
    func channel(of user: UserID) -> UInt8 { UInt8(user.number % UInt32(channels)) }

    /// Takes units off a channel's copy, if that has them. O(1), but for the synchronisation.
    mutating func take(_ product: ProductID, _ quantity: UInt8, from channel: UInt8, at now: Instant) -> Bool {
        synchronise(upTo: now)
        let place = place(product, channel)
        guard copies[place] >= Int32(quantity) else { return false }
        copies[place] -= Int32(quantity)
        taken[product.index] += Int32(quantity)
        return true
    }

    /// Puts units back into the copy they came from.
    mutating func giveBack(_ product: ProductID, _ quantity: UInt8, to channel: UInt8) {
        copies[place(product, channel)] += Int32(quantity)
        taken[product.index] -= Int32(quantity)
    }

    /// Units are no longer the silo's to count: somebody else's ledger has them.
    mutating func forget(_ product: ProductID, _ quantity: UInt8) { taken[product.index] -= Int32(quantity) }

    /// Whether a channel's copy has so many units.
    func offers(_ product: ProductID, _ quantity: UInt8, in channel: UInt8) -> Bool {
        copies[place(product, channel)] >= Int32(quantity)
    }

    /// Sets all channels' copies of a product.
    mutating func set(_ product: ProductID, to units: Int) {
        for channel in 0..<channels { copies[place(product, UInt8(channel))] = Int32(clamping: max(0, units)) }
    }

    /// Units that there were, less those that all channels took: negative when they took more.
    func left(_ product: ProductID) -> Int { initial[product.index] - Int(taken[product.index]) }

    /// Units that all channels took.
    func taken(_ product: ProductID) -> Int { Int(taken[product.index]) }

    /// Whether a synchronisation is due; the next is then an interval later.
    mutating func isDue(at now: Instant) -> Bool {
        guard now >= nextSynchronisation else { return false }
        while nextSynchronisation <= now { nextSynchronisation += interval }
        return true
    }

    /// Every copy learns what was sold, when it is time again.
    private mutating func synchronise(upTo now: Instant) {
        guard isDue(at: now) else { return }
        for product in 0..<initial.count { set(ProductID(index: product), to: left(ProductID(index: product))) }
    }

    private func place(_ product: ProductID, _ channel: UInt8) -> Int { product.index * channels + Int(channel) }
}
