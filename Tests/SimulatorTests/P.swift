import Testing
@testable import Simulator
@Test func moduleBuilds() {}
