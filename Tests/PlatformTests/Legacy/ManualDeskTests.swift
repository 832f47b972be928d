import Platform
import Primitives
import Testing

@Suite struct ManualDeskTests {
    @Test func peopleTakeOrdersInTheOrderOfTheList() {
        var desk = ManualDesk(people: 2, timePerOrder: .minutes(10))
        var effects = EffectBuffer<DeskEffect>()
        for number in 0..<3 { desk.handle(.list(OrderID(UInt32(number)), category: 1), at: .origin, into: &effects) }
        #expect(desk.waiting == 3 && desk.nextDeadline == .origin + .minutes(10))
        desk.advance(to: .origin + .minutes(10), into: &effects)
        #expect(effects.count == 2 && effects[1] == .attended(OrderID(1), category: 1))
        // The third waited for the first of the two.
        #expect(desk.nextDeadline == .origin + .minutes(20))
        desk.advance(to: .origin + .minutes(20), into: &effects)
        #expect(desk.attended == 3 && desk.waiting == 0 && desk.nextDeadline == .distantFuture)
    }
}
