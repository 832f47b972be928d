import Experiments
import Workload

extension StoryText {
    /// Each input a step down and a step up: by how much each claim's value moves.
    var moves: [String] {
        guard let perturbation else { return [] }
        let told = story.claims.indices.filter { story.claims[$0].isTold }
        let step = NumberText.figure(Double(perturbation.step) / 10)
        var table = TextTable(["input -\(step) % / +\(step) %"] + told.map { "\($0 + 1)" })
        for (place, input) in story.inputs.enumerated() where input.instead.isEmpty {
            let cells = told.map { claim in
                [-perturbation.step, perturbation.step].map { distance in
                    move(perturbation, .init(input: place, distance: distance), claim)
                }
            }
            let texts = cells.map { pair -> TextTable.Cell in
                pair == ["0", "0"] ? .init("·", .faint) : .init(pair.joined(separator: " / "))
            }
            table.add([.init(input.name + realMoves(perturbation, place))] + texts)
        }
        let note =
            "Columns are the numbers of what is told. Moves are in % of the value; of a share in points, of 0 as "
            + "they are."
        return table.lines(palette, width: width - 2) + [""] + note.wrapped(to: width - 2)
    }

    /// How far an input really moved, where rounding to what its form can take makes that another distance.
    private func realMoves(_ perturbation: Perturbation, _ input: Int) -> String {
        let moves = [-perturbation.step, perturbation.step].map { distance -> Double in
            let outcome = perturbation.outcome(.init(input: input, distance: distance))
            return ((outcome?.factor ?? Double(1_000 + distance) / 1_000) - 1) * 100
        }
        let wanted = Double(perturbation.step) / 10
        guard moves.contains(where: { ($0.magnitude - wanted).magnitude > 0.5 }) else { return "" }
        let texts = moves.map { ($0 > 0 ? "+" : "") + NumberText.figure($0.rounded()) }
        return " (really " + texts.joined(separator: " / ") + " %)"
    }

    /// By how much one claim moved in one trial.
    private func move(_ perturbation: Perturbation, _ trial: Perturbation.Trial, _ place: Int) -> String {
        guard let outcome = perturbation.outcome(trial), outcome.refusal == nil else { return "–" }
        guard let value = outcome.values[place], let base = perturbation.base[place] else { return "–" }
        return story.claims[place].moveText(from: base, to: value)
    }

    /// How far each number may go before something told breaks.
    var limits: [String] {
        guard let perturbation else { return [] }
        var table = TextTable(["input", "down to", "breaks", "up to", "breaks"], wordColumns: 1)
        for (place, input) in story.inputs.enumerated() where input.instead.isEmpty {
            let ends = [-1, 1].flatMap { sign -> [TextTable.Cell] in
                let limit = perturbation.limit(of: place, sign)
                let sign = sign < 0 ? "-" : "+"
                let held = limit.held == 0 ? "0 %" : sign + NumberText.figure(Double(limit.held) / 10) + " %"
                guard let broke = limit.broke else {
                    let isKnown = limit.held == perturbation.reach
                    return [.init(held), .init(isKnown ? "nothing" : "not known", .faint)]
                }
                let what =
                    limit.refusal == nil
                    ? limit.claims.map { "\($0 + 1)" }.joined(separator: ", ") : "can't be"
                return [
                    .init(held, limit.held == 0 ? .warning : .plain),
                    .init("\(what) at \(sign)\(NumberText.figure(Double(broke) / 10)) %"),
                ]
            }
            table.add([.init(input.name)] + ends)
        }
        let reach = NumberText.figure(Double(perturbation.reach) / 10)
        let before = story.claims.indices.filter { place in
            story.claims[place].isTold && !(perturbation.base[place].map(story.claims[place].holds) ?? false)
        }
        let note =
            "Tried with one seed, up to \(reach) %; a claim breaks by its number."
            + (before.isEmpty ? "" : " Not held before: \(before.map { "\($0 + 1)" }.joined(separator: ", ")).")
        return table.lines(palette, width: width - 2) + [""] + note.wrapped(to: width - 2)
    }

    /// What becomes of the claims with another choice.
    var choices: [String] {
        guard let perturbation else { return [] }
        let lines = story.inputs.indices.filter { !story.inputs[$0].instead.isEmpty }.flatMap { place -> [String] in
            let input = story.inputs[place]
            let head = "\(input.name): \(input.instead.joined(separator: ", "))"
            guard let outcome = perturbation.outcome(.init(input: place, distance: 0)) else { return [] }
            if let refusal = outcome.refusal { return [head, "  can't be: " + refusal] }
            let broken = perturbation.broken(outcome).map { claim -> String in
                let value = outcome.values[claim].map(story.claims[claim].text(of:)) ?? "nothing"
                return "\(claim + 1) breaks (\(story.claims[claim].name): \(value))"
            }
            return head.wrapped(to: width - 4)
                + ["  " + (broken.isEmpty ? "nothing told breaks" : broken.joined(separator: ", "))]
        }
        return lines
    }
}

extension Claim {
    /// What is told, for readers: `+470 % ± 10 %`, `at least 99.99 %`.
    var toldText: String {
        if let told {
            return text(of: told) + (withinPermille == 0 ? "" : " ± " + spanText(tolerance))
        }
        let bounds = [least.map { "at least " + text(of: $0) }, most.map { "at most " + text(of: $0) }]
        return bounds.compactMap { $0 }.joined(separator: ", ")
    }

    /// A value of the claim, for readers.
    func text(of value: Double) -> String {
        if isChange { return (value > 0 ? "+" : "") + NumberText.fixed(value * 100, decimals: 1) + " %" }
        if isShare { return NumberText.fixed(value * 100, decimals: 3) + " %" }
        return figure.hasSuffix("_fen") ? NumberText.yuan(fen: value) : NumberText.figure(value)
    }

    /// Half of an interval.
    func spanText(_ span: Double) -> String {
        if isChange { return NumberText.fixed(span * 100, decimals: 1) }
        if isShare { return NumberText.fixed(span * 100, decimals: 3) }
        return figure.hasSuffix("_fen") ? NumberText.fixed(span / 100, decimals: 2) : NumberText.figure(span)
    }

    /// By how much a value moved: in % of it; of a share in points; of nothing as it is.
    func moveText(from base: Double, to value: Double) -> String {
        let moved = value - base
        if moved == 0 { return "0" }
        let sign = moved > 0 ? "+" : ""
        if isShare, !isChange { return sign + NumberText.significant(moved * 100, digits: 2) }
        if base == 0 { return sign + NumberText.figure(moved) }
        return sign + NumberText.fixed(moved / base.magnitude * 100, decimals: 1)
    }
}
