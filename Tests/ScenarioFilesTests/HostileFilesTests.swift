import Foundation
import Primitives
import ScenarioFiles
import Testing

@Suite struct HostileFilesTests {
    static func seconds(_ body: () -> Void) -> Double {
        let clock = ContinuousClock()
        let time = clock.measure(body).components
        return Double(time.seconds) + Double(time.attoseconds) / 1e18
    }

    @Test func whatIsNoScenarioIsOneClearError() {
        let root = "; it is a mapping that begins with 'name:'"
        let empty = "the file is empty; a scenario is a mapping that begins with 'name:'"
        #expect(errorLines("") == ["s.yaml:1:1: \(empty)"])
        #expect(errorLines("# only a remark\n") == ["s.yaml:1:1: \(empty)"])
        #expect(errorLines("---\n").count == 1)
        #expect(errorLines("- a\n- b\n") == ["s.yaml:1:1: a list is no scenario\(root)"])
        #expect(errorLines("\nhello\n") == ["s.yaml:2:1: 'hello' is no scenario\(root)"])
        #expect(
            errorLines("name: a\n---\nname: b\n") == [
                "s.yaml:2:1: a second document begins here; a scenario file has one"
            ])
        #expect(errorLines("name: [a\n").first?.hasPrefix("s.yaml:2:1: this is no valid YAML:") == true)
        #expect(errorLines("name: a\n\tb: c\n").first?.hasPrefix("s.yaml:2:1: this is no valid YAML:") == true)
    }

    @Test func whatIsNoTextIsRefusedWhereItBegins() {
        let message = "this is no text; a scenario file is YAML in UTF-8 without control characters"
        let latin = ScenarioReader.read(bytes: Array("name: a\ntitle: f".utf8) + [0xFC, 0x0A], file: "s.yaml")
        #expect(lines(of: latin) == ["s.yaml:2:9: \(message)"])
        #expect(errorLines("name: \u{0}") == ["s.yaml:1:7: \(message)"])
        #expect(errorLines("name: \u{F0001}") == ["s.yaml:1:7: \(message)"])
    }

    @Test func foldersMissingFilesDevicesAndLargeFilesAreRefusedUnread() throws {
        try withFiles(["large.yaml": ""]) { folder in
            let large = folder + "/large.yaml"
            // A sparse file of 100 MB: nothing is written, and nothing must be read.
            truncate(large, 100_000_000)
            #expect(
                lines(of: ScenarioReader.read(path: large)) == [
                    "\(large):1:1: the file has 100000000 bytes; at most 1048576 are allowed"
                ])
            #expect(
                lines(of: ScenarioReader.read(path: folder)) == [
                    "\(folder):1:1: this is a folder; name a scenario file in it"
                ])
            #expect(
                lines(of: ScenarioReader.read(path: folder + "/no.yaml")) == [
                    "\(folder)/no.yaml:1:1: there is no such file"
                ])
        }
        #expect(lines(of: ScenarioReader.read(path: "/dev/zero")) == ["/dev/zero:1:1: this is no regular file"])
    }

    @Test func anchorsAndAliasesAreRefused() {
        let message =
            "anchors (&) and aliases (*) are not supported; write the value out, use 'extends', or quote the text"
        let good = "name: s\n" + workload
        #expect(errorLines(good + "window: &w {from: 0s}\n") == ["s.yaml:17:9: \(message)"])
        #expect(errorLines(good + "title: *w\n") == ["s.yaml:17:8: \(message)"])
        #expect(errorLines(good + "title: a & b * c, not &d or *e\n") == [])
        var bomb = "name: s\na0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for i in 1...30 {
            bomb += "a\(i): &a\(i) [" + [String](repeating: "*a\(i - 1)", count: 9).joined(separator: ", ") + "]\n"
        }
        let time = Self.seconds { #expect(errorLines(bomb) == ["s.yaml:3:10: \(message)"]) }
        #expect(time < 1)
    }

    /// Inputs that are worst for scanner, parser, composer and reader: a quarter of the largest size.
    static let worst: [(name: String, text: String)] = [
        ("brackets", repeated("[", 250_000)),
        ("braces", repeated("{", 250_000)),
        ("explicit keys", repeated("? ", 125_000)),
        ("dashes", repeated("- ", 125_000)),
        ("nested keys", repeated(repeated("{", 90) + repeated("}: 1", 90), 500)),
        ("unknown keys", (0..<25_000).map { "k\($0): 1\n" }.joined()),
        ("repeated keys", repeated("k: 1\n", 50_000)),
        ("corners", "name: s\ntraffic:\n  curve:\n" + repeated("  - {at: 0s, rate: 1 x}\n", 10_000) + workload),
        ("coupons", "name: s\ncoupons:\n" + repeated("- {name: a}\n", 20_000)),
        ("one long scalar", "name: " + repeated("x", 250_000)),
        ("one long key", repeated("x", 250_000) + ": 1"),
    ]

    static func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    @Test(arguments: worst.indices) func theWorstFilesTakeBoundedTime(_ index: Int) {
        let (name, text) = Self.worst[index]
        // Linear time is below 3 s in a debug build on a busy machine; a blow-up takes minutes.
        let time = Self.seconds { _ = errorLines(text) }
        #expect(time < 15, "\(name)")
    }

    @Test func mutatedScenariosNeverCrash() throws {
        let folder = ShippedScenariosTests.root + "/scenarios/"
        let seeds = try ["platform.yaml", "double11.yaml", "fast/smoke.yaml"].map { name in
            (folder + name, Array(try Data(contentsOf: URL(fileURLWithPath: folder + name))))
        }
        let special = Array("{}[]:,-?&*!|>'\"%@`#\n\t ~0123456789xs\u{FF}".utf8)
        var stream = RandomStream(seed: 11, purpose: .testing)
        let deadline = ContinuousClock.now + .seconds(2)
        var read = 0
        while ContinuousClock.now < deadline, read < 2_000 {
            var (file, bytes) = seeds[read % seeds.count]
            for _ in 0..<(1 + Int(stream.next() % 4)) {
                let at = Int(stream.next() % UInt64(bytes.count))
                let byte = special[Int(stream.next() % UInt64(special.count))]
                switch stream.next() % 4 {
                case 0: bytes[at] = byte
                case 1: bytes.insert(byte, at: at)
                case 2: bytes.removeSubrange(at..<min(bytes.count, at + 1 + Int(stream.next() % 40)))
                default: bytes[at] = UInt8(truncatingIfNeeded: stream.next())
                }
            }
            if case .failure(let errors) = ScenarioReader.read(bytes: bytes, file: file) {
                #expect(!errors.list.isEmpty)
            }
            read += 1
        }
        #expect(read > 10)
    }
}
