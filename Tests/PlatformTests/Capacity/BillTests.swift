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

@Suite struct TariffMixTests {
    /// 0.88 yuan on demand, at least one minute; 2 reserved at 0.35; half of the others at 0.20 from the spot market.
    private var tariff: Tariff {
        var tariff = Tariff(fenPerServerHour: 88, minimumBilledSeconds: 60)
        tariff.reserved.servers = 2
        tariff.reserved.fenPerHour = 35
        tariff.spot.permille = 500
        tariff.spot.fenPerHour = 20
        return tariff
    }

    private func at(_ seconds: Double) -> Instant { .origin + TimeSpan(seconds: seconds) }

    /// Two hours from 0 s. Of the servers above the base every second one is a spot server: 3, not 2.
    ///
    ///     server   from      to        terms
    ///     0            0      7,200    covered: 7,200
    ///     1            0      1,000.5  covered: 1,001; its place goes to server 2
    ///     2          100      7,200    on demand to 1,000.5: 901; then covered, 6,200 (6,199.5)
    ///     3          200      2,000    spot: 1,800
    ///     4        1,500      1,510    on demand: 60 (10 s, at least a minute)
    ///     5        3,000      6,600    spot: 3,600
    ///
    ///     reserved    2 x 7,200 = 14,400 s x 35 / 3,600 = 140 fen, of which 14,401 used
    ///     on demand         961 s x 88 / 3,600 =  23.49
    ///     spot            5,400 s x 20 / 3,600 =  30
    @Test func aTableOfThreeTariffsWorkedOutByHandIsBilledToTheSecondAndTheFen() {
        var bill = Bill(tariff, from: .origin)
        let tape: [(Double, Int, Bool)] = [
            (0, 0, true), (0, 1, true), (100, 2, true), (200, 3, true), (1_000.5, 1, false), (1_500, 4, true),
            (1_510, 4, false), (2_000, 3, false), (3_000, 5, true), (6_600, 5, false), (7_200, 0, false),
            (7_200, 2, false),
        ]
        for (second, server, opens) in tape {
            opens ? bill.opened(ServerID(index: server), at: at(second))
                : bill.closed(ServerID(index: server), at: at(second))
        }
        let statement = bill.statement(at: at(7_200))
        #expect(statement.onDemandSeconds == 961)
        #expect(statement.spotSeconds == 5_400)
        #expect(statement.reservedSeconds == 14_400)
        #expect(statement.reservedUsedSeconds == 14_401)
        #expect(statement.reserved == Money(fen: 140))
        #expect(statement.onDemand == Money(fen: 23))
        #expect(statement.spot == Money(fen: 30))
        #expect(statement.total == Money(fen: 193))
    }

    @Test func aBaseFleetIsPaidWhetherUsedOrNot() {
        var reserved = tariff
        reserved.spot = Tariff.Spot()
        var bill = Bill(reserved, from: .origin)
        #expect(bill.total(at: at(3_600)) == Money(fen: 70))
        #expect(bill.statement(at: at(3_600)).idleReservedHours == 2)
        bill.opened(ServerID(0), at: at(1_800))
        #expect(bill.total(at: at(3_600)) == Money(fen: 70))
        #expect(bill.statement(at: at(3_600)).idleReservedHours == 1.5)
    }

    @Test func thePlaceInTheBaseGoesToTheServerThatIsOnDemandForLongest() {
        var reserved = tariff
        reserved.spot = Tariff.Spot()
        reserved.reserved.servers = 1
        var bill = Bill(reserved, from: .origin)
        bill.opened(ServerID(5), at: at(0))
        bill.opened(ServerID(3), at: at(10))
        bill.opened(ServerID(1), at: at(20))
        bill.closed(ServerID(5), at: at(100))
        // From now on server 3 costs nothing more, server 1 goes on.
        #expect(bill.statement(at: at(100)).onDemandSeconds == 90 + 80)
        #expect(bill.statement(at: at(200)).onDemandSeconds == 90 + 180)
    }

    @Test func aPlaceThatNobodyTakesWaitsForTheNextServer() {
        var reserved = tariff
        reserved.spot = Tariff.Spot()
        reserved.reserved.servers = 1
        var bill = Bill(reserved, from: .origin)
        bill.opened(ServerID(0), at: at(0))
        bill.closed(ServerID(0), at: at(10))
        bill.opened(ServerID(1), at: at(20))
        #expect(bill.statement(at: at(100)).onDemandSeconds == 0)
        #expect(bill.statement(at: at(100)).reservedUsedSeconds == 90)
    }

    @Test func theStatedShareOfTheServersAboveTheBaseIsBoughtOnTheSpotMarket() {
        var spot = tariff
        spot.spot.permille = 300
        var bill = Bill(spot, from: .origin)
        for number in 0..<102 { bill.opened(ServerID(index: number), at: at(0)) }
        #expect((0..<102).count { bill.isSpot(ServerID(index: $0)) } == 30)
        #expect(!bill.isSpot(ServerID(0)) && !bill.isSpot(ServerID(1)))
    }

    @Test func withoutABaseOrASpotMarketTheTotalIsThatOfServersOnDemand() {
        let plain = Tariff(fenPerServerHour: 88, minimumBilledSeconds: 60)
        var bill = Bill(plain, from: .origin)
        bill.opened(ServerID(0), at: at(0))
        #expect(bill.statement(at: at(3_600)).total == Money(fen: 88))
        #expect(bill.statement(at: at(3_600)).reserved == .zero)
    }
}
