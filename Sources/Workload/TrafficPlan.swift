import Primitives
import Statistics

/// When sessions must start so that shoppers' journeys add up to the demand curve.
///
/// The curve is the offered request rate if nothing ever waits. Time is cut into cells of one second
/// in which rates are constant. Going forward, the clicks that earlier sessions still make in a cell
/// are known (a journey is a Markov chain, and the time from click to click is the nominal response
/// plus a log-normal think time); what the curve asks for beyond them is offered by new sessions.
/// A curve that falls faster than journeys end can't be followed: ``minutes`` shows where.
///
/// Before the opening of a rush the excess over its base comes from people who refresh; at the
/// opening all of them act within the reaction time.
public struct TrafficPlan: Sendable {
    /// The length of a cell, in seconds.
    public static var cellSeconds: Double { 1 }

    /// When the first cell begins.
    public let start: Instant
    /// Ordinary sessions started per second, cell by cell.
    public private(set) var sessionRate: [Double]
    /// People who come to wait for the opening, per second, cell by cell.
    public private(set) var rushRate: [Double]
    /// Minute by minute, what the curve plans and what the sessions add up to.
    public private(set) var minutes: [Minute]
    /// Orders that sessions place, if every one is answered.
    public private(set) var expectedOrders: Double

    /// One minute of the plan, in requests per second.
    public struct Minute: Equatable, Sendable {
        /// The minute's start, in seconds from day zero.
        public var second: Double
        /// How many seconds of it are within the window: 60, but for the last one.
        public var length: Double
        /// The curve's mean.
        public var planned: Double
        /// The mean that sessions add up to.
        public var derived: Double
    }

    /// Requests over the whole window, by the curve.
    public var plannedRequests: Double { minutes.reduce(0) { $0 + $1.planned * $1.length } }
    /// Requests over the whole window, by sessions.
    public var derivedRequests: Double { minutes.reduce(0) { $0 + $1.derived * $1.length } }

    /// Derives the plan; time O(cells x think-time cells), about 0.1 s for 26 hours.
    public init(_ scenario: Scenario) {
        var forward = ForwardPass(scenario)
        forward.run()
        start = scenario.start
        sessionRate = forward.sessionRate
        rushRate = forward.rushRate
        minutes = forward.minutes
        expectedOrders = forward.orders
    }
}

/// The computation behind ``TrafficPlan``: expected clicks per cell and page, from first to last cell.
private struct ForwardPass {
    let scenario: Scenario
    /// What the price makes of the curve.
    let factor: Double
    /// What the scenario's trace brings, if it has one.
    let traced: (sessions: [Double], early: [Double])?
    let cells: Int
    /// For each page, the chance that the next click comes 0, 1, 2 ... cells after this one.
    let spacing: [[Double]]
    /// `moves[from][to]`, and for the page that opens a session `opening[to]`.
    let moves: [[Double]]
    let opening: [Double]
    /// Expected ends of think times per cell and page, in a ring of `horizon` cells.
    var ends: [[Double]]
    let horizon: Int
    /// Clicks per cell that the opening of the rush brings, by page.
    var reactions: [[Double]]
    var waiting = 0.0
    var sessionRate: [Double]
    var rushRate: [Double]
    var minutes: [TrafficPlan.Minute] = []
    var orders = 0.0

    init(_ scenario: Scenario) {
        self.scenario = scenario
        factor = scenario.demandFactor
        cells = Int((scenario.end - scenario.start).inSeconds / TrafficPlan.cellSeconds)
        let count = cells
        traced = scenario.traffic.trace.map { TrafficPlan.rates($0, scenario, cells: count) }
        spacing = Page.allCases.map { Self.spacing($0, scenario) }
        moves = Self.moves(scenario.journey)
        let product = scenario.opensWithProduct
        let order = scenario.traffic.trace == nil ? Double(scenario.journey.opensWithOrder) / 1000 : 0
        opening = [1 - product - order, product, order, 0, 0]
        horizon = spacing.map(\.count).max()! + 1
        ends = Array(repeating: Array(repeating: 0, count: horizon), count: Page.count)
        reactions = Array(repeating: Array(repeating: 0, count: cells), count: Page.count)
        sessionRate = Array(repeating: 0, count: cells)
        rushRate = Array(repeating: 0, count: cells)
    }

    /// The distribution of the cells between a click and the next one.
    ///
    /// A click is spread evenly over its cell, so a distance of tau cells ends in the cells floor(tau)
    /// and floor(tau) + 1 with the weights of linear interpolation.
    static func spacing(_ page: Page, _ scenario: Scenario) -> [Double] {
        let journey = scenario.journey
        let think: TimeSpan =
            switch page {
            case .list, .product, .pay: journey.browseThink
            case .order: journey.payThink
            case .refresh: scenario.traffic.rush?.refreshThink ?? journey.browseThink
            }
        let nominal = scenario.nominalResponse(page).inSeconds
        let distribution = LogNormalDistribution(
            mean: think.inSeconds, coefficientOfVariation: journey.thinkVariation)
        let points = 2_000
        var weights: [Double] = []
        for i in 0..<points {
            let p = (Double(i) + 0.5) / Double(points)
            let distance = (nominal + distribution.quantile(p)) / TrafficPlan.cellSeconds
            let cell = Int(distance), fraction = distance - Double(cell)
            while weights.count < cell + 2 { weights.append(0) }
            weights[cell] += (1 - fraction) / Double(points)
            weights[cell + 1] += fraction / Double(points)
        }
        return weights
    }

    /// The Markov chain of pages. Refused and sold-out orders are not foreseen.
    static func moves(_ journey: Journey) -> [[Double]] {
        func p(_ permille: Int) -> Double { Double(permille) / 1000 }
        return [
            [p(journey.listToList), p(journey.listToProduct), 0, 0, 0],
            [p(journey.productToList), p(journey.productToProduct), p(journey.productToOrder), 0, 0],
            [0, 0, 0, p(journey.orderToPay), 0],
            [p(journey.orderToList), 0, 0, 0, 0],
            [0, 0, 0, 0, 1],
        ]
    }

    mutating func run() {
        let cellsPerMinute = Int(60 / TrafficPlan.cellSeconds)
        var minute = TrafficPlan.Minute(
            second: scenario.start.sinceOrigin.inSeconds, length: 0, planned: 0, derived: 0)
        for cell in 0..<cells {
            let middle = scenario.start + TimeSpan(seconds: (Double(cell) + 0.5) * TrafficPlan.cellSeconds)
            let asked = scenario.traffic.rate(at: middle) * factor
            let derived = step(cell, at: middle, planned: asked)
            // A trace has no other plan than what its sessions add up to.
            let planned = traced == nil ? asked : derived
            minute.length += TrafficPlan.cellSeconds
            minute.planned += planned
            minute.derived += derived
            if (cell + 1).isMultiple(of: cellsPerMinute) || cell + 1 == cells {
                // From sums over cells to means.
                minute.planned *= TrafficPlan.cellSeconds / minute.length
                minute.derived *= TrafficPlan.cellSeconds / minute.length
                minutes.append(minute)
                minute = .init(second: minute.second + 60, length: 0, planned: 0, derived: 0)
            }
        }
    }

    /// Settles one cell: how many sessions start, and what all clicks in it lead to. Returns the click rate.
    mutating func step(_ cell: Int, at middle: Instant, planned: Double) -> Double {
        var clicks = carriedClicks(cell)
        let carried = clicks[0] + clicks[1] + clicks[2] + clicks[3]
        var target = planned
        if let traced {
            rushRate[cell] = traced.early[cell]
            clicks[4] += rushRate[cell]
            waiting += rushRate[cell] * TrafficPlan.cellSeconds
        } else if let rush = scenario.traffic.rush, middle >= rush.from, middle < rush.opening {
            target = min(planned, rush.baseMultiple * scenario.traffic.ordinaryRate * factor)
            let excess = max(0, planned - target - clicks[4])
            rushRate[cell] = excess / (1 + spacing[4][0])
            clicks[4] += rushRate[cell]
            waiting += rushRate[cell] * TrafficPlan.cellSeconds
        }
        let perSession = 1 + followUps(opening)
        sessionRate[cell] = traced?.sessions[cell] ?? max(0, target - carried) / perSession
        for page in 0..<4 { clicks[page] += sessionRate[cell] * opening[page] }
        let within = scatter(clicks, cell)
        openDoorsIfNext(cell)
        orders += (clicks[Int(Page.order.rawValue)] + within[Int(Page.order.rawValue)]) * TrafficPlan.cellSeconds
        return clicks.reduce(0, +) + within.reduce(0, +)
    }

    /// Clicks of this cell that come from earlier cells.
    mutating func carriedClicks(_ cell: Int) -> [Double] {
        let index = cell % horizon
        var clicks = [Double](repeating: 0, count: Page.count)
        for from in 0..<Page.count {
            let ended = ends[from][index]
            ends[from][index] = 0
            for to in 0..<Page.count { clicks[to] += ended * moves[from][to] }
            clicks[from] += reactions[from][cell]
        }
        return clicks
    }

    /// Clicks within the same cell that follow from one click spread over `pages`, to first order.
    func followUps(_ pages: [Double]) -> Double {
        var sum = 0.0
        for from in 0..<Page.count { sum += pages[from] * spacing[from][0] * moves[from].reduce(0, +) }
        return sum
    }

    /// Sends every click's think time to the cell where it ends; returns the clicks that follow at once.
    mutating func scatter(_ clicks: [Double], _ cell: Int) -> [Double] {
        var within = [Double](repeating: 0, count: Page.count)
        for from in 0..<Page.count {
            for to in 0..<Page.count { within[to] += clicks[from] * spacing[from][0] * moves[from][to] }
        }
        for from in 0..<Page.count where clicks[from] + within[from] > 0 {
            let amount = clicks[from] + within[from]
            // What would follow within the cell a second time is put into the next one.
            var carry = within[from] * spacing[from][0]
            let weights = spacing[from]
            ends[from].withUnsafeMutableBufferPointer { ring in
                var index = cell % ring.count
                for distance in 1..<weights.count {
                    index = index + 1 == ring.count ? 0 : index + 1
                    ring[index] += amount * weights[distance] + carry
                    carry = 0
                }
            }
        }
        return within
    }

    /// In the last cell before the opening, turns everyone who waits into someone who acts.
    mutating func openDoorsIfNext(_ cell: Int) {
        guard waiting > 0, let rush = scenario.traffic.rush else { return }
        let next = scenario.start + TimeSpan(seconds: Double(cell + 1) * TrafficPlan.cellSeconds)
        guard next >= rush.opening else { return }
        for index in 0..<horizon { ends[4][index] = 0 }
        defer { waiting = 0 }
        let reactionCells = max(1, Int(rush.reaction.inSeconds / TrafficPlan.cellSeconds))
        let ordering = Double(rush.orderPermille) / 1000
        let perSecond = waiting / (Double(reactionCells) * TrafficPlan.cellSeconds)
        for offset in 1...reactionCells where cell + offset < cells {
            reactions[Int(Page.order.rawValue)][cell + offset] += perSecond * ordering
            reactions[Int(Page.list.rawValue)][cell + offset] += perSecond * (1 - ordering)
        }
    }
}
