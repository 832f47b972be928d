import Platform
import Primitives

/// Everything that one run simulates, as a value: the same scenario and seed give the same bytes.
///
/// Instants count from day zero at 00:00:00, the moment of the sale; 22:00 the evening before is
/// minus two hours. Every default here is overridden by the scenario files that ship with the project.
public struct Scenario: Equatable, Sendable {
    /// Short name: letters, digits and hyphens; also the folder of the results.
    public var name = "unnamed"
    /// One line that says what is simulated.
    public var title = ""
    /// The seed when the command line gives none.
    public var seed: UInt64 = 1
    /// When sessions start to arrive.
    public var start = Instant(nanoseconds: -TimeSpan.hours(2).nanoseconds)
    /// When the last session has started; the run then drains until every order is settled.
    public var end = Instant(nanoseconds: TimeSpan.hours(24).nanoseconds)
    /// Remarks of the author, printed with the results beside the derived ``assumptions``.
    public var notes: [Note] = []
    /// How many requests are offered, and when.
    public var traffic = Traffic()
    /// What is known of earlier traffic; nil for nothing.
    public var forecast: TrafficHistory?
    /// Who the shoppers are.
    public var population = Population()
    /// Who buys what is scarce, to sell it on.
    public var scalpers: [ScalperPlan] = []
    /// What shoppers do.
    public var journey = Journey()
    /// What is on sale.
    public var catalogue = CataloguePlan()
    /// The services, indexed by ``Service/index``.
    public var services = [ServicePlan](repeating: ServicePlan(), count: Service.count)
    /// The servers under the services.
    public var fleet = FleetPlan()
    /// The order coordinator's waiting times and compositions.
    public var coordination = CoordinatorConfiguration()
    /// How long the stock ledger keeps a hold by itself; longer than orders may stay unpaid.
    public var holdTime: TimeSpan = .minutes(20)
    /// The stores behind the stock service.
    public var stockStore = StockStorePlan()
    /// What overselling costs.
    public var oversell = OversellPlan()
    /// The coupons that are given out.
    public var coupons: [CouponPlan] = []
    /// The people at the board of abnormal orders; nil for nobody.
    public var operators: OperatorPlan?
    /// The parties outside.
    public var outside = OutsidePlan()
    /// Which platform the shop runs on.
    public var platform = PlatformPlan()
    /// What holders do with their entitlements.
    public var entitlements = EntitlementPlan()
    /// Who asks whether they are valid.
    public var content = ContentPlan()
    /// What figures of money are reckoned with.
    public var business = BusinessPlan()
    /// What goes wrong.
    public var faults: [Fault] = []
    /// What must hold for the run to pass.
    public var thresholds: [Threshold] = []

    public init() {}

    /// The plan of one service.
    public subscript(service: Service) -> ServicePlan {
        get { services[service.index] }
        set { services[service.index] = newValue }
    }
}

/// A remark of the scenario's author: what an assumption is and why.
public struct Note: Equatable, Sendable {
    /// What the remark is about.
    public var name: String
    /// The remark.
    public var text: String

    public init(name: String, text: String) {
        self.name = name
        self.text = text
    }
}
