import Simulator

extension SummaryText {
    /// What the slowest requests spent their time on: a column for each percentile of each kind of request.
    func tailSection() -> Section {
        let tails = result.tails.filter { isKnown($0) }
        guard !tails.isEmpty else { return Section(title: "", lines: []) }
        var table = TextTable(["mean of each"] + tails.map { "\($0.name) \(percentileName($0.percentile))" })
        table.add([.init("from")] + tails.map { .init(NumberText.measured($0.from), .faint) })
        for (index, part) in LatencyPart.all.enumerated() {
            let means = tails.map { $0.mean(of: $0.parts[index]) }
            // What is less than a thousandth everywhere is no answer to the question.
            guard zip(means, tails).contains(where: { $0 > $1.mean / 1_000 }) else { continue }
            table.add(
                [.init(part.name)]
                    + zip(means, tails).map { mean, tail in
                        .init(NumberText.measured(mean), mean > tail.mean / 2 ? .warning : mean > 0 ? .plain : .faint)
                    })
        }
        table.add([.init("together", .strong)] + tails.map { .init(NumberText.measured($0.mean), .strong) })
        table.add([.init("requests")] + tails.map { .init(NumberText.grouped($0.count), .faint) })
        return Section(
            title: "TAIL (where the slowest spent their time; ms, from the first click to the answer)",
            lines: table.lines(palette, width: innerWidth))
    }

    /// Whether enough requests lie beyond, as for the percentiles themselves.
    private func isKnown(_ tail: TailResult) -> Bool { tail.count >= 10 }

    private func percentileName(_ share: Double) -> String { share == 0.999 ? "p99.9" : "p99" }
}
