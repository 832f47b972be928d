/// One key that a mapping may have, and how its value gets into the target.
struct Field<Target> {
    var key: String
    var isRequired = false
    /// Reads the value at a key path into the target.
    var read: (_ value: SourceValue, _ path: String, _ target: inout Target, _ reading: inout SectionReading) -> Void

    /// A key with one scalar, in the given form.
    init<V>(_ key: String, _ property: WritableKeyPath<Target, V>, _ form: Form<V>, required: Bool = false) {
        self.key = key
        isRequired = required
        read = { value, path, target, reading in
            if let parsed = reading.read(value, as: form, at: path) { target[keyPath: property] = parsed }
        }
    }

    /// A key with a list of scalars of one form.
    init<V>(_ key: String, _ property: WritableKeyPath<Target, [V]>, listOf form: Form<V>) {
        self.key = key
        read = { value, path, target, reading in
            guard let items = reading.list(value, at: path, expected: form.expected) else { return }
            target[keyPath: property] = items.enumerated().compactMap { i, item in
                reading.positions["\(path)[\(i)]"] = item.position
                return reading.read(item, as: form, at: "\(path)[\(i)]")
            }
        }
    }

    /// A key with a section of its own.
    init<V>(_ key: String, _ property: WritableKeyPath<Target, V>, _ fields: [Field<V>], required: Bool = false) {
        self.key = key
        isRequired = required
        read = { value, path, target, reading in
            reading.read(value, fields: fields, into: &target[keyPath: property], at: path)
        }
    }

    /// A key with a section that may be left out; `none` takes an inherited one away.
    init<V>(_ key: String, _ property: WritableKeyPath<Target, V?>, _ fields: [Field<V>], orNone initial: V) {
        self.key = key
        read = { value, path, target, reading in
            if case .scalar("none", _) = value.content {
                target[keyPath: property] = nil
                return
            }
            var section = initial
            reading.read(value, fields: fields, into: &section, at: path)
            target[keyPath: property] = section
        }
    }

    /// A key with a list of sections, each beginning as `initial`.
    init<V>(_ key: String, _ property: WritableKeyPath<Target, [V]>, _ fields: [Field<V>], each initial: V) {
        self.key = key
        read = { value, path, target, reading in
            let expected = "mappings with the keys \(fields.map(\.key).joined(separator: ", "))"
            guard let items = reading.list(value, at: path, expected: expected) else { return }
            target[keyPath: property] = items.enumerated().map { i, item in
                var section = initial
                reading.read(item, fields: fields, into: &section, at: "\(path)[\(i)]")
                return section
            }
        }
    }

    /// A key whose mapping groups fields of the same target.
    init(_ key: String, group fields: [Field<Target>]) {
        self.key = key
        read = { value, path, target, reading in
            reading.read(value, fields: fields, into: &target, at: path)
        }
    }

    /// A key that is read in its own way.
    init(
        _ key: String, required: Bool = false,
        read: @escaping (SourceValue, _ path: String, inout Target, inout SectionReading) -> Void
    ) {
        self.key = key
        isRequired = required
        self.read = read
    }
}

extension SectionReading {
    /// Reads one scalar in a form; nil with an error where it has another.
    mutating func read<V>(_ value: SourceValue, as form: Form<V>, at path: String) -> V? {
        guard let scalar = scalar(value, at: path, expected: form.expected) else { return nil }
        switch form.parse(scalar.text, scalar.quoted) {
        case .success(let parsed): return parsed
        case .failure(let refusal):
            let reason = refusal.reason.isEmpty ? "" : " \(refusal.reason)"
            fail(path, value.position, "\(path): '\(shortened(scalar.text))'\(reason); write \(form.expected)")
            return nil
        }
    }
}
