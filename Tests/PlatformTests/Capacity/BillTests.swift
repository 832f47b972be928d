import Platform
import Primitives
import Testing

@Suite struct BillTests {
    /// 0.88 yuan per hour, at least one minute.
    private let tariff = Tariff(fenPerServerHour: 88, minimumBilledSeconds: 60)

    private func at(milliseconds: Int64) -> Instant { .origin + .milliseconds(milliseconds) }

    @Test func everyStartedSecondIsBilled() {
        #expect(tariff.billedSeconds(for: .seconds(100)) == 100)
        #expect(tariff.billedSeconds(for: .seconds(100) + .nanoseconds(1)) == 101)
        #expect(tariff.billedSeconds(for: .milliseconds(100_999)) == 101)
    }

    @Test func aShortLifeCostsTheMinimum() {
        #expect(tariff.billedSeconds(for: .zero) == 60)
        #expect(tariff.billedSeconds(for: .milliseconds(60_001)) == 61)
    }

    @Test func halfAFenIsRoundedUp() {
        #expect(Tariff(fenPerServerHour: 1, minimumBilledSeconds: 0).price(ofSeconds: 1_799) == .zero)
        #expect(Tariff(fenPerServerHour: 1, minimumBilledSeconds: 0).price(ofSeconds: 1_800) == Money(fen: 1))
    }

    /// Server, created at, ended at (ms), billed seconds:
    ///
    ///     0         0   3,600,000   3,600
    ///     1     1,500      31,500      60   (30 s, at least a minute)
    ///     2         0      90,001      91
    ///     3   -10,000     110,000     120
    ///                               3,871 s x 88 / 3,600 = 94.62 fen
    @Test func aTableWorkedOutByHandIsBilledToTheFen() {
        var bill = Bill(tariff)
        let lives: [(Int64, Int64)] = [(0, 3_600_000), (1_500, 31_500), (0, 90_001), (-10_000, 110_000)]
        for (number, life) in lives.enumerated() { bill.opened(ServerID(index: number), at: at(milliseconds: life.0)) }
        for (number, life) in lives.enumerated() { bill.closed(ServerID(index: number), at: at(milliseconds: life.1)) }
        let end = at(milliseconds: 9_000_000)
        #expect(bill.billedSeconds(at: end) == 3_871)
        #expect(bill.total(at: end) == Money(fen: 95))
        #expect(bill.serverHours(at: end) == 3_871.0 / 3_600)
    }

    @Test func aRunningServerIsBilledUpToNow() {
        var bill = Bill(tariff)
        bill.opened(ServerID(4), at: at(milliseconds: 0))
        #expect(bill.billedSeconds(at: at(milliseconds: 7_200_000)) == 7_200)
        #expect(bill.total(at: at(milliseconds: 7_200_000)) == Money(fen: 176))
    }

    @Test func roundingHappensOnceOverTheFleet() {
        var bill = Bill(Tariff(fenPerServerHour: 1, minimumBilledSeconds: 0))
        for number in 0..<3_600 {
            bill.opened(ServerID(index: number), at: at(milliseconds: 0))
            bill.closed(ServerID(index: number), at: at(milliseconds: 1_000))
        }
        #expect(bill.total(at: at(milliseconds: 1_000)) == Money(fen: 1))
    }

    /// 5,640 server-hours at 0.88 yuan are 4,963.20 yuan.
    @Test func aNightOfThreeHundredServersIsBilledToTheFen() {
        var bill = Bill(tariff)
        for number in 0..<300 {
            bill.opened(ServerID(index: number), at: at(milliseconds: -7_200_000))
            bill.closed(ServerID(index: number), at: at(milliseconds: 60_480_000))
        }
        #expect(bill.serverHours(at: at(milliseconds: 99_000_000)) == 5_640)
        #expect(bill.total(at: at(milliseconds: 99_000_000)) == Money(fen: 496_320))
    }
}
