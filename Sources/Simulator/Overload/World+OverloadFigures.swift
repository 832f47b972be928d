import Platform
import Primitives
import Workload

/// What overload controls turned away, and what was achieved all the same.
extension World {
    /// Pages that reached their shoppers in the window, who still waited for them, over what the servers could have
    /// made in it: slots over mean work. From what shoppers saw, not from what servers did.
    func goodput(of service: Service) -> Double {
        let work = scenario[service].pageWork.inSeconds
        let slotSeconds =
            account.serverHours[service.index] * 3_600 * Double(scenario.fleet.slotsPerServer)
        let pages = gauges.pagesInWindow ?? gauges.pagesSoFar
        return slotSeconds > 0 ? Double(pages[service.index]) * work / slotSeconds : 0
    }

    func overloadFigures() -> [Figure] {
        var shed: UInt64 = 0, byCallers: UInt64 = 0, dropped: UInt64 = 0
        for pool in 0..<Service.count {
            shed += fleet.pools[pool].shed
            byCallers += fleet.pools[pool].shedByCallers
            dropped += fleet.pools[pool].dropped
        }
        return [
            Figure(name: "requests_shed", value: Double(shed)),
            Figure(name: "requests_shed_by_callers", value: Double(byCallers)),
            Figure(name: "requests_dropped", value: Double(dropped)),
        ]
            + FigureName.pagesServices.map { service in
                Figure(name: FigureName.goodput(of: service), value: goodput(of: service))
            }
    }
}

extension Gauges {
    /// Pages that have reached their shoppers so far, by service.
    var pagesSoFar: [UInt64] { (0..<Service.count).map { UInt64(pages[$0].count) } }
}
