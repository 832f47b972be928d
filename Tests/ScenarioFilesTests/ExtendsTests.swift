import Foundation
import ScenarioFiles
import Testing
import Workload

@Suite struct ExtendsTests {
    static let base =
        "name: base\nfleet: {slots: 2, servers: 70}\ncatalogue: {limited: [{rank: 1, stock: 5}]}\n" + workload

    @Test func mappingsMergeAndListsAreReplacedAndPositionsStay() throws {
        let child = "extends: ../base.yaml\nname: child\nfleet: {servers: 80}\n"
            + "catalogue:\n  limited: [{rank: 2, stock: 9}]\n"
        try withFiles(["base.yaml": Self.base, "sub/child.yaml": child]) { folder in
            let loaded = try ScenarioReader.read(path: folder + "/sub/child.yaml").get()
            #expect(loaded.scenario.name == "child")
            #expect(loaded.scenario.fleet.slotsPerServer == 2)
            #expect(loaded.scenario.fleet.initialServers == 80)
            #expect(loaded.scenario.catalogue.limited == [CataloguePlan.Limit(rank: 2, stock: 9)])
            #expect(loaded.files.count == 2)
            #expect(loaded.position(of: "fleet.slots").description == folder + "/base.yaml:2:16")
            #expect(loaded.position(of: "fleet.servers").description == folder + "/sub/child.yaml:3:18")
        }
    }

    @Test func anErrorInTheParentIsToldInTheParent() throws {
        let files = ["base.yaml": Self.base + "seed: x\n", "child.yaml": "extends: base.yaml\nname: child\nseeed: 1\n"]
        try withFiles(files) { folder in
            let lines = lines(of: ScenarioReader.read(path: folder + "/child.yaml"))
            #expect(lines.count == 2)
            let unknown = "/child.yaml:3:1: unknown key 'seeed', did you mean 'seed'?"
            #expect(lines.first?.hasPrefix(folder + unknown) == true)
            #expect(lines.last?.hasPrefix(folder + "/base.yaml:19:7: seed: 'x' is no seed") == true)
        }
    }

    @Test func everyFileNeedsANameOfItsOwn() throws {
        try withFiles(["base.yaml": Self.base, "child.yaml": "extends: base.yaml\n"]) { folder in
            let lines = lines(of: ScenarioReader.read(path: folder + "/child.yaml"))
            #expect(
                lines == [
                    folder + "/child.yaml:1:1: the key 'name' is missing; every scenario file needs a name of its own"
                ])
        }
    }

    @Test func aCycleIsOneErrorThatNamesTheChain() throws {
        let files = [
            "a.yaml": "name: a\nextends: b.yaml\n", "b.yaml": "name: b\nextends: ./sub/../a.yaml\n",
            "self.yaml": "extends: self.yaml\n",
        ]
        try withFiles(files) { folder in
            let a = folder + "/a.yaml", b = folder + "/b.yaml", own = folder + "/self.yaml"
            #expect(
                lines(of: ScenarioReader.read(path: a)) == [
                    "\(b):2:10: these files extend each other: \(a) -> \(b) -> \(a)"
                ])
            #expect(
                lines(of: ScenarioReader.read(path: own)) == [
                    "\(own):1:10: these files extend each other: \(own) -> \(own)"
                ])
        }
    }

    @Test func aMissingParentIsToldWhereItIsAskedFor() throws {
        try withFiles(["a.yaml": "name: a\nextends: nowhere.yaml\n", "b.yaml": "name: b\nextends: [a]\n"]) { folder in
            #expect(
                lines(of: ScenarioReader.read(path: folder + "/a.yaml")) == [
                    "\(folder)/a.yaml:2:10: can't extend '\(folder)/nowhere.yaml': there is no such file"
                ])
            let wrong = lines(of: ScenarioReader.read(path: folder + "/b.yaml"))
            #expect(
                wrong == ["\(folder)/b.yaml:2:10: extends: a list is no file name; write a path relative to this file"])
        }
    }

    @Test func aLongChainIsRefused() throws {
        let files = (0..<40).map { ("f\($0).yaml", "name: f\($0)\nextends: f\($0 + 1).yaml\n") }
        try withFiles(Dictionary(uniqueKeysWithValues: files)) { folder in
            #expect(
                lines(of: ScenarioReader.read(path: folder + "/f0.yaml")) == [
                    "\(folder)/f15.yaml:2:10: more than 16 files extend each other"
                ])
        }
    }
}
