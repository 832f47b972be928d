import Simulator

extension SummaryText {
    /// Which products sold out, when, and how many others were buying the last unit.
    func soldOutSection() -> Section {
        guard !result.soldOut.isEmpty else { return Section(title: "SOLD OUT", lines: []) }
        var table = TextTable(["product", "units", "issued", "last unit at", "others buying then"])
        for product in result.soldOut {
            table.add([
                .init(product.name), .init(NumberText.grouped(product.stock)),
                .init(
                    NumberText.grouped(product.issued), product.issued > product.stock ? .bad : .plain),
                .init(CivilTime(second: product.second).clockWithSeconds), .init(NumberText.grouped(product.rivals)),
            ])
        }
        return Section(title: "SOLD OUT", lines: table.lines(palette, width: innerWidth))
    }
}
