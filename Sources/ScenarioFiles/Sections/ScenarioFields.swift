import Platform
import Primitives
import Workload

/// The keys of scenario files; each section has a file of its own.
///
/// These tables are the whole grammar: what is read, in which form, and what messages call allowed.
enum ScenarioFields {
    /// The top level.
    static var scenario: [Field<Scenario>] {
        [
            Field("name", \.name, .text),
            Field("title", \.title, .text),
            // Followed while the files are laid over each other.
            Field("extends") { _, _, _, _ in },
            Field("seed", \.seed, .seed),
            Field("window", group: window),
            Field("notes", read: readNotes),
            Field("traffic", \.traffic, traffic),
            Field("forecast", \.forecast, forecast, orNone: TrafficHistory()),
            Field("population", \.population, population),
            Field("scalpers", \.scalpers, scalpers, each: ScalperPlan()),
            Field("journey", \.journey, journey),
            Field("catalogue", \.catalogue, catalogue),
            Field("services", group: services),
            Field("fleet", \.fleet, fleet),
            Field("orders", group: orders),
            Field("operators", \.operators, operators, orNone: OperatorPlan()),
            Field("stock-store", \.stockStore, stockStore),
            Field("oversell", \.oversell, oversell),
            Field("coupons", \.coupons, coupon, each: blankCoupon),
            Field("outside", \.outside, outside),
            Field("platform", \.platform, platform),
            Field("entitlements", \.entitlements, entitlements),
            Field("content", \.content, content),
            Field("business", \.business, business),
            Field("faults", read: readFaults),
            Field("thresholds", read: readThresholds),
        ]
    }

    private static var window: [Field<Scenario>] {
        [Field("from", \.start, .instant), Field("to", \.end, .instant)]
    }

    /// Notes have names of the author's own.
    private static func readNotes(
        _ value: SourceValue, _ path: String, _ scenario: inout Scenario, _ reading: inout SectionReading
    ) {
        guard let entries = reading.mapping(value, at: path, keys: []) else { return }
        scenario.notes = entries.compactMap { entry in
            let inner = SectionReading.join(path, entry.key)
            reading.positions[inner] = entry.value.position
            return reading.read(entry.value, as: .text, at: inner).map { Note(name: entry.key, text: $0) }
        }
    }

    /// Metrics are the keys, lists of conditions the values.
    private static func readThresholds(
        _ value: SourceValue, _ path: String, _ scenario: inout Scenario, _ reading: inout SectionReading
    ) {
        guard let entries = reading.mapping(value, at: path, keys: []) else { return }
        scenario.thresholds = []
        for entry in entries {
            let inner = SectionReading.join(path, entry.key)
            reading.positions[inner] = entry.position
            if case .failure(let problem) = Threshold.parseMetric(entry.key) {
                reading.fail(inner, entry.position, "\(path): \(problem.message)")
                continue
            }
            let expected = "conditions such as ['p(99)<800ms']"
            for (i, item) in (reading.list(entry.value, at: inner, expected: expected) ?? []).enumerated() {
                let place = "\(inner)[\(i)]"
                guard let condition = reading.scalar(item, at: place, expected: "a condition") else { continue }
                switch Threshold.parse(metric: entry.key, expression: condition.text) {
                case .success(let threshold): scenario.thresholds.append(threshold)
                case .failure(let problem): reading.fail(place, item.position, "\(inner): \(problem.message)")
                }
            }
        }
    }
}
