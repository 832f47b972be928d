import Primitives
import Workload

extension ScenarioFields {
    /// A fault as it is written: which further key it needs follows from its kind.
    private struct WrittenFault {
        var name = ""
        var kind = Kind.outage
        var service: Service?
        var from = Instant.origin
        var until = Instant.origin
        var factor = 1_000
        var share = 0
        var servers = 0
        var zone = 0

        enum Kind: String, CaseIterable {
            case outage, refusing, slow, errors
            case lostReplies = "lost-replies"
            case crash, gray, hang
            case zoneLoss = "zone-loss"
            case coordinatorCrash = "coordinator-crash"
            case coordinatorPause = "coordinator-pause"

            /// The keys that say how bad it is.
            var measures: [String] {
                switch self {
                case .outage, .refusing, .hang, .coordinatorCrash, .coordinatorPause: []
                case .slow: ["factor"]
                case .errors, .lostReplies: ["share"]
                case .crash: ["servers"]
                case .gray: ["servers", "factor"]
                case .zoneLoss: ["zone"]
                }
            }
        }

        var fault: Fault {
            let kind: Fault.Kind =
                switch kind {
                case .outage: .outage
                case .refusing: .refusing
                case .slow: .slow(permille: factor)
                case .errors: .errors(permille: share)
                case .lostReplies: .lostReplies(permille: share)
                case .crash: .crash(servers: servers)
                case .gray: .gray(servers: servers, permille: factor)
                case .zoneLoss: .zoneLoss(zone: zone)
                case .hang: .hang
                case .coordinatorCrash: .coordinatorCrash
                case .coordinatorPause: .coordinatorPause
                }
            return Fault(name: name, kind: kind, service: service, from: from, until: until)
        }
    }

    private static var fault: [Field<WrittenFault>] {
        [
            Field("name", \.name, .text, required: true),
            Field("kind", \.kind, .word, required: true),
            Field("service", read: readService),
            Field("from", \.from, .instant, required: true),
            Field("until", \.until, .instant, required: true),
            Field("factor", \.factor, .factor),
            Field("share", \.share, .share),
            Field("servers", \.servers, .count),
            Field("zone", \.zone, .count),
        ]
    }

    static func readFaults(
        _ value: SourceValue, _ path: String, _ scenario: inout Scenario, _ reading: inout SectionReading
    ) {
        let expected = "mappings with the keys \(fault.map(\.key).joined(separator: ", "))"
        guard let items = reading.list(value, at: path, expected: expected) else { return }
        scenario.faults = items.enumerated().map { i, item in
            var written = WrittenFault()
            let place = "\(path)[\(i)]"
            reading.read(item, fields: fault, into: &written, at: place)
            checkMeasure(item, of: written.kind, at: place, &reading)
            return written.fault
        }
    }

    /// Each kind has the keys that measure it and no other.
    private static func checkMeasure(
        _ item: SourceValue, of kind: WrittenFault.Kind, at path: String, _ reading: inout SectionReading
    ) {
        // Without a readable kind nothing is known about the other keys.
        guard case .mapping(let entries) = item.content, !reading.failed.contains("\(path).kind") else { return }
        for measure in kind.measures where !entries.contains(where: { $0.key == measure }) {
            reading.fail(
                "\(path).\(measure)", item.position,
                "\(path): the key '\(measure)' is missing; the kind \(kind.rawValue) needs it")
        }
        let measures = ["factor", "share", "servers", "zone"]
        for entry in entries where measures.contains(entry.key) && !kind.measures.contains(entry.key) {
            let needed =
                kind.measures.isEmpty ? "no further key" : kind.measures.map { "'\($0)'" }.joined(separator: " and ")
            reading.fail(
                "\(path).\(entry.key)", entry.position,
                "\(path): the kind \(kind.rawValue) has no '\(entry.key)'; it takes \(needed)")
        }
    }

    /// A service's name, or `all`.
    private static func readService(
        _ value: SourceValue, _ path: String, _ fault: inout WrittenFault, _ reading: inout SectionReading
    ) {
        let all: [Service?] = [nil] + Service.allCases.map { $0 }
        let form = Form.word(of: all) { $0?.name ?? "all" }
        if let service = reading.read(value, as: form, at: path) { fault.service = service }
    }
}
