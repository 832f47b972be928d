import Testing
@testable import ScenarioFiles
@Test func moduleBuilds() {}
