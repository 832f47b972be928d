import Simulator

extension SummaryText {
    /// Faults that did not happen once: what waited for a condition in vain, and what came again and again.
    func faultSection() -> Section {
        let lines = result.faults.filter { $0.count != 1 }.map { fault in
            fault.count == 0
                ? palette.paint("\(fault.name) did not happen: its condition never held", .warning)
                : "\(fault.name) happened \(NumberText.grouped(fault.count)) times"
        }
        return Section(title: "FAULTS", lines: lines)
    }
}
