import ArgumentParser

extension ExitCode {
    /// The scenario can't be read or makes no sense.
    static var invalidScenario: ExitCode { ExitCode(104) }
    /// SIGINT or SIGTERM came before the end.
    static var interrupted: ExitCode { ExitCode(105) }
    /// There is nothing to compare with.
    static var baselineMissing: ExitCode { ExitCode(113) }
}
