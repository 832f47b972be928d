/// Message authentication with SHA-256 under a secret key (HMAC, FIPS 198-1 and RFC 2104).
///
/// The key's two blocks are compressed once, when the value is made: a tag of a message of up to 55 bytes then costs
/// two compressions. No call allocates.
public struct HMACSHA256: Sendable, BitwiseCopyable {
    /// The states after the key's block, mixed with the inner and the outer padding.
    private let inner: SHA256.Digest
    private let outer: SHA256.Digest

    /// Takes a key of any length; one of more than 64 bytes is hashed first, as the standard has it.
    public init(key: [UInt8]) {
        var words = SHA256.Block()
        if key.count > 64 {
            var hash = SHA256()
            hash.update(contentsOf: key)
            words.setFirstWords(hash.digest)
        } else {
            for (place, byte) in key.enumerated() {
                words.words[place / 4] |= UInt32(byte) << UInt32(24 - 8 * (place % 4))
            }
        }
        inner = Self.state(of: words, mixedWith: 0x3636_3636)
        outer = Self.state(of: words, mixedWith: 0x5C5C_5C5C)
    }

    /// A hash that has the key and waits for the message.
    public var begun: SHA256 { SHA256(resuming: inner, blocks: 1) }

    /// The tag of the message that was fed to a hash that had ``begun``. Two compressions, three when the message's
    /// last block has more than 55 bytes.
    public func tag(of message: SHA256) -> SHA256.Digest {
        var block = SHA256.Block()
        block.setFirstWords(message.digest)
        block.words[8] = 0x8000_0000
        block.words[15] = 8 * (64 + 32)
        var state = outer
        state.absorb(block)
        return state
    }

    private static func state(of key: SHA256.Block, mixedWith padding: UInt32) -> SHA256.Digest {
        var block = key
        for place in 0..<16 { block.words[place] ^= padding }
        var state = SHA256.Digest.initial
        state.absorb(block)
        return state
    }
}

extension SHA256.Block {
    /// Writes a digest into the first half.
    mutating func setFirstWords(_ digest: SHA256.Digest) {
        words[0] = digest.a
        words[1] = digest.b
        words[2] = digest.c
        words[3] = digest.d
        words[4] = digest.e
        words[5] = digest.f
        words[6] = digest.g
        words[7] = digest.h
    }
}
