import Primitives
import Workload

/// How things stand at a pool: ground truth, for a report.
extension Fleet {
    /// How things stand at a pool to which so many jobs come per second. O(servers of the pool).
    func circumstances(
        of service: Service, jobsPerSecond: Double, _ now: Instant
    ) -> SaturationCircumstances {
        let pool = pools[service.index]
        var found = SaturationCircumstances()
        let isOfPages = pool.plannedPageWork > 0
        let planned = isOfPages ? pool.plannedPageWork : pool.plannedMessageWork
        let actual = isOfPages ? pool.pageWork : pool.messageWork
        found.jobsPerSecond = jobsPerSecond
        found.load = jobsPerSecond * planned
        found.slotsPerServer = slotsPerServer
        found.serving = pool.serving
        found.booting = pool.booting
        found.down = pool.down
        found.slowdown = planned > 0 ? actual / planned : 1
        for place in 0..<pool.serving {
            let server = servers[Int(members[service.index * Self.memberStride + place])]
            guard now < server.slowUntil, server.slowness > 1_000 else { continue }
            let lost = Double(slotsPerServer) * (1 - 1_000 / Double(server.slowness))
            if server.slowCause == .gray {
                found.gray += 1
                found.lostToGray += lost
            } else {
                found.warmingUp += 1
                found.lostToWarmUp += lost
            }
        }
        let slots = Double(pool.serving * slotsPerServer)
        found.capacity = (slots - found.lostToGray - found.lostToWarmUp) / found.slowdown
        return found
    }
}
