import Testing

/// Which module may know which, and what the core must not know at all.
@Suite struct ModuleRules {
    /// What each module may import of this package; the order is from the bottom to the top.
    private static let directions: [(module: String, imports: [String])] = [
        ("Primitives", []),
        ("Statistics", ["Primitives"]),
        ("DiscreteEvent", ["Primitives", "Statistics"]),
        ("Theory", ["DiscreteEvent", "Statistics", "Primitives"]),
        ("Platform", ["Primitives", "Statistics"]),
        ("Workload", ["Platform", "Statistics", "Primitives"]),
        ("Simulator", ["Workload", "Platform", "DiscreteEvent", "Statistics", "Primitives"]),
        ("ScenarioFiles", ["Workload", "Platform", "Statistics", "Primitives", "Yams", "Foundation"]),
        (
            "Experiments",
            [
                "Simulator", "Workload", "Platform", "DiscreteEvent", "Statistics", "Primitives", "Foundation",
                "Synchronization",
            ]
        ),
        (
            "Reporting",
            ["Experiments", "Simulator", "Workload", "Theory", "Platform", "Statistics", "Primitives", "Foundation"]
        ),
        (
            "rehearse",
            [
                "Reporting", "Experiments", "ScenarioFiles", "Simulator", "Workload", "Theory", "DiscreteEvent",
                "Platform", "Statistics", "Primitives", "ArgumentParser", "Foundation", "Synchronization",
            ]
        ),
    ]

    /// The modules that import nothing from outside, so that no outside version can change a result.
    private static let core = [
        "Primitives", "Statistics", "DiscreteEvent", "Theory", "Platform", "Workload", "Simulator",
    ]

    @Test func everySourceBelongsToAKnownModule() {
        let known = Self.directions.map(\.module)
        for file in SourceTree.sources {
            #expect(known.contains(file.module), "\(file.place(0)): module \(file.module) has no row in the table")
        }
        #expect(!SourceTree.sources.isEmpty)
    }

    @Test func importsGoInTheAllowedDirection() {
        for file in SourceTree.sources {
            let allowed = Self.directions.first { $0.module == file.module }?.imports ?? []
            for index in file.indices(with: ["import"]) {
                // `import struct Module.Type` names the module in the third word.
                let kinds = ["struct", "class", "enum", "protocol", "typealias", "func", "var", "let"]
                let after = file.words[index].drop { $0 != "import" }.dropFirst().drop { kinds.contains($0) }
                let name = after.first ?? ""
                #expect(allowed.contains(name), "\(file.place(index)): \(file.module) must not import \(name)")
            }
        }
    }

    @Test func coreKnowsNoClockNoChanceAndNoThreads() {
        let banned: Set = [
            "Date", "ContinuousClock", "SuspendingClock", "SystemRandomNumberGenerator", "async", "await", "Task",
            "Foundation", "Glibc", "Darwin",
        ]
        for file in SourceTree.sources where Self.core.contains(file.module) {
            for place in file.places(with: banned) {
                Issue.record("\(place): the core knows no system clock, no system chance, no task, no C library")
            }
        }
    }

    @Test func coreDrawsNothingFromTheSystem() {
        // These take the system's generator when none is given.
        let drawing: Set = ["random", "shuffled", "shuffle", "randomElement"]
        for file in SourceTree.sources where Self.core.contains(file.module) {
            for place in file.places(with: drawing) {
                Issue.record("\(place): chance comes from named streams only")
            }
        }
    }

    @Test func unsafeStorageIsInNamedFilesOnly() {
        let allowed = [
            "Sources/Primitives/Box.swift", "Sources/Primitives/FixedTable.swift",
            "Sources/Primitives/FoldedPage.swift", "Sources/Primitives/FoldingArray.swift",
            "Sources/Primitives/LogarithmTable.swift", "Sources/Primitives/PagedArray.swift",
            "Sources/Primitives/Ring.swift", "Sources/Primitives/SlotMap.swift", "Sources/Primitives/Table.swift",
            "Sources/Statistics/AliasTable.swift", "Sources/Statistics/Histogram.swift",
            "Sources/Statistics/QuantileTable.swift", "Sources/Statistics/ZigguratTable.swift",
            "Sources/DiscreteEvent/KeyHeap.swift", "Sources/DiscreteEvent/PayloadPool.swift",
            "Sources/DiscreteEvent/SortedFront.swift", "Sources/DiscreteEvent/RadixHeap.swift",
            "Sources/DiscreteEvent/Chunk.swift", "Sources/DiscreteEvent/Bucket.swift",
            "Sources/DiscreteEvent/ChunkPool.swift",
            "Sources/Platform/Messages/EffectBuffer.swift",
        ]
        let storage: Set = [
            "UnsafePointer", "UnsafeMutablePointer", "UnsafeRawPointer", "UnsafeMutableRawPointer",
            "UnsafeBufferPointer", "UnsafeMutableBufferPointer", "UnsafeRawBufferPointer",
            "UnsafeMutableRawBufferPointer",
        ]
        for file in SourceTree.sources where !allowed.contains(file.path) {
            for place in file.places(with: storage) {
                Issue.record("\(place): unsafe storage belongs to the named files in ModuleRules.swift")
            }
        }
    }
}
