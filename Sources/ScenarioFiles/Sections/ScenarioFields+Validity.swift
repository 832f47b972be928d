import Platform
import Primitives
import Workload

extension ScenarioFields {
    /// A validity as it is written: which other keys it needs follows from where it begins.
    private struct WrittenValidity {
        var start: Start?
        var span = TimeSpan.zero
        var within = TimeSpan.zero
        var until = Instant.origin

        enum Start: Equatable {
            case issue, activation
            case instant(Instant)

            /// The keys that say when it ends.
            var needs: [String] {
                switch self {
                case .issue: ["for"]
                case .activation: ["for", "activate-within"]
                case .instant: ["until"]
                }
            }

            var name: String {
                switch self {
                case .issue: "the issue"
                case .activation: "activation"
                case .instant: "an instant"
                }
            }
        }
    }

    private static var validity: [Field<WrittenValidity>] {
        [
            Field("from", required: true) { value, path, written, reading in
                written.start = reading.read(value, as: start, at: path)
            },
            Field("for", \.span, .term),
            Field("activate-within", \.within, .term),
            Field("until", \.until, .instant),
        ]
    }

    private static var start: Form<WrittenValidity.Start> {
        Form(expected: "issue, activation, or \(Form<Instant>.instant.expected)") { text, quoted in
            switch text {
            case "issue": .success(.issue)
            case "activation": .success(.activation)
            default: Form<Instant>.instant.parse(text, quoted).map { .instant($0) }
            }
        }
    }

    /// Reads when an entitlement is valid; nil with an error if that can't be known.
    static func readValidity(
        _ value: SourceValue, _ path: String, _ reading: inout SectionReading
    ) -> EntitlementTemplate.Validity? {
        var written = WrittenValidity()
        reading.read(value, fields: validity, into: &written, at: path)
        guard case .mapping(let entries) = value.content, let start = written.start else { return nil }
        for key in start.needs where !entries.contains(where: { $0.key == key }) {
            reading.fail(
                "\(path).\(key)", value.position,
                "\(path): the key '\(key)' is missing; a validity from \(start.name) needs it")
        }
        for entry in entries where ["for", "activate-within", "until"].contains(entry.key) {
            if start.needs.contains(entry.key) { continue }
            let needed = start.needs.map { "'\($0)'" }.joined(separator: " and ")
            reading.fail(
                "\(path).\(entry.key)", entry.position,
                "\(path): a validity from \(start.name) has no '\(entry.key)'; it takes \(needed)")
        }
        switch start {
        case .issue: return .fromIssue(written.span)
        case .activation: return .fromActivation(written.span, activateWithin: written.within)
        case .instant(let from): return .window(from: from, until: written.until)
        }
    }
}
