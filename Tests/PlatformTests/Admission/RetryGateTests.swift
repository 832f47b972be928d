import Platform
import Primitives
import Testing

@Suite struct RetryGateTests {
    private func gate() -> RetryGate {
        var configuration = RetryGateConfiguration()
        configuration.budget = RetryBudget(perSecond: 1, sharePermille: 100, burst: 1)
        return RetryGate(configuration)
    }

    @Test func firstRequestsAlwaysPass() {
        var gate = gate()
        for _ in 0..<1_000 { #expect(gate.admits(repeats: 0, at: .origin) == true) }
    }

    @Test func repeatedRequestsTakeATokenEach() {
        var gate = gate()
        #expect(gate.admits(repeats: 1, at: .origin) == true)
        #expect(gate.admits(repeats: 1, at: .origin) == false)
        // The trickle of one a second.
        #expect(gate.admits(repeats: 2, at: .origin + .seconds(1)) == true)
    }

    @Test func tenFirstRequestsBringOneRepetition() {
        var gate = gate()
        #expect(gate.admits(repeats: 1, at: .origin) == true)
        for _ in 0..<9 { _ = gate.admits(repeats: 0, at: .origin) }
        #expect(gate.admits(repeats: 1, at: .origin) == false)
        _ = gate.admits(repeats: 0, at: .origin)
        #expect(gate.admits(repeats: 1, at: .origin) == true)
    }

    @Test func fourthAttemptIsNeverMade() {
        var gate = gate()
        #expect(gate.admits(repeats: 3, at: .origin) == false)
        #expect(gate.admits(repeats: 2, at: .origin) == true)
    }
}
