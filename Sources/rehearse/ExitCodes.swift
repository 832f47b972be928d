import ArgumentParser

extension ExitCode {
    /// The scenario can't be read or makes no sense.
    static var invalidScenario: ExitCode { ExitCode(104) }
    /// SIGINT or SIGTERM came before the end.
    static var interrupted: ExitCode { ExitCode(105) }
    /// Something that must hold in every run doesn't.
    static var invariantBroken: ExitCode { ExitCode(107) }
    /// There is nothing to compare with.
    static var baselineMissing: ExitCode { ExitCode(113) }
}
