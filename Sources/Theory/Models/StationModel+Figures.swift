import DiscreteEvent
import Primitives

extension StationModel: ReferenceModel {
    func total(of figure: StationFigure, until now: Instant) -> RatioTotal {
        let stayed = books.arrivals - books.lost
        let busy = station.busy.integral(until: now)
        let waiting = station.waiting.integral(until: now) + orbit.integral(until: now)
        switch figure {
        case .meanNumber: return .overTime(busy + waiting, until: now)
        case .meanQueue: return .overTime(waiting, until: now)
        case .meanBusy: return .overTime(busy, until: now)
        case .meanWait: return RatioTotal(books.waited, over: books.waits)
        case .meanSquareWait: return RatioTotal(books.waitedSquares, over: books.waits)
        case .waitProbability: return RatioTotal(Double(books.notAtOnce), over: stayed)
        case .lateProbability: return RatioTotal(Double(books.late), over: books.waits)
        case .crowdProbability: return RatioTotal(Double(books.crowded), over: books.arrivals)
        case .lossProbability: return RatioTotal(Double(books.lost), over: books.arrivals)
        case .abandonmentProbability: return RatioTotal(Double(books.gaveUp), over: stayed)
        case .numberAtPhase(let index):
            return RatioTotal(Double(books.present[index]), over: books.counts[index])
        }
    }
}
