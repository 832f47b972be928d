import Platform
import Primitives

extension Scenario {
    /// The inputs worth reading beside the results, then the author's notes.
    ///
    /// Every line is derived from the values that are simulated, so that none can go stale.
    public var assumptions: [Note] {
        demandNotes + platformNotes + guardNotes + fleetNotes + orderNotes + basketNotes + platformCompositionNotes
            + businessNotes + faultNotes + notes
    }

    private var demandNotes: [Note] {
        var lines = [
            Note(
                name: "window",
                text: "\(Note.span(start.sinceOrigin)) to \(Note.span(end.sinceOrigin)) around the sale"),
            Note(name: "ordinary rate", text: "\(Note.number(traffic.ordinaryRate)) requests/s"),
        ]
        lines += traceNotes
        // Of equal corners the first: that is when the height is reached.
        if traffic.trace == nil, let first = traffic.curve.first {
            let peak = traffic.curve.reduce(first) { $1.multiple > $0.multiple ? $1 : $0 }
            let multiple = peak.multiple * demandFactor, at = Note.span(peak.at.sinceOrigin)
            let height = Note.number(multiple * traffic.ordinaryRate)
            lines.append(
                Note(name: "peak demand", text: "\(Note.number(multiple)) x = \(height) requests/s at \(at)"))
        }
        if traffic.trace == nil, let response = traffic.priceResponse { lines.append(note(of: response)) }
        if traffic.trace == nil, traffic.repeatEvery > .zero {
            lines.append(Note(name: "demand repeats", text: "every \(Note.span(traffic.repeatEvery))"))
        }
        if let rush = traffic.rush {
            lines.append(
                Note(
                    name: "rush",
                    text: (traffic.trace != nil
                        ? "those who come early refresh every "
                        : "from \(Note.span(rush.from.sinceOrigin)) on, all above "
                            + "\(Note.number(rush.baseMultiple)) x refresh every ")
                        + "\(Note.span(rush.refreshThink)); "
                        + "within \(Note.span(rush.reaction)) of the opening "
                        + "\(Note.percent(rush.orderPermille)) of them order"))
        }
        if let expected = journey.expectation {
            lines.append(
                Note(
                    name: "requests per order",
                    text: "\(Note.number(expected.pages / expected.orders)) expected from the journey, "
                        + "if nothing is refused: \(Note.number(expected.pages)) pages and "
                        + "\(Note.number(expected.orders)) orders per session, "
                        + "\(Note.percent(journey.orderToPay)) of them on to payment"))
        }
        lines.append(
            Note(
                name: "patience",
                text: "\(Note.span(population.patienceMinimum)) + exponential with mean "
                    + "\(Note.span(population.patienceMean)), \(population.reclicks) more clicks"))
        lines.append(Note(name: "users", text: "\(population.users) in \(population.regions.count) regions"))
        lines.append(
            Note(
                name: "prices", text: "\(Note.percent(catalogue.pricePermille)) of the list price, "
                    + "\(catalogue.products) products, \(catalogue.limited.count) of them with limited stock"))
        return lines + scalperNotes + catalogue.kinds.map(\.note)
    }

    /// The elasticity, and how much of the demand is the price's doing.
    private func note(of response: PriceResponse) -> Note {
        let price = catalogue.pricePermille, multiple = response.multiple(atPermille: price)
        var text =
            "\(Note.number(response.elasticity)): demand goes with the price to the power of "
            + "-\(Note.number(response.elasticity)), "
            + "\(Note.number(multiple)) x at \(Note.percent(price)) of the list price"
        if let mean = meanMultiple {
            text += "; \(Note.number(mean)) x is offered from the opening on, "
                + "so that \(Note.number(mean / multiple)) x is not the price's doing"
        }
        let factor = demandFactor
        if factor != 1 { text += "; \(Note.number(factor)) x the curve" }
        return Note(name: "price elasticity", text: text)
    }

    private var platformNotes: [Note] {
        var lines: [Note] = []
        let pages = Service.allCases.filter { self[$0].pageWork > .zero }
        let messages = Service.allCases.filter { self[$0].messageWork > .zero }
        lines.append(
            Note(
                name: "CPU per page",
                text: pages.map { "\($0.name) \(Note.span(self[$0].pageWork))" }.joined(separator: ", ")))
        lines.append(
            Note(
                name: "CPU per message",
                text: messages.map { "\($0.name) \(Note.span(self[$0].messageWork))" }.joined(separator: ", ")))
        for service in Service.allCases {
            guard let throttle = self[service].throttle else { continue }
            let steps = throttle.rule.maximumSteps
            lines.append(
                Note(
                    name: "throttle of \(service.name)",
                    text: "above \(Note.span(throttle.rule.engageAbove)) over \(Note.span(throttle.rule.window)), "
                        + "\(Note.percent(throttle.rule.stepPermille)) go to the queue page"
                        + (steps > 1 ? ", in up to \(steps) steps" : "")))
        }
        return lines + overloadNotes
    }

    private var orderNotes: [Note] {
        let coupons =
            switch coordination.couponCalling {
            case .bounded(let wait): "a charge waits at most \(Note.span(wait))"
            case .synchronous: "a charge waits however long it takes"
            }
        return stockNotes + [
            Note(name: "coupon call", text: coupons),
            Note(
                name: "issuing retries",
                text: "\(retryText) for at most \(Note.span(coordination.giveUpAfter))"),
            Note(
                name: "unpaid orders",
                text: "expire after \(Note.span(coordination.unpaidExpiry)), "
                    + "their stock after \(Note.span(holdTime))"),
            Note(
                name: "payment provider",
                text: "\(Note.span(outside.paymentTime)) on average, "
                    + "\(Note.percent(outside.declinedPermille)) declined"),
        ] + capabilityNotes + coordinatorNotes
    }
}

extension Journey {
    /// What one session is expected to do when nothing is refused and nobody loses patience; nil if sessions never end.
    ///
    /// The expected visits of an absorbing Markov chain (Kemeny and Snell, 1960, theorem 3.2.4), solved by hand:
    /// lists and products are visited from the opening and from each other, orders follow products, payments orders.
    public var expectation: (pages: Double, lists: Double, orders: Double, payments: Double)? {
        let opening = Double(opensWithProduct) / 1_000, atOnce = Double(opensWithOrder) / 1_000
        let order = Double(productToOrder) / 1_000, pay = Double(orderToPay) / 1_000
        // From a product page back to a list: at once, or by way of an order that is paid.
        let productToAnyList = Double(productToList) / 1_000 + order * pay * Double(orderToList) / 1_000
        let productEnds = 1 - Double(productToProduct) / 1_000, listEnds = 1 - Double(listToList) / 1_000
        guard productEnds > 0, listEnds > 0 else { return nil }
        let leaving = listEnds - productToAnyList * Double(listToProduct) / 1_000 / productEnds
        guard leaving > 1e-9 else { return nil }
        // Sessions that open with a list, and those that come to one from the order that they opened with.
        let first = 1 - opening - atOnce + atOnce * pay * Double(orderToList) / 1_000
        let lists = (first + productToAnyList * opening / productEnds) / leaving
        let products = (opening + lists * Double(listToProduct) / 1_000) / productEnds
        let orders = atOnce + products * order
        return (lists + products + orders + orders * pay, lists, orders, orders * pay)
    }
}

extension Note {
    /// A number with at most two decimals, none of them a trailing zero.
    static func number(_ value: Double) -> String {
        guard value.isFinite, value.magnitude < 1e15 else { return "\(value)" }
        let hundredths = Int64((value * 100).rounded(.toNearestOrAwayFromZero))
        let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
        let decimals = rest == 0 ? "" : rest % 10 == 0 ? ".\(rest / 10)" : rest < 10 ? ".0\(rest)" : ".\(rest)"
        return (hundredths < 0 ? "-" : "") + "\(whole)" + decimals
    }

    /// Permille as a percentage: 5 is "0.5 %".
    static func percent(_ permille: Int) -> String { "\(number(Double(permille) / 10)) %" }

    /// A span in the largest unit that divides it, in the words of scenario files: "-2h", "90s", "250us".
    static func span(_ span: TimeSpan) -> String {
        if span == .zero { return "0s" }
        let units: [(String, Int64)] = [
            ("h", 3_600_000_000_000), ("min", 60_000_000_000), ("s", 1_000_000_000), ("ms", 1_000_000), ("us", 1_000),
        ]
        for (unit, length) in units where span.nanoseconds % length == 0 {
            return "\(span.nanoseconds / length)\(unit)"
        }
        return "\(span.nanoseconds)ns"
    }
}
