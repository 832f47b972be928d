/// The compression function (FIPS 180-4, 6.2.2), written out: what each round does to which of the eight words is known
/// when it is compiled, so that they stay in registers, and each expanded word takes the place of one used up.
extension SHA256.Digest {
    /// Mixes a block in: 64 rounds, about 0.2 us.
    @inline(never)
    mutating func absorb(_ block: SHA256.Block) {
        let before = self
        var w = block.words
        sixteenRounds(
            w,
            [
                0x428A_2F98, 0x7137_4491, 0xB5C0_FBCF, 0xE9B5_DBA5, 0x3956_C25B, 0x59F1_11F1,
                0x923F_82A4, 0xAB1C_5ED5, 0xD807_AA98, 0x1283_5B01, 0x2431_85BE, 0x550C_7DC3,
                0x72BE_5D74, 0x80DE_B1FE, 0x9BDC_06A7, 0xC19B_F174,
            ])
        Self.expand(&w)
        sixteenRounds(
            w,
            [
                0xE49B_69C1, 0xEFBE_4786, 0x0FC1_9DC6, 0x240C_A1CC, 0x2DE9_2C6F, 0x4A74_84AA,
                0x5CB0_A9DC, 0x76F9_88DA, 0x983E_5152, 0xA831_C66D, 0xB003_27C8, 0xBF59_7FC7,
                0xC6E0_0BF3, 0xD5A7_9147, 0x06CA_6351, 0x1429_2967,
            ])
        Self.expand(&w)
        sixteenRounds(
            w,
            [
                0x27B7_0A85, 0x2E1B_2138, 0x4D2C_6DFC, 0x5338_0D13, 0x650A_7354, 0x766A_0ABB,
                0x81C2_C92E, 0x9272_2C85, 0xA2BF_E8A1, 0xA81A_664B, 0xC24B_8B70, 0xC76C_51A3,
                0xD192_E819, 0xD699_0624, 0xF40E_3585, 0x106A_A070,
            ])
        Self.expand(&w)
        sixteenRounds(
            w,
            [
                0x19A4_C116, 0x1E37_6C08, 0x2748_774C, 0x34B0_BCB5, 0x391C_0CB3, 0x4ED8_AA4A,
                0x5B9C_CA4F, 0x682E_6FF3, 0x748F_82EE, 0x78A5_636F, 0x84C8_7814, 0x8CC7_0208,
                0x90BE_FFFA, 0xA450_6CEB, 0xBEF9_A3F7, 0xC671_78F2,
            ])
        a &+= before.a
        b &+= before.b
        c &+= before.c
        d &+= before.d
        e &+= before.e
        f &+= before.f
        g &+= before.g
        h &+= before.h
    }

    /// Sixteen rounds. The words turn by one place each time, so that after eight they are where they were.
    @inline(__always)
    private mutating func sixteenRounds(_ w: InlineArray<16, UInt32>, _ k: InlineArray<16, UInt32>) {
        Self.round(a, b, c, &d, e, f, g, &h, w[0] &+ k[0])
        Self.round(h, a, b, &c, d, e, f, &g, w[1] &+ k[1])
        Self.round(g, h, a, &b, c, d, e, &f, w[2] &+ k[2])
        Self.round(f, g, h, &a, b, c, d, &e, w[3] &+ k[3])
        Self.round(e, f, g, &h, a, b, c, &d, w[4] &+ k[4])
        Self.round(d, e, f, &g, h, a, b, &c, w[5] &+ k[5])
        Self.round(c, d, e, &f, g, h, a, &b, w[6] &+ k[6])
        Self.round(b, c, d, &e, f, g, h, &a, w[7] &+ k[7])
        Self.round(a, b, c, &d, e, f, g, &h, w[8] &+ k[8])
        Self.round(h, a, b, &c, d, e, f, &g, w[9] &+ k[9])
        Self.round(g, h, a, &b, c, d, e, &f, w[10] &+ k[10])
        Self.round(f, g, h, &a, b, c, d, &e, w[11] &+ k[11])
        Self.round(e, f, g, &h, a, b, c, &d, w[12] &+ k[12])
        Self.round(d, e, f, &g, h, a, b, &c, w[13] &+ k[13])
        Self.round(c, d, e, &f, g, h, a, &b, w[14] &+ k[14])
        Self.round(b, c, d, &e, f, g, h, &a, w[15] &+ k[15])
    }

    @inline(__always)
    private static func round(
        _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32, _ g: UInt32,
        _ h: inout UInt32, _ word: UInt32
    ) {
        let choice = g ^ (e & (f ^ g))
        // Turned within each other: e by 6, 11 and 25, a by 2, 13 and 22, with two copies of a register less.
        let sum = h &+ turn(e ^ turn(e ^ turn(e, 14), 5), 6) &+ choice &+ word
        let majority = b ^ ((a ^ b) & (b ^ c))
        d = d &+ sum
        h = sum &+ turn(a ^ turn(a ^ turn(a, 9), 11), 2) &+ majority
    }

    /// The next sixteen words of the message schedule in place of the last.
    @inline(__always)
    private static func expand(_ w: inout InlineArray<16, UInt32>) {
        w[0] = next(w[0], w[1], w[9], w[14])
        w[1] = next(w[1], w[2], w[10], w[15])
        w[2] = next(w[2], w[3], w[11], w[0])
        w[3] = next(w[3], w[4], w[12], w[1])
        w[4] = next(w[4], w[5], w[13], w[2])
        w[5] = next(w[5], w[6], w[14], w[3])
        w[6] = next(w[6], w[7], w[15], w[4])
        w[7] = next(w[7], w[8], w[0], w[5])
        w[8] = next(w[8], w[9], w[1], w[6])
        w[9] = next(w[9], w[10], w[2], w[7])
        w[10] = next(w[10], w[11], w[3], w[8])
        w[11] = next(w[11], w[12], w[4], w[9])
        w[12] = next(w[12], w[13], w[5], w[10])
        w[13] = next(w[13], w[14], w[6], w[11])
        w[14] = next(w[14], w[15], w[7], w[12])
        w[15] = next(w[15], w[0], w[8], w[13])
    }

    @inline(__always)
    private static func next(_ first: UInt32, _ second: UInt32, _ tenth: UInt32, _ fifteenth: UInt32) -> UInt32 {
        let low = turn(second, 7) ^ turn(second, 18) ^ (second &>> 3)
        let high = turn(fifteenth, 17) ^ turn(fifteenth, 19) ^ (fifteenth &>> 10)
        return first &+ low &+ tenth &+ high
    }

    @inline(__always)
    private static func turn(_ word: UInt32, _ places: UInt32) -> UInt32 {
        word &>> places | word &<< (32 &- places)
    }
}
