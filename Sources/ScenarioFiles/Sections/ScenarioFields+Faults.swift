import Primitives
import Workload

extension ScenarioFields {
    /// A fault as it is written: which further keys it needs follows from its kind, by the catalogue.
    private struct WrittenFault {
        var name = ""
        var form = FaultForm.outage
        var service: Service?
        var from = Instant.origin
        var until = Instant.origin
        var measures = FaultMeasures()
        var recurrence = Fault.Recurrence(every: .zero, times: 2)
        var recurs = false
        var condition: Fault.Condition?

        var fault: Fault {
            Fault(
                name: name, kind: measures.kind(of: form), service: service, from: from, until: until,
                zone: measures.zone(of: form), recurrence: recurs ? recurrence : nil, condition: condition)
        }
    }

    private static var fault: [Field<WrittenFault>] {
        [
            Field("name", \.name, .text, required: true),
            Field("kind", \.form, .word, required: true),
            Field("service", read: readService),
            Field("from", \.from, .instant, required: true),
            Field("until", \.until, .instant, required: true),
        ] + FaultMeasure.allCases.map(field) + [
            Field("every", \.recurrence.every, .duration),
            Field("times", \.recurrence.times, .count),
            Field(
                "when", \.condition, condition,
                orNone: Fault.Condition(service: .gateway, utilisationAbove: 0, lasts: .zero)),
        ]
    }

    /// What measures a fault, under its key.
    private static func field(_ measure: FaultMeasure) -> Field<WrittenFault> {
        switch measure {
        case .factor: Field(measure.rawValue, \.measures.factor, .factor)
        case .share: Field(measure.rawValue, \.measures.share, .share)
        case .servers: Field(measure.rawValue, \.measures.servers, Form<Int>.count.map { $0 })
        case .zone: Field(measure.rawValue, \.measures.zone, Form<Int>.count.map { $0 })
        case .delay: Field(measure.rawValue, \.measures.delay, .duration)
        case .offset: Field(measure.rawValue, \.measures.offset, Form<Instant>.instant.map(\.sinceOrigin))
        }
    }

    private static var condition: [Field<Fault.Condition>] {
        [
            Field("service", \.service, .service, required: true),
            Field("utilisation-above", \.utilisationAbove, .share, required: true),
            Field("lasts", \.lasts, .duration, required: true),
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
            written.recurs = checkRecurrence(item, at: place, &reading)
            checkMeasures(item, of: written.form, at: place, &reading)
            return written.fault
        }
    }

    /// Each kind has the keys of its row in the catalogue and no other.
    private static func checkMeasures(
        _ item: SourceValue, of form: FaultForm, at path: String, _ reading: inout SectionReading
    ) {
        // Without a readable kind nothing is known about the other keys.
        guard case .mapping(let entries) = item.content, !reading.failed.contains("\(path).kind") else { return }
        let parameters = form.parameters, keys = parameters.map(\.measure.rawValue)
        func has(_ key: String) -> Bool { entries.contains { $0.key == key } }
        for parameter in parameters where parameter.standard == nil && !has(parameter.measure.rawValue) {
            let key = parameter.measure.rawValue
            reading.fail(
                "\(path).\(key)", item.position,
                "\(path): the key '\(key)' is missing; the kind \(form.rawValue) needs it")
        }
        if form == .crash || form == .gray, has("servers") == has("share") {
            reading.fail(
                "\(path).servers", item.position,
                "\(path): the kind \(form.rawValue) needs 'servers' or 'share', one of them")
        }
        for entry in entries
        where FaultMeasure.allCases.contains(where: { $0.rawValue == entry.key }) && !keys.contains(entry.key) {
            let needed = keys.isEmpty ? "no further key" : keys.map { "'\($0)'" }.joined(separator: " and ")
            reading.fail(
                "\(path).\(entry.key)", entry.position,
                "\(path): the kind \(form.rawValue) has no '\(entry.key)'; it takes \(needed)")
        }
    }

    /// Whether a fault comes again; how often and how soon belong together.
    private static func checkRecurrence(
        _ item: SourceValue, at path: String, _ reading: inout SectionReading
    ) -> Bool {
        guard case .mapping(let entries) = item.content else { return false }
        let every = entries.contains { $0.key == "every" }, times = entries.contains { $0.key == "times" }
        if every != times {
            reading.fail(
                "\(path).\(every ? "times" : "every")", item.position,
                "\(path): 'every' and 'times' go together, such as every: 10min, times: 3")
        }
        return every && times
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
