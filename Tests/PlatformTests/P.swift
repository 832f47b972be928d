import Testing
@testable import Platform
@Test func moduleBuilds() {}
