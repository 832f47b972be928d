import DiscreteEvent
import Primitives
import Statistics
import Testing

/// Closed forms of Markovian queues.
enum QueueTheory {
    /// The blocking probability of Erlang's loss system (Erlang B), by the usual recursion.
    static func erlangB(servers: Int, load: Double) -> Double {
        (1...servers).reduce(1.0) { blocking, n in load * blocking / (Double(n) + load * blocking) }
    }

    /// The mean wait in M/M/c, by Erlang C, in the unit of the rates.
    static func meanWait(servers: Int, arrivalRate: Double, serviceRate: Double) -> Double {
        let load = arrivalRate / serviceRate, utilisation = load / Double(servers)
        let blocking = erlangB(servers: servers, load: load)
        let delayed = blocking / (1 - utilisation * (1 - blocking))
        return delayed / (Double(servers) * serviceRate - arrivalRate)
    }

    /// The stationary distribution of a birth-death process on 0...top.
    static func stationary(top: Int, birth: (Int) -> Double, death: (Int) -> Double) -> [Double] {
        var weights = [1.0]
        for state in 1...top { weights.append(weights[state - 1] * birth(state - 1) / death(state)) }
        let total = weights.reduce(0, +)
        return weights.map { $0 / total }
    }
}

struct MultiServer: CustomTestStringConvertible {
    var servers: Int
    var utilisation: Double
    var testDescription: String { "M/M/\(servers) at \(utilisation)" }

    static let all = [1, 2, 4, 20].flatMap { c in [0.8, 0.9].map { Self(servers: c, utilisation: $0) } }
}

@Suite struct QueueTheoryTests {
    /// Runs a model for a warm-up and 30 batches; after each, `observe` gets the books' changes.
    private func batches(
        of model: consuming QueueModel, warmUp: TimeSpan, length: TimeSpan,
        observe: (_ before: Observation, _ after: Observation) -> Void
    ) {
        var simulation = QueueModel.simulation(model)
        simulation.run(until: .origin + warmUp)
        var before = Observation(simulation)
        for _ in 0..<BatchMeans.batches {
            simulation.run(until: simulation.now + length)
            let after = Observation(simulation)
            observe(before, after)
            before = after
        }
        let conserves = simulation.model.station.conservesCustomers
        #expect(conserves)
    }

    private struct Observation {
        var books: QueueModel.Books
        var counts: StationCounts
        var waiting: Int128
        var busy: Int128

        init(_ simulation: borrowing Simulation<QueueModel>) {
            let now = simulation.now
            books = simulation.model.books
            counts = simulation.model.station.figures
            waiting = simulation.model.station.waiting.integral(until: now)
            busy = simulation.model.station.busy.integral(until: now)
        }
    }

    @Test(arguments: MultiServer.all)
    func meanWaitsAgreeWithErlangC(queue: MultiServer) {
        let arrivalRate = queue.utilisation * Double(queue.servers)
        let model = QueueModel(servers: queue.servers, arrivalRate: arrivalRate, serviceRate: 1, seed: 17)
        let length = TimeSpan(seconds: 9_000 / arrivalRate)
        var waits = BatchMeans(), utilisation = BatchMeans()
        batches(of: model, warmUp: length, length: length) { before, after in
            let waited = after.books.waited - before.books.waited
            waits.means.add(Double(waited) / 1e9 / Double(after.books.started - before.books.started))
            let servers = Double(queue.servers)
            utilisation.means.add(Double(after.busy - before.busy) / Double(length.nanoseconds) / servers)
        }
        let exact = QueueTheory.meanWait(servers: queue.servers, arrivalRate: arrivalRate, serviceRate: 1)
        #expect(waits.covers(exact), "\(waits.means.mean) ± \(waits.halfWidth), exact \(exact)")
        #expect(waits.isSharp(0.3))
        #expect(utilisation.covers(queue.utilisation) && utilisation.isSharp(0.02))
    }

    @Test(arguments: [(1, 0.9), (10, 8.0), (50, 55.0)])
    func lossAgreesWithErlangB(servers: Int, load: Double) {
        let model = QueueModel(servers: servers, places: 0, arrivalRate: load, serviceRate: 1, seed: 5)
        var loss = BatchMeans()
        batches(of: model, warmUp: .seconds(50), length: TimeSpan(seconds: 4_000 / load)) { before, after in
            let arrivals = after.counts.arrivals - before.counts.arrivals
            loss.means.add(Double(after.counts.balked - before.counts.balked) / Double(arrivals))
        }
        let exact = QueueTheory.erlangB(servers: servers, load: load)
        #expect(loss.covers(exact) && loss.isSharp(0.15), "\(loss.means.mean) ± \(loss.halfWidth), exact \(exact)")
    }

    @Test func aBoundedQueueAgreesWithItsBirthDeathChain() {
        let model = QueueModel(servers: 2, places: 5, arrivalRate: 2.2, serviceRate: 1, seed: 8)
        let states = QueueTheory.stationary(top: 7) { _ in 2.2 } death: { Double(min($0, 2)) }
        var loss = BatchMeans(), queue = BatchMeans()
        let length = TimeSpan.seconds(2_000)
        batches(of: model, warmUp: .seconds(100), length: length) { before, after in
            let arrivals = after.counts.arrivals - before.counts.arrivals
            loss.means.add(Double(after.counts.balked - before.counts.balked) / Double(arrivals))
            queue.means.add(Double(after.waiting - before.waiting) / Double(length.nanoseconds))
        }
        let exactQueue = (0...7).reduce(0.0) { $0 + Double(max(0, $1 - 2)) * states[$1] }
        #expect(loss.covers(states[7]) && loss.isSharp(0.1))
        #expect(queue.covers(exactQueue) && queue.isSharp(0.1))
    }

    @Test(arguments: [(4, 5.0, 0.5), (20, 18.0, 1.0), (1, 3.0, 0.25)])
    func renegingAgreesWithErlangA(servers: Int, arrivalRate: Double, patienceRate: Double) {
        let model = QueueModel(
            servers: servers, arrivalRate: arrivalRate, serviceRate: 1, patienceRate: patienceRate, seed: 23)
        let states = QueueTheory.stationary(top: 400) { _ in arrivalRate } death: {
            Double(min($0, servers)) + Double(max(0, $0 - servers)) * patienceRate
        }
        let exactQueue = states.indices.reduce(0.0) { $0 + Double(max(0, $1 - servers)) * states[$1] }
        var lost = BatchMeans(), queue = BatchMeans()
        let length = TimeSpan(seconds: 5_000 / arrivalRate)
        batches(of: model, warmUp: .seconds(100), length: length) { before, after in
            let arrivals = after.counts.arrivals - before.counts.arrivals
            lost.means.add(Double(after.counts.reneged - before.counts.reneged) / Double(arrivals))
            queue.means.add(Double(after.waiting - before.waiting) / Double(length.nanoseconds))
        }
        #expect(lost.covers(patienceRate * exactQueue / arrivalRate) && lost.isSharp(0.2))
        #expect(queue.covers(exactQueue) && queue.isSharp(0.2))
    }

    @Test(arguments: [(Int.max, nil), (3, nil), (Int.max, 0.3), (6, 0.3)] as [(Int, Double?)])
    func littlesLawAndTheUtilisationLawHoldExactly(places: Int, patienceRate: Double?) {
        var simulation = QueueModel.simulation(
            QueueModel(
                servers: 3, places: places, arrivalRate: 2.9, serviceRate: 1, patienceRate: patienceRate,
                customers: 8_000, seed: 4))
        var agreed = 0
        for second in 0..<400 as Range<Int64> {
            simulation.run(until: .origin + .seconds(second * 7))
            let now = simulation.now, at = Int128(now.nanoseconds), books = simulation.model.books
            let waiting = simulation.model.station.waiting, busy = simulation.model.station.busy
            let lasting = Int128(waiting.value) * at - books.arrivedOfWaiting
            let ahead = books.endsOfServed - Int128(busy.value) * at
            let little = waiting.integral(until: now) == books.waited + lasting
            let utilisation = busy.integral(until: now) == books.served - ahead
            if little && utilisation && simulation.model.station.conservesCustomers { agreed += 1 }
        }
        #expect(agreed == 400)
        simulation.runToCompletion()
        let now = simulation.now, counts = simulation.model.station.figures
        #expect(simulation.model.station.waiting.integral(until: now) == simulation.model.books.waited)
        #expect(simulation.model.station.busy.integral(until: now) == simulation.model.books.served)
        #expect(counts.arrivals == 8_000 && counts.arrivals == counts.balked + counts.reneged + counts.completed)
        #expect(counts.completed == simulation.model.books.started && counts.reneged == simulation.model.books.gaveUp)
        #expect((counts.balked > 0) == (places < .max) && (counts.reneged > 0) == (patienceRate != nil))
    }
}
