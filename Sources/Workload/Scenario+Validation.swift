import Platform
import Primitives

extension Scenario {
    /// Everything about the scenario that can't be simulated, in the order of the file's sections; empty if it can be.
    ///
    /// Paths are in the words of scenario files. Takes time proportional to the size of the scenario.
    public func validate() -> [Problem] {
        var check = ScenarioCheck()
        validateWindow(&check)
        validateTraffic(&check)
        validateRush(&check)
        validateScalpers(&check)
        validatePopulation(&check)
        validateJourney(&check)
        validateCatalogue(&check)
        validateServices(&check)
        validateFleet(&check)
        validatePolicy(&check)
        validateForecast(&check)
        validateBusiness(&check)
        validateOrders(&check)
        validateCoordinators(&check)
        validateStockStore(&check)
        validateCoupons(&check)
        validateOutside(&check)
        validatePlatform(&check)
        validateCapability(&check)
        validateFaults(&check)
        validateThresholds(&check)
        return check.problems
    }
}

extension Scenario {
    private func validateWindow(_ check: inout ScenarioCheck) {
        check.require(
            (1...64).contains(name.utf8.count) && name.utf8.allSatisfy(Self.isNameByte), "name",
            "'\(name)' can't name a folder; allowed: 1 to 64 letters a-z, digits and hyphens")
        check.require(
            start < end, "window.to", related: ["window.from"],
            "the window ends before it begins; 'to' must be after 'from'")
        check.require(
            (end - start).nanoseconds % TimeSpan.seconds(1).nanoseconds == 0, "window.to", related: ["window.from"],
            "the window is not a whole number of seconds, in which sessions are planned")
        check.require(
            start >= end - .hours(24 * 31), "window.to", related: ["window.from"],
            "the window is longer than 31d, which is the most that can be simulated")
    }

    /// ASCII letters, digits and the hyphen.
    static func isNameByte(_ byte: UInt8) -> Bool {
        let lowered = byte | 0x20
        return (0x61...0x7A).contains(lowered) || (0x30...0x39).contains(byte) || byte == 0x2D
    }

    private func validateTraffic(_ check: inout ScenarioCheck) {
        check.notNegative(traffic.ordinaryRate, "traffic.ordinary")
        check.require(!traffic.curve.isEmpty, "traffic.curve", "must have at least one corner {at, rate}")
        for (i, corner) in traffic.curve.enumerated() {
            check.notNegative(corner.multiple, "traffic.curve[\(i)].rate")
            guard i > 0 else { continue }
            check.require(
                traffic.curve[i - 1].at <= corner.at, "traffic.curve[\(i)].at", related: ["traffic.curve[\(i - 1)].at"],
                "this corner is before the one above it; corners must be in time order")
        }
        let length = (traffic.curve.last?.at ?? .origin) - (traffic.curve.first?.at ?? .origin)
        check.require(
            traffic.repeatEvery == .zero || (traffic.repeatEvery >= .minutes(1) && traffic.repeatEvery >= length),
            "traffic.repeat-every", related: ["traffic.curve"],
            "must be 1 min or more, and not shorter than the curve")
        validatePriceResponse(&check)
        let planned = plannedRequests(from: start, to: end)
        check.require(
            planned <= 4e9, "traffic", related: ["window", "catalogue.price"],
            "about \(Int(min(planned, 1e18))) requests are planned; at most 4000000000 can be simulated")
    }

    /// The area under the curve between two instants, in requests, at the catalogue's price; zero for curves that are
    /// no curve.
    func plannedRequests(from start: Instant, to end: Instant) -> Double {
        guard start < end, let first = traffic.curve.first, let last = traffic.curve.last else { return 0 }
        // Constant outside the corners, and two corners at one instant make a step.
        let outer = [Traffic.Corner(at: min(start, first.at), multiple: first.multiple)]
        let inner = traffic.corners(upTo: end), outermost = max(end, inner.last?.at ?? end)
        let corners = outer + inner + [Traffic.Corner(at: outermost, multiple: last.multiple)]
        var total = 0.0
        for (a, b) in zip(corners, corners.dropFirst()) {
            guard a.at <= b.at else { return 0 }
            let from = max(a.at, start), to = min(b.at, end)
            guard from < to else { continue }
            let slope = (b.multiple - a.multiple) / (b.at - a.at).inSeconds
            let middle = a.multiple + slope * ((from - a.at).inSeconds + (to - a.at).inSeconds) / 2
            total += middle * (to - from).inSeconds * traffic.ordinaryRate
        }
        // Corners that are no numbers are problems of their own.
        let demanded = total * demandFactor
        return demanded.isFinite ? demanded : 0
    }

    private func validateRush(_ check: inout ScenarioCheck) {
        guard let rush = traffic.rush else { return }
        check.require(
            rush.from < rush.opening, "traffic.rush.from", related: ["traffic.rush.opening"],
            "the rush must begin before the opening")
        check.require(
            rush.from >= start, "traffic.rush.from", related: ["window"], "the rush begins before the window does")
        check.require(
            rush.opening + rush.reaction <= end, "traffic.rush.opening", related: ["window", "traffic.rush.reaction"],
            "the opening and the reaction to it must lie inside the window")
        check.notNegative(rush.baseMultiple, "traffic.rush.base")
        check.thinkTime(rush.refreshThink, "traffic.rush.refresh-think")
        check.positive(rush.reaction, "traffic.rush.reaction")
        check.permille(rush.orderPermille, "traffic.rush.orders")
    }

    private func validatePopulation(_ check: inout ScenarioCheck) {
        check.range(population.users, 1...16_777_216, "population.users")
        check.range(population.regions.count, 1...64, "population.regions")
        check.names(population.regions.map(\.name), "population.regions")
        for (i, region) in population.regions.enumerated() {
            check.notNegative(region.share, "population.regions[\(i)].share")
            check.notNegative(region.latency, "population.regions[\(i)].latency")
        }
        check.require(
            population.regions.reduce(0) { $0 + $1.share } > 0, "population.regions", "the shares must not all be zero")
        check.require(
            population.popularityExponent >= 0 && population.popularityExponent <= 10, "population.popularity-exponent",
            "allowed: 0 to 10")
        check.notNegative(population.patienceMinimum, "population.patience.minimum")
        check.notNegative(population.patienceMean, "population.patience.mean")
        check.require(
            population.patienceMinimum + population.patienceMean > .zero, "population.patience",
            "nobody would wait for anything; minimum or mean must be longer than 0 s")
        check.range(population.reclicks, 0...255, "population.reclicks")
    }

    private func validateJourney(_ check: inout ScenarioCheck) {
        let rows: [(path: String, cells: [(key: String, permille: Int)])] = [
            ("after-list", [("product", journey.listToProduct), ("list", journey.listToList)]),
            (
                "after-product",
                [
                    ("order", journey.productToOrder), ("product", journey.productToProduct),
                    ("list", journey.productToList),
                ]
            ),
            ("after-order", [("pay", journey.orderToPay)]),
            ("after-order", [("list", journey.orderToList)]),
        ]
        check.permille(journey.opensWithProduct, "journey.opens-with-product")
        check.require(
            journey.opensWithOrder >= 0 && journey.opensWithOrder <= 1_000 - journey.opensWithProduct,
            "journey.opens-with-order", related: ["journey.opens-with-product"],
            "with those that open with a product, the shares add to more than 100 %")
        for row in rows {
            for cell in row.cells { check.permille(cell.permille, "journey.\(row.path).\(cell.key)") }
            let sum = row.cells.reduce(0) { $0 + $1.permille }
            check.require(
                sum <= 1_000, "journey.\(row.path)", "the shares add to \(Note.percent(sum)); at most 100 % is allowed")
        }
        check.require(
            journey.expectation != nil, "journey", "no session ever ends; some share of shoppers must leave")
        check.thinkTime(journey.browseThink, "journey.think.browse")
        check.thinkTime(journey.payThink, "journey.think.pay")
        check.variation(journey.thinkVariation, "journey.think.variation")
        let weights = journey.quantityWeights
        check.require(
            (1...8).contains(weights.count) && weights.allSatisfy { $0 >= 0 && $0.isFinite }
                && weights.contains { $0 > 0 },
            "journey.quantities", "must be 1 to 8 weights, for 1, 2, 3 ... units, none negative and not all zero")
        check.permille(journey.couponPermille, "journey.coupon-use")
        validateBaskets(&check)
    }

    private func validateCatalogue(_ check: inout ScenarioCheck) {
        check.range(catalogue.products, 1...4_096, "catalogue.products")
        check.require(
            catalogue.mix.count == 4 && catalogue.mix.allSatisfy { (0...100).contains($0) }
                && catalogue.mix.reduce(0, +) == 100,
            "catalogue.mix",
            "must be the four numbers of game cards, memberships, licences and courses in a hundred, and add to 100")
        validateKinds(&check)
        check.permille(catalogue.pricePermille, "catalogue.price", least: 1)
        check.range(catalogue.stock, 0...Int(UInt32.max), "catalogue.stock")
        check.range(catalogue.limited.count, 0...4_096, "catalogue.limited")
        guard catalogue.limited.count <= 4_096 else { return }
        for (i, limit) in catalogue.limited.enumerated() {
            let path = "catalogue.limited[\(i)]"
            check.require(
                limit.rank >= 1 && limit.rank <= catalogue.products, "\(path).rank", related: ["catalogue.products"],
                "there is no rank \(limit.rank); allowed: 1 to \(catalogue.products), the number of products")
            check.range(limit.stock, 0...Int(UInt32.max), "\(path).stock")
            check.range(limit.perUser, 0...255, "\(path).per-user")
            if let first = catalogue.limited[..<i].firstIndex(where: { $0.rank == limit.rank }) {
                check.require(
                    false, "\(path).rank", related: ["catalogue.limited[\(first)].rank"],
                    "rank \(limit.rank) has a stock already, in catalogue.limited[\(first)]")
            }
        }
    }

    private func validateServices(_ check: inout ScenarioCheck) {
        check.require(
            services.count == Service.count, "services", "\(services.count) services; there are \(Service.count)")
        guard services.count == Service.count else { return }
        for service in Service.allCases {
            let plan = self[service], path = "services.\(service.name)"
            // Pages never go to the others, nor messages to these.
            if service.servesPages {
                check.positive(plan.pageWork, "\(path).page-work")
                check.notNegative(plan.messageWork, "\(path).message-work")
            } else {
                check.notNegative(plan.pageWork, "\(path).page-work")
                check.positive(plan.messageWork, "\(path).message-work")
            }
            check.variation(plan.workVariation, "\(path).variation")
            check.range(plan.fleetWeight, 1...1_000_000, "\(path).weight")
            check.range(plan.queueLimit, 0...255, "\(path).queue")
            if let throttle = plan.throttle { validate(throttle, of: service, &check) }
            validateGuards(of: service, &check)
            validateOverload(of: service, &check)
        }
    }

    private func validate(_ throttle: ThrottlePlan, of service: Service, _ check: inout ScenarioCheck) {
        let path = "services.\(service.name).throttle"
        check.require(
            service.servesPages, path,
            "\(service.name) serves no pages to divert; a throttle is allowed for "
                + Service.allCases.filter(\.servesPages).map(\.name).joined(separator: ", "))
        let rule = throttle.rule
        check.positive(rule.window, "\(path).window")
        check.positive(rule.judgeEvery, "\(path).judge-every")
        check.require(
            rule.judgeEvery <= rule.window, "\(path).judge-every", related: ["\(path).window"],
            "must not be longer than the window, or responses go unjudged")
        check.positive(rule.engageAbove, "\(path).engage-above")
        check.positive(rule.releaseBelow, "\(path).release-below")
        check.require(
            rule.releaseBelow <= rule.engageAbove, "\(path).release-below", related: ["\(path).engage-above"],
            "must not be above engage-above")
        check.notNegative(rule.releaseAfter, "\(path).release-after")
        check.permille(rule.stepPermille, "\(path).divert", least: 1)
        check.range(rule.maximumSteps, 1...1_000, "\(path).steps")
        check.require(
            rule.stepPermille.multipliedReportingOverflow(by: rule.maximumSteps).partialValue <= 1_000, "\(path).steps",
            related: ["\(path).divert"], "all steps together divert more than 100 %")
        check.require(
            throttle.releasePerSecond > 0 && throttle.releasePerSecond.isFinite, "\(path).release-rate",
            "must be above 0/s, or nobody ever leaves the queue page")
        check.positive(throttle.patience, "\(path).patience")
    }
}

extension Scenario {
    private func validateOrders(_ check: inout ScenarioCheck) {
        if case .bounded(let wait) = coordination.couponCalling { check.notNegative(wait, "orders.coupon-call.wait") }
        validate(coordination.couponBreaker, "orders.coupon-breaker", &check)
        check.positive(coordination.callTimeout, "orders.call-timeout")
        check.require(coordination.stockAttempts >= 1, "orders.stock-attempts", "must be 1 to 255")
        check.positive(coordination.retryInterval, "orders.retry-every")
        check.positive(coordination.giveUpAfter, "orders.give-up-after")
        check.require(
            coordination.giveUpAfter >= coordination.retryInterval, "orders.give-up-after",
            related: ["orders.retry-every"], "must not be shorter than retry-every, or nothing is ever tried again")
        check.positive(coordination.unpaidExpiry, "orders.unpaid-expiry")
        check.require(
            holdTime > coordination.unpaidExpiry, "orders.hold-time", related: ["orders.unpaid-expiry"],
            "must be longer than unpaid-expiry, or units are sold twice while their buyer may still pay")
    }

    private func validateCoupons(_ check: inout ScenarioCheck) {
        check.names(coupons.map(\.name), "coupons")
        check.range(coupons.count, 0...255, "coupons")
        for (i, coupon) in coupons.enumerated() {
            let path = "coupons[\(i)]"
            check.range(coupon.count, 0...Int(UInt32.max), "\(path).count")
            check.require(coupon.discount > .zero, "\(path).discount", "must be above 0 yuan")
            check.require(
                coupon.minimumPrice >= coupon.discount, "\(path).minimum-price", related: ["\(path).discount"],
                "must not be below the discount, or the shop pays the buyer")
        }
    }

    private func validateOutside(_ check: inout ScenarioCheck) {
        check.positive(outside.paymentTime, "outside.payment.time")
        check.variation(outside.paymentVariation, "outside.payment.variation")
        check.permille(outside.declinedPermille, "outside.payment.declined")
        validateOutsideTroubles(&check)
        check.positive(outside.supplierTime, "outside.supplier.time")
        check.variation(outside.supplierVariation, "outside.supplier.variation")
    }

    private func validateThresholds(_ check: inout ScenarioCheck) {
        for threshold in thresholds {
            let parsed = Threshold.parse(metric: threshold.metric, expression: threshold.expression)
            switch parsed {
            case .success(let expected):
                check.require(
                    expected == threshold, "thresholds.\(threshold.metric)",
                    "the condition is not what its expression says")
            case .failure(let problem): check.problems.append(problem)
            }
        }
    }
}
