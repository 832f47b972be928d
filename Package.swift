// swift-tools-version: 6.1
import PackageDescription

// The core (Primitives to Simulator) imports nothing but the Swift standard library: no outside
// version can change a result. Packages appear only at the edge (ScenarioFiles, rehearse).
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .unsafeFlags(["-warnings-as-errors"]),
]

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ module: String, _ more: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: module + "Tests", dependencies: [.byName(name: module)] + more, swiftSettings: strict)
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
    name: "Rehearsal",
    products: [.executable(name: "rehearse", targets: ["rehearse"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ],
    targets: [
        module("Primitives"),
        module("Statistics", ["Primitives"]),
        module("DiscreteEvent", ["Primitives", "Statistics"]),
        module("Theory", ["DiscreteEvent", "Statistics", "Primitives"]),
        module("Platform", ["Primitives", "Statistics"]),
        module("Workload", ["Platform", "Statistics", "Primitives"]),
        module("Simulator", ["Workload", "Platform", "DiscreteEvent", "Statistics", "Primitives"]),
        module("ScenarioFiles", ["Workload", "Platform", "Statistics", "Primitives", yams]),
        module("Experiments", ["Simulator", "Workload", "Platform", "Statistics", "Primitives"]),
        module(
            "Reporting", ["Experiments", "Simulator", "Workload", "Theory", "Platform", "Statistics", "Primitives"]),
        .executableTarget(
            name: "rehearse",
            dependencies: [
                "Reporting", "Experiments", "ScenarioFiles", "Simulator", "Workload", "Theory", "DiscreteEvent",
                "Platform", "Statistics", "Primitives", argumentParser,
            ],
            swiftSettings: strict),
        .target(
            name: "TestSupport", dependencies: ["Platform", "Statistics", "Primitives"],
            path: "Tests/TestSupport", swiftSettings: strict),
        .target(
            name: "AllocationCounter", path: "Tests/AllocationCounter",
            cSettings: [.unsafeFlags(["-Wall", "-Wextra", "-Werror"])]),
        tests("Primitives"),
        tests("Statistics", ["Primitives"]),
        tests("DiscreteEvent", ["Primitives", "Statistics"]),
        tests("Theory", ["DiscreteEvent", "Statistics", "Primitives", "AllocationCounter"]),
        tests("Platform", ["Primitives", "Statistics", "TestSupport"]),
        tests("Workload", ["Platform", "Statistics", "Primitives"]),
        tests(
            "Simulator",
            [
                "Workload", "Platform", "DiscreteEvent", "Statistics", "Primitives", "ScenarioFiles",
                "AllocationCounter", "TestSupport",
            ]),
        tests("ScenarioFiles", ["Workload", "Platform", "Primitives"]),
        tests("Experiments", ["ScenarioFiles", "Simulator", "Workload", "Platform", "Primitives"]),
        tests(
            "Reporting", ["Experiments", "Simulator", "Workload", "Theory", "Platform", "Statistics", "Primitives"]),
        .testTarget(name: "HouseRulesTests", swiftSettings: strict),
        .testTarget(name: "CommandTests", dependencies: ["rehearse"], swiftSettings: strict),
    ]
)
