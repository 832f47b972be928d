import Primitives

/// All envelopes, in a slab with a free list.
struct Mail: ~Copyable {
    private var envelopes = Table<Envelope>()
    private var firstFree = UInt32.max
    /// Envelopes in use.
    private(set) var count = 0

    /// Puts a letter into an envelope and returns its number.
    mutating func write(_ letter: Letter, chance: UInt64, token: UInt32 = 0) -> UInt32 {
        count += 1
        let envelope = Envelope(body: letter, chance: chance, token: token, nextFree: .max)
        guard firstFree != .max else { return UInt32(envelopes.append(envelope)) }
        let number = firstFree
        firstFree = envelopes[Int(number)].nextFree
        envelopes[Int(number)] = envelope
        return number
    }

    /// Reads a letter without opening it for good.
    subscript(number: UInt32) -> Envelope { envelopes[Int(number)] }

    /// The envelopes that are in use and whose letters are wanted, by their numbers. O(all envelopes): for explaining.
    func underWay(where isWanted: (Letter) -> Bool) -> [Envelope] {
        var isFree = [Bool](repeating: false, count: envelopes.count)
        var number = firstFree
        while number != .max {
            isFree[Int(number)] = true
            number = envelopes[Int(number)].nextFree
        }
        return isFree.indices.filter { !isFree[$0] && isWanted(envelopes[$0].body) }.map { envelopes[$0] }
    }

    /// Takes the letter out; the envelope is free again.
    mutating func open(_ number: UInt32) -> Envelope {
        let envelope = envelopes[Int(number)]
        envelopes[Int(number)].nextFree = firstFree
        firstFree = number
        count -= 1
        return envelope
    }
}
