import Experiments
import Workload

/// A story beside what was simulated, as JSON; equal for equal files, seeds and version.
public enum StoryJSON {
    /// The whole document.
    public static func render(_ text: StoryText) -> String {
        JSONWriter.document { writer in
            writer.value("schema", 1)
            writer.value("story", text.story.name)
            writer.value("borne_out", text.isBorneOut)
            writer.array("invariants_broken", onOneLine: true) { for run in text.broken { $0.value(nil, run) } }
            writer.array("seeds", onOneLine: true) { for seed in text.seeds { $0.value(nil, seed) } }
            writer.array("inputs") { writer in
                for (input, value) in zip(text.story.inputs, text.inputValues) {
                    writer.object(nil, onOneLine: true) {
                        $0.value("name", input.name)
                        $0.value("assumed", value)
                    }
                }
            }
            writer.array("claims") { writer in
                for result in text.claims { write(result, &writer) }
            }
            guard let perturbation = text.perturbation else { return }
            writer.array("trials") { writer in
                for outcome in perturbation.outcomes { write(outcome, of: perturbation, &writer) }
            }
            writer.value("complete", text.isComplete)
            writer.array("unmoved", onOneLine: true) { writer in
                for claim in text.unmoved { writer.value(nil, text.story.claims[claim].name) }
            }
        }
    }

    private static func write(_ result: ClaimResult, _ writer: inout JSONWriter) {
        writer.object(nil, onOneLine: true) {
            $0.value("name", result.claim.name)
            $0.value("run", result.claim.run)
            if result.claim.isChange { $0.value("against", result.claim.against) }
            $0.value("figure", result.claim.figure)
            if result.claim.told != nil { $0.value("told", result.claim.told) }
            if result.claim.least != nil { $0.value("at_least", result.claim.least) }
            if result.claim.most != nil { $0.value("at_most", result.claim.most) }
            $0.value("simulated", result.simulated)
            $0.value("half_width_95", result.halfWidth)
            $0.value("holds", result.holds)
        }
    }

    private static func write(
        _ outcome: Perturbation.Outcome, of perturbation: Perturbation, _ writer: inout JSONWriter
    ) {
        writer.object(nil, onOneLine: true) { writer in
            writer.value("input", perturbation.story.inputs[outcome.trial.input].name)
            writer.value("factor", outcome.factor)
            if let refusal = outcome.refusal { writer.value("refused", refusal) }
            writer.array("values") { for value in outcome.values { $0.value(nil, value) } }
            writer.array("broken") { for claim in perturbation.broken(outcome) { $0.value(nil, claim + 1) } }
        }
    }
}
