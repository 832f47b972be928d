import Platform
import Primitives
import Workload

/// Servers of the spot market, which their provider may take back.
extension Fleet {
    /// A minute is over: each spot server is taken back with a sixtieth of its chance per hour. It leaves the balancer
    /// and finishes what it has, as providers give notice; the last of a pool stays. Returns how many were.
    ///
    /// - Parameter chances: the start of the streams; a server's draw depends on the minute and its number alone.
    mutating func takeBackSpotServers(_ chances: RandomStream, now: Instant) -> Int {
        let perHour = plan.tariff.spot.interruptionPermille
        guard perHour > 0, plan.tariff.spot.permille > 0 else { return 0 }
        let minute = UInt64(bitPattern: now.nanoseconds / 60_000_000_000)
        var count = 0
        for server in 0..<servers.count where bill.isSpot(ServerID(index: server)) {
            var draw = chances.substream(minute &* 65_536 &+ UInt64(server))
            if draw.next(below: 60_000) < UInt64(perHour), takeBack(server, now) { count += 1 }
        }
        return count
    }

    /// Whether the server was there to be taken.
    private mutating func takeBack(_ server: Int, _ now: Instant) -> Bool {
        let pool = Int(servers[server].pool)
        switch servers[server].state {
        case .booting:
            pools[pool].booting -= 1
            retire(server, now)
        case .serving:
            guard pools[pool].serving > 1 else { return false }
            drain(server, now: now)
        case .off, .draining, .crashed: return false
        }
        return true
    }
}
