import Testing
@testable import Workload
@Test func moduleBuilds() {}
