import Theory

/// What a verification found, as JSON; deterministic, byte for byte.
public enum VerificationJSON {
    /// The document.
    public static func render(_ outcomes: [VerificationOutcome], seed: UInt64) -> String {
        JSONWriter.document { json in
            json.value("seed", seed)
            json.value("fingerprint", "\(VerificationOutcome.fingerprint(of: outcomes))")
            json.value("passed", !outcomes.isEmpty && outcomes.allSatisfy(\.passed))
            json.array("cases") { json in
                for outcome in outcomes { write(outcome, to: &json) }
            }
        }
    }

    private static func write(_ outcome: VerificationOutcome, to json: inout JSONWriter) {
        json.object(nil) { json in
            json.value("name", outcome.name)
            json.value("parameters", outcome.parameters)
            json.value("passed", outcome.passed)
            json.value("events", outcome.events)
            json.value("batches", outcome.batches)
            json.value("fingerprint", "\(outcome.fingerprint)")
            json.array("figures") { json in
                for figure in outcome.figures {
                    json.object(nil, onOneLine: true) { json in
                        json.value("name", figure.name)
                        json.value("simulated", figure.simulated)
                        json.value("exact", figure.exact)
                        json.value("half_width", figure.halfWidth)
                        json.value("passed", figure.passed)
                    }
                }
            }
        }
    }
}
