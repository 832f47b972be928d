import Simulator

extension SummaryText {
    /// Which products were bought most, which kinds of them, and where.
    func topSection() -> Section {
        let half = innerWidth / 2 - 2
        let products = list("product", result.topProducts, width: half)
        let regions = list("region", result.topRegions, width: half)
        let rows = max(products.count, regions.count)
        let blank = String(repeating: " ", count: half)
        let lines = (0..<rows).map { row in
            let left = row < products.count ? products[row] : blank
            return row < regions.count ? left + "    " + regions[row] : left
        }
        let kinds = list("kind", result.topKinds, width: half)
        return Section(title: "MOST PAID ORDERS", lines: kinds.isEmpty ? lines : lines + [""] + kinds)
    }

    /// Each line is exactly `width` columns wide.
    private func list(_ title: String, _ counts: [Count], width: Int) -> [String] {
        guard !counts.isEmpty else { return [] }
        let numberWidth = max(6, counts.map { NumberText.grouped($0.count).count }.max() ?? 0)
        let nameWidth = width - numberWidth - 2
        let heading = title.padded(to: nameWidth) + "  " + "orders".flushRight(to: numberWidth)
        return [palette.paint(heading, .faint)]
            + counts.map { count in
                count.name.clipped(to: nameWidth).padded(to: nameWidth) + "  "
                    + NumberText.grouped(count.count).flushRight(to: numberWidth)
            }
    }
}
