import Platform
import Primitives
import Testing

/// Walks the published table of a sale's life: every phase meets everything that can happen.
@Suite struct LegacySiloTableTests {
    private static let pairs = SalePhase.allCases.flatMap { phase in
        LegacyCommandKind.allCases.map { (phase, $0) }
    }

    @Test(arguments: pairs) func saleDoesWhatTheTableSays(_ phase: SalePhase, _ kind: LegacyCommandKind) {
        let reaction = LegacySilo.reaction(in: phase, to: kind)
        guard reaction != .impossible else { return }
        var bench = SiloBench()
        bench.drive(to: phase)
        let before = bench.effects.count
        // A deadline that is not the phase's own may let another happen on the way; judge the first instant only.
        let isForeign = [.callTimeout, .unpaidExpiry, .report].contains(kind) && reaction == .stays
        if isForeign {
            bench.now += .nanoseconds(1)
            bench.pass(.zero)
        } else {
            bench.happen(kind)
        }
        let after = bench.silo.phase(of: SaleID(0))
        switch reaction {
        case .moves(let phases): #expect(phases.contains(after), "\(after)")
        case .stays: #expect(after == phase)
        case .refuses:
            #expect(after == phase)
            // Refused with a value: the buyer is told, or the person is sent again later.
            #expect(bench.effects.count == before + 1)
        case .impossible: break
        }
    }

    /// Each state of a list of several is reached by something.
    @Test func everyNamedEndIsReached() {
        var last = SiloBench { $0.attempts = 1 }
        last.drive(to: .charging)
        last.happen(.callTimeout)
        #expect(last.silo.phase(of: SaleID(0)) == .listed)
        last.happen(.resolve)
        #expect(last.silo.phase(of: SaleID(0)) == .closed)

        var issue = SiloBench { $0.attempts = 1 }
        issue.drive(to: .issuing)
        issue.happen(.issueCallFailed)
        #expect(issue.silo.phase(of: SaleID(0)) == .listed)
        issue.happen(.resolve)
        #expect(issue.silo.phase(of: SaleID(0)) == .refunded)

        var plain = SiloBench()
        plain.give(.place(SiloBench.purchase()))
        plain.happen(.pay)
        #expect(plain.silo.phase(of: SaleID(0)) == .charging)

        var soldOut = SiloBench(stock: 0)
        soldOut.give(.place(SiloBench.purchase()))
        #expect(soldOut.silo.phase(of: SaleID(0)) == .closed)

        var lent = SiloBench()
        lent.drive(to: .awaitingStock)
        lent.happen(.pay)
        lent.happen(.stockHeld)
        #expect(lent.silo.phase(of: SaleID(0)) == .awaitingCoupon)
    }

    @Test func captureOfASaleThatWasNeverChargedStopsTheSilo() async {
        await #expect(processExitsWith: .failure) {
            var bench = SiloBench()
            bench.drive(to: .awaitingPayment)
            bench.happen(.captured)
        }
    }

    @Test func codesForASaleThatIsNotPaidStopTheSilo() async {
        await #expect(processExitsWith: .failure) {
            var bench = SiloBench()
            bench.drive(to: .charging)
            bench.happen(.codesArrived)
        }
    }

    @Test func answerAboutAnUnknownOrderStopsTheSilo() async {
        await #expect(processExitsWith: .failure) {
            var bench = SiloBench()
            bench.happen(.couponRefused)
        }
    }
}
