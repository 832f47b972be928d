import Testing
@testable import DiscreteEvent
@Test func moduleBuilds() {}
