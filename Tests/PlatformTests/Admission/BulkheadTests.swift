import Platform
import Testing

@Suite struct BulkheadTests {
    @Test func libraryLets25Out() { #expect(BulkheadConfiguration().calls == 25) }

    @Test func whoFindsNoPlaceIsRefusedUntilOneLeaves() {
        var bulkhead = Bulkhead()
        let answers = (0..<3).map { _ in bulkhead.enter(of: 2) }
        #expect(answers == [true, true, false])
        #expect(bulkhead.inside == 2 && bulkhead.refused == 1)
        bulkhead.leave()
        #expect(bulkhead.inside == 1)
        let again = [bulkhead.enter(of: 2), bulkhead.enter(of: 2)]
        #expect(again == [true, false] && bulkhead.refused == 2)
    }

    @Test func whoIsInsideStaysWhenPlacesAreTakenAway() {
        var bulkhead = Bulkhead()
        for _ in 0..<3 { _ = bulkhead.enter(of: 3) }
        let refused = !bulkhead.enter(of: 1)
        bulkhead.leave()
        let stillRefused = !bulkhead.enter(of: 1)
        #expect(refused && stillRefused && bulkhead.inside == 2)
    }
}
