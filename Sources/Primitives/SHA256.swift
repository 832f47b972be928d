/// The hash function SHA-256 (FIPS 180-4), fed piece by piece.
///
/// A value is the hash's state: copying it forks the hash, so that the head of a growing text can be asked for at any
/// time. Feeding costs one compression per 64 bytes, ``digest`` one or two more. No call allocates.
public struct SHA256: Sendable, BitwiseCopyable {
    /// The state after all whole blocks.
    private var state = Digest.initial
    /// The bytes of the block that is not whole yet, as big-endian words; zero where nothing was written.
    private var pending = Block()
    /// How many bytes were fed.
    public private(set) var byteCount: UInt64 = 0

    /// The hash of nothing.
    public init() {}

    /// Continues from the state after `blocks` whole blocks.
    init(resuming state: Digest, blocks: UInt64) {
        self.state = state
        byteCount = 64 * blocks
    }

    /// Feeds one byte. O(1), with a compression every 64 bytes.
    public mutating func update(_ byte: UInt8) {
        let place = Int(byteCount % 64)
        pending.words[place / 4] |= UInt32(byte) &<< UInt32(24 &- 8 &* (place % 4))
        step(by: 1)
    }

    /// Feeds four bytes, the most significant first; traps unless whole words were fed before. O(1).
    public mutating func update(_ word: UInt32) {
        precondition(byteCount % 4 == 0, "a word after \(byteCount) bytes")
        pending.words[Int(byteCount % 64) / 4] = word
        step(by: 4)
    }

    /// Feeds eight bytes, the most significant first; traps unless whole words were fed before. O(1).
    public mutating func update(_ word: UInt64) {
        update(UInt32(truncatingIfNeeded: word &>> 32))
        update(UInt32(truncatingIfNeeded: word))
    }

    /// Feeds bytes in order. O(bytes).
    public mutating func update(contentsOf bytes: some Sequence<UInt8>) {
        for byte in bytes { update(byte) }
    }

    /// The hash of all that was fed. One compression, two when the last block has more than 55 bytes.
    public var digest: Digest {
        var copy = self
        copy.update(UInt8(0x80))
        // Without room for the length the block ends here, and another one has it.
        if copy.byteCount % 64 > 56 { copy.compress() }
        copy.pending.words[14] = UInt32(truncatingIfNeeded: byteCount &>> 29)
        copy.pending.words[15] = UInt32(truncatingIfNeeded: byteCount &<< 3)
        copy.compress()
        return copy.state
    }

    private mutating func step(by bytes: UInt64) {
        byteCount &+= bytes
        if byteCount % 64 == 0 { compress() }
    }

    private mutating func compress() {
        state.absorb(pending)
        pending = Block()
    }
}

extension SHA256 {
    /// 64 bytes as big-endian words.
    struct Block: Sendable, BitwiseCopyable {
        var words = InlineArray<16, UInt32>(repeating: 0)
    }

    /// A hash value, and also the state between blocks: eight words.
    public struct Digest: Hashable, Sendable, BitwiseCopyable {
        var a: UInt32, b: UInt32, c: UInt32, d: UInt32, e: UInt32, f: UInt32, g: UInt32, h: UInt32

        /// The first 64 bits, for hash values that are cut short.
        public var prefix: UInt64 { UInt64(a) &<< 32 | UInt64(b) }

        /// The fractions of the square roots of the first eight primes (FIPS 180-4, 5.3.3).
        static var initial: Digest {
            Digest(
                a: 0x6A09_E667, b: 0xBB67_AE85, c: 0x3C6E_F372, d: 0xA54F_F53A, e: 0x510E_527F, f: 0x9B05_688C,
                g: 0x1F83_D9AB, h: 0x5BE0_CD19)
        }

        /// The words in order; for text, not for the way of an event.
        var words: [UInt32] { [a, b, c, d, e, f, g, h] }
    }
}

extension SHA256.Digest: CustomStringConvertible {
    /// 64 lower-case hexadecimal digits.
    public var description: String {
        words.map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 8 - digits.count) + digits
        }.joined()
    }
}
