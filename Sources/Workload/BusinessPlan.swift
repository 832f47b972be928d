import Primitives

/// What figures of money are reckoned with beside prices and tariff. All of it is the business's own to say.
public struct BusinessPlan: Equatable, Sendable {
    /// The servers of the fleet that the run's is compared with, there for the whole window, at the price on demand;
    /// 0 for no comparison.
    public var traditionalServers = 0
    /// What the shop keeps of its sales, in permille: what a lost sale costs it.
    public var marginPermille = 100
    /// How long after their payment buyers are promised their goods at the latest.
    public var issuePromise: TimeSpan = .minutes(5)
    /// What the buyer of an order gets for each started hour beyond that.
    public var delayCompensation = Money.zero

    public init() {}
}

extension Scenario {
    func validateBusiness(_ check: inout ScenarioCheck) {
        check.range(business.traditionalServers, 0...1_000_000, "business.traditional-fleet")
        check.permille(business.marginPermille, "business.margin")
        check.notNegative(business.issuePromise, "business.issue-promise")
        check.range(Int(business.delayCompensation.fen), 0...100_000_000, "business.delay-compensation")
        let tariff = fleet.tariff
        check.range(tariff.reserved.servers, 0...16_384, "fleet.tariff.reserved.servers")
        check.permille(tariff.spot.permille, "fleet.tariff.spot.share")
        check.require(
            tariff.reserved.servers == 0 || tariff.reserved.fenPerHour <= tariff.fenPerServerHour,
            "fleet.tariff.reserved.per-hour", related: ["fleet.tariff.per-hour"],
            "\(Money(fen: tariff.reserved.fenPerHour)) yuan are more than on demand, where idle hours are free")
        check.require(
            tariff.spot.permille == 0 || tariff.spot.fenPerHour <= tariff.fenPerServerHour,
            "fleet.tariff.spot.per-hour", related: ["fleet.tariff.per-hour"],
            "\(Money(fen: tariff.spot.fenPerHour)) yuan are more than on demand, where no server is taken back")
    }

    var businessNotes: [Note] {
        var lines: [Note] = []
        let tariff = fleet.tariff
        if tariff.reserved.servers > 0 {
            lines.append(
                Note(
                    name: "reserved servers",
                    text: "\(tariff.reserved.servers) at \(Money(fen: tariff.reserved.fenPerHour)) yuan per hour each, "
                        + "used or not"))
        }
        if tariff.spot.permille > 0 {
            lines.append(
                Note(
                    name: "spot servers",
                    text: "\(Note.percent(tariff.spot.permille)) of those above the base, at "
                        + "\(Money(fen: tariff.spot.fenPerHour)) yuan per hour; "
                        + "\(Note.percent(tariff.spot.interruptionPermille)) taken back per hour"))
        }
        if business.traditionalServers > 0 {
            lines.append(
                Note(
                    name: "traditional fleet",
                    text: "\(business.traditionalServers) servers for the whole window, at the price on demand"))
        }
        lines.append(
            Note(
                name: "lost sales",
                text: "counted at the prices asked; \(Note.percent(business.marginPermille)) of sales is margin"))
        if business.delayCompensation > .zero {
            lines.append(
                Note(
                    name: "late goods",
                    text: "\(business.delayCompensation) yuan for each started hour beyond "
                        + "\(Note.span(business.issuePromise)) after payment"))
        }
        return lines
    }
}
