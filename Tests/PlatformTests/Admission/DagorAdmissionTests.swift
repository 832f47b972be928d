import Primitives
import Testing

@testable import Platform

/// Worked out by hand: windows of a second, an overload above 20 ms, 5 % less or 1 % more.
@Suite struct DagorAdmissionTests {
    private func at(milliseconds: Int64) -> Instant { .origin + .milliseconds(milliseconds) }

    /// Sends one request of each rank at an instant; which of them were admitted.
    private func send(
        _ ranks: Range<UInt16>, to server: inout DagorAdmission, at now: Instant, each queuing: TimeSpan
    ) -> [UInt16] {
        ranks.filter { rank in
            let isAdmitted = server.judge(DagorPriority(rank: rank), at: now) == .admitted
            if isAdmitted { server.observe(queuing: queuing) }
            return isAdmitted
        }
    }

    @Test func aTraceWorkedOutByHandIsFollowedWindowByWindow() {
        var server = DagorAdmission(DagorConfiguration())
        // Ten admitted, and too long in the queue: 9.5 in the next window, that is the ranks 0 to 8.
        #expect(send(0..<10, to: &server, at: at(milliseconds: 0), each: .milliseconds(30)) == Array(0..<10))
        #expect(send(0..<10, to: &server, at: at(milliseconds: 1_000), each: .milliseconds(30)) == Array(0..<9))
        #expect(server.level == 8)
        // Nine admitted and still too long: 8.55, the ranks 0 to 7.
        #expect(send(0..<10, to: &server, at: at(milliseconds: 2_000), each: .milliseconds(20)) == Array(0..<8))
        // Eight admitted, and 20 ms are not too long: 8.08, but one more at least.
        #expect(send(0..<10, to: &server, at: at(milliseconds: 3_000), each: .milliseconds(1)) == Array(0..<9))
        #expect(send(0..<10, to: &server, at: at(milliseconds: 4_000), each: .milliseconds(1)) == Array(0..<10))
        #expect(server.level == 9)
        // Nobody was shed: the level is open.
        _ = send(0..<1, to: &server, at: at(milliseconds: 5_000), each: .zero)
        #expect(server.level == 511)
    }

    /// One window finds the level at once for any counts: 200 of rank 1, 100 of rank 2, 5 % less than 300 are 285.
    @Test func levelIsTheLastRankThatFitsWhole() {
        var server = DagorAdmission(DagorConfiguration())
        for rank in [UInt16](repeating: 1, count: 200) + [UInt16](repeating: 2, count: 100) {
            _ = server.judge(DagorPriority(rank: rank), at: .origin)
            server.observe(queuing: .milliseconds(21))
        }
        #expect(server.judge(DagorPriority(rank: 2), at: at(milliseconds: 1_000)) == .shed)
        #expect(server.level == 1)
    }

    @Test func mostImportantIsNeverShed() {
        var server = DagorAdmission(DagorConfiguration())
        for second in 0..<Int64(5) {
            for _ in 0..<10 {
                #expect(server.judge(.highest, at: .origin + .seconds(second)) == .admitted)
                server.observe(queuing: .seconds(1))
            }
        }
        #expect(server.level == 0)
    }

    @Test func windowEndsEarlyAfterItsRequests() {
        var configuration = DagorConfiguration()
        configuration.windowRequests = 4
        var server = DagorAdmission(configuration)
        for rank in 0..<4 {
            _ = server.judge(DagorPriority(rank: UInt16(rank)), at: .origin)
            server.observe(queuing: .milliseconds(21))
        }
        #expect(server.level == 511)
        // 3.8 of four: the ranks 0 to 2.
        #expect(server.judge(DagorPriority(rank: 3), at: .origin) == .shed)
    }

    @Test func callersShedWhatTheLastReplyTold() {
        var server = DagorAdmission(DagorConfiguration())
        _ = send(0..<10, to: &server, at: at(milliseconds: 0), each: .milliseconds(30))
        #expect(server.judge(DagorPriority(rank: 9), at: at(milliseconds: 1_000)) == .shed)
        server.replies(at: at(milliseconds: 1_100))
        #expect(server.judge(DagorPriority(rank: 9), at: at(milliseconds: 1_200)) == .shedByCaller)
        #expect(server.judge(DagorPriority(rank: 8), at: at(milliseconds: 1_200)) == .admitted)
    }

    @Test func whatCallersShedIsCountedAllTheSame() {
        var server = DagorAdmission(DagorConfiguration())
        _ = send(0..<10, to: &server, at: at(milliseconds: 0), each: .milliseconds(30))
        _ = send(0..<1, to: &server, at: at(milliseconds: 1_000), each: .zero)
        server.replies(at: at(milliseconds: 1_000))
        for rank in 1..<10 { _ = server.judge(DagorPriority(rank: UInt16(rank)), at: at(milliseconds: 1_001)) }
        // Nine admitted, ten asked: the level rises to the tenth, not to the end.
        _ = server.judge(.highest, at: at(milliseconds: 2_000))
        #expect(server.level == 9)
    }

    @Test func callerForgetsWhatItHasNotHeardForAWindow() {
        var server = DagorAdmission(DagorConfiguration())
        _ = send(0..<10, to: &server, at: at(milliseconds: 0), each: .milliseconds(30))
        _ = server.judge(.highest, at: at(milliseconds: 1_000))
        server.replies(at: at(milliseconds: 1_000))
        #expect(server.judge(DagorPriority(rank: 400), at: at(milliseconds: 1_999)) == .shedByCaller)
        // The window is over with a request shed; the level is for the server to say.
        #expect(server.judge(DagorPriority(rank: 400), at: at(milliseconds: 2_001)) == .admitted)
    }

    @Test func usersKeepTheirPlaceForAnHourAndBusinessGoesFirst() {
        let user = UserID(7)
        let first = DagorPriority(business: 2, user: user, at: .origin)
        #expect(first == DagorPriority(business: 2, user: user, at: .origin + .minutes(59)))
        #expect(DagorPriority(business: 1, user: UserID(99), at: .origin) < first)
        let places = (0..<Int64(24)).map { DagorPriority(business: 2, user: user, at: .origin + .hours($0)).rank }
        #expect(Set(places).count > 12)
        #expect(places.allSatisfy { (256..<384).contains($0) })
        // The hour before the origin is an hour of its own.
        let before = DagorPriority(business: 2, user: user, at: .origin - .minutes(30))
        #expect(before == DagorPriority(business: 2, user: user, at: .origin - .minutes(60)))
    }

    @Test func usersAreSpreadEvenlyOverTheLevels() {
        var counts = [Int](repeating: 0, count: DagorPriority.userLevels)
        for number in 0..<12_800 {
            counts[Int(DagorPriority(business: 0, user: UserID(UInt32(number)), at: .origin).rank)] += 1
        }
        // A hundred each, give or take five standard deviations.
        #expect(counts.allSatisfy { (50...150).contains($0) })
    }
}
