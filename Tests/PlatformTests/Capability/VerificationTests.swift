import Platform
import Primitives
import Testing

@Suite struct VerificationTests {
    private let gateway = Bench(VerificationGateway(signer: IssuanceDesk.signer, allowedSkew: .seconds(2)))
    private let desk = LedgerDesk()
    private let order = OrderID(5)

    /// What is answered at a second to a reader whose clock shows something else, from a region.
    private func check(
        at second: Double, clock: Double? = nil, region: UInt32 = 2, _ change: (inout Presentation) -> Void = { _ in }
    ) -> EntitlementVerdict? {
        let product = desk.reading(5).product
        var shown = Presentation(
            order: order, product: product, serial: 51, quantity: 1,
            tag: IssuanceDesk.signer.tag(serial: 51, order: order, product: product, quantity: 1),
            wallClock: instant(clock ?? second), region: RegionID(region))
        change(&shown)
        var effects = gateway.send(.check(shown), at: instant(second))
        if case .lookUp(let looked) = effects.first {
            #expect(looked == shown)
            effects = gateway.send(.found(looked, desk.reading(5)), at: instant(second))
        }
        guard effects.count == 1, case .answered(shown.order, let verdict) = effects[0] else { return nil }
        return verdict
    }

    private func instant(_ second: Double) -> Instant { .origin + TimeSpan(seconds: second) }

    @Test func activeEntitlementIsValidWhereItMayBeUsed() {
        desk.register(5, LedgerDesk.course)
        #expect(check(at: 10) == .valid)
        #expect(check(at: 10, region: 3) == .wrongRegion)
    }

    @Test func forgedCredentialIsUnknownWithoutALookUp() {
        desk.register(5, LedgerDesk.course)
        let changes: [(inout Presentation) -> Void] = [
            { $0.tag ^= 1 }, { $0.serial += 1 }, { $0.quantity = 2 }, { $0.product = LedgerDesk.card },
            { $0.order = OrderID(6) },
        ]
        for change in changes {
            var shown = Presentation(
                order: order, product: LedgerDesk.course, serial: 51, quantity: 1,
                tag: IssuanceDesk.signer.tag(serial: 51, order: order, product: LedgerDesk.course, quantity: 1),
                wallClock: .origin, region: RegionID(2))
            change(&shown)
            #expect(gateway.send(.check(shown), at: .origin) == [.answered(shown.order, .unknown)])
        }
    }

    @Test func genuineCredentialThatTheLedgerDoesNotKnowIsUnknown() { #expect(check(at: 1) == .unknown) }

    @Test func verdictFollowsTheState() {
        desk.register(5, LedgerDesk.card)
        #expect(check(at: 1) == .notYet)
        desk.wish(5, .activate)
        #expect(check(at: 2) == .valid)
        desk.wish(5, .suspend, at: 3)
        #expect(check(at: 3) == .suspended)
        desk.wish(5, .resume, at: 4)
        desk.wish(5, .use, at: 5)
        desk.wish(5, .use, at: 5)
        #expect(check(at: 6) == .usedUp)
    }

    @Test func revokedAndRefundedAreRevoked() {
        desk.register(5, LedgerDesk.licence)
        desk.wish(5, .revoke)
        #expect(check(at: 2) == .revoked)
        let other = VerificationTests()
        other.desk.register(5, LedgerDesk.licence)
        other.desk.wish(5, .refund)
        #expect(other.check(at: 2) == .revoked)
    }

    @Test func endThatNobodyEnteredYetIsSeen() {
        desk.register(5, LedgerDesk.course)
        #expect(desk.reading(5).state == .active)
        #expect(check(at: 1_000) == .expired)
        desk.wish(5, .expire, at: 1_001)
        #expect(check(at: 1_002) == .expired)
        desk.register(6, LedgerDesk.licence)
    }

    @Test func timeForActivatingThatIsOverIsExpired() {
        desk.register(5, LedgerDesk.licence)
        #expect(check(at: 490) == .notYet)
        #expect(check(at: 500) == .expired)
    }

    @Test func windowThatHasNotBegunIsNotYetWhateverTheReadersClockShows() {
        desk.register(5, LedgerDesk.festival)
        #expect(check(at: 99, clock: 101) == .notYet)
        #expect(check(at: 100, clock: 98) == .valid)
        #expect(check(at: 200) == .expired)
    }

    /// Within the allowed skew, no clock makes an entitlement valid at or after its end, and from twice the skew before
    /// it every clock finds it valid.
    @Test(arguments: [-2, -1.5, 0, 0.5, 2])
    func readersClockIsBelievedWithinTheMarginAndOnTheSafeSide(_ error: Double) {
        desk.register(5, LedgerDesk.course)
        for second in [1_000.0, 1_000.5, 1_001.9, 1_100] { #expect(check(at: second, clock: second + error) != .valid) }
        for second in [500, 995.9] { #expect(check(at: second, clock: second + error) == .valid) }
    }

    @Test(arguments: [-3_600, -2.1, 2.1, 3_600]) func clockThatIsFarOffIsNotBelieved(_ error: Double) {
        desk.register(5, LedgerDesk.course)
        #expect(check(at: 999, clock: 999 + error) == .valid)
        #expect(check(at: 1_000, clock: 1_000 + error) == .expired)
    }

    @Test func gatewayIsAlwaysIdle() {
        #expect(gateway.nextDeadline == .distantFuture)
        #expect(gateway.advance(to: .origin + .hours(1)) == [])
    }
}
