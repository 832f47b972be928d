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
        let envelope = Envelope(body: letter, chance: chance, token: token, link: Envelope.untouched)
        guard firstFree != .max else { return UInt32(envelopes.append(envelope)) }
        let number = firstFree
        firstFree = envelopes[Int(number)].link
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
            number = envelopes[Int(number)].link
        }
        return isFree.indices.filter { !isFree[$0] && isWanted(envelopes[$0].body) }.map { envelopes[$0] }
    }

    /// Whether a fault of the network has had its chance with a message.
    func wasDisturbed(_ number: UInt32) -> Bool { envelopes[Int(number)].link == Envelope.disturbed }

    /// Notes that a fault of the network has had its chance with a message.
    mutating func disturb(_ number: UInt32) { envelopes[Int(number)].link = Envelope.disturbed }

    /// Puts a second copy of a message into an envelope, and returns its number; the network leaves it alone.
    mutating func copy(_ number: UInt32, chance: UInt64) -> UInt32 {
        let original = envelopes[Int(number)]
        let copy = write(original.body, chance: chance, token: original.token)
        disturb(copy)
        return copy
    }

    /// Takes the letter out; the envelope is free again.
    mutating func open(_ number: UInt32) -> Envelope {
        let envelope = envelopes[Int(number)]
        envelopes[Int(number)].link = firstFree
        firstFree = number
        count -= 1
        return envelope
    }
}
