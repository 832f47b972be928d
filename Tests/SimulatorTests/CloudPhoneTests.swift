import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// A kind of product that no code knows: `cloud-phone.yaml` describes it.
@Suite struct CloudPhoneTests {
    private static let scenario = SmallShop.shipped("experiments/cloud-phone.yaml")
    private static let catalogue = Catalogue(CatalogueTerms(scenario), seed: scenario.seed)
    private static let phones = catalogue.products.filter { $0.kind.name == "cloud-phone" }
    private static let result = SmallShop.run(scenario, seed: scenario.seed, keepOrders: true)

    @Test func oneProductInElevenIsOfTheFurtherKind() {
        #expect(Self.catalogue.count == 200)
        #expect(Self.phones.count == 18)
        #expect(Set(Self.catalogue.products.map(\.name)).count == 200)
    }

    @Test func itSellsIssuesAndSettlesUnderEveryAuditor() {
        let numbers = Set(Self.phones.map(\.id.number))
        let orders = Self.result.orders.filter { numbers.contains($0.product.number) }
        let issued = orders.filter { $0.outcome == OrderOutcome.issued.rawValue }
        #expect(issued.count > 20)
        #expect(Self.result.value("orders_unsettled") == 0)
        #expect(Self.result.brokenChecks == [])
        #expect(Self.result.verdict == .passed)
        // Everybody is asked the catalogue's price, and fewer than two orders in three come with a coupon.
        let atFullPrice = issued.filter {
            $0.amount == Self.catalogue[$0.product].salePrice * Int64($0.quantity)
        }
        #expect(atFullPrice.count > issued.count / 2)
    }

    @Test func paidOrdersAreListedByKind() {
        let paid = Self.result.topKinds.reduce(0) { $0 + $1.count }
        #expect(Double(paid) == Self.result.value("orders_paid"))
        #expect(Set(Self.result.topKinds.map(\.name)).isSuperset(of: ["game-card", "cloud-phone"]))
        #expect(SmallShop.run(SmallShop.scenario(seconds: 2)).topKinds == [])
    }

    @Test func templateIsWhatTheScenarioSays() {
        let near = EntitlementTemplate.Regions(rawValue: 1 << 0 | 1 << 3 | 1 << 4 | 1 << 6)
        let day = TimeSpan.hours(24)
        for product in Self.phones {
            let template = product.template
            #expect(template.permissions == [.stream, .activate])
            #expect(template.regions == near)
            let isPass = product.name.contains("Festival Pass")
            #expect(template.isTransferable == isPass)
            #expect(template.uses == (isPass ? .limited(3) : .unlimited))
            let days: Int64 = product.name.contains("Annual") ? 365 : 30
            #expect(
                template.validity
                    == (isPass
                        ? .window(from: .origin, until: .origin + day * 2)
                        : .fromActivation(day * days, activateWithin: day * 90)))
        }
        #expect(Set(Self.phones.map { String($0.name.split(separator: " ").last!) }) == ["Lease", "Pass"])
    }

    /// The credentials say when their entitlement ends, or when it must have been activated.
    @Test func platformGeneratesItsCredentialsByTheTemplate() {
        var engine = IssuanceEngine(catalogue: Self.catalogue, signer: CredentialSigner(seed: 1))
        var effects = EffectBuffer<IssuanceEffect>()
        let now = Instant.origin + .minutes(3), day = TimeSpan.hours(24)
        for (index, product) in Self.phones.enumerated() {
            effects.removeAll()
            let request = IssueRequest(
                order: OrderID(index: index), user: UserID(7), product: product.id, quantity: 1, attempt: 1)
            engine.handle(.issue(request), at: now, into: &effects)
            guard case .issued(_, let credentials) = effects[0] else {
                Issue.record("\(product.name) was not issued at once: \(effects[0])")
                continue
            }
            let isPass = product.name.contains("Festival Pass")
            #expect(credentials.expiry == (isPass ? .origin + day * 2 : now + day * 90), "\(product.name)")
        }
    }

    @Test func pagesAreServedWhereTheScenarioSays() {
        let pages = Self.scenario.catalogue.pages(of: Self.catalogue)
        #expect(Set(Self.phones.map { pages[$0.id.index] }) == [.membership])
        // With the pages elsewhere, the load goes elsewhere.
        var moved = Self.scenario
        moved.catalogue.kinds[0].pages = .course
        let other = SmallShop.run(moved, seed: Self.scenario.seed)
        #expect(other[.course].offered > Self.result[.course].offered)
        #expect(other[.membership].offered < Self.result[.membership].offered)
    }
}
