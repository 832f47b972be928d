import ArgumentParser

@main
struct Rehearse: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rehearse",
        abstract: "A dress rehearsal for Double-11: simulates the night and says what breaks, and what it costs.",
        discussion: """
            Results go to standard output, progress and messages to standard error.

            Exit codes: 0 all met, 64 usage, 99 thresholds missed, 104 invalid scenario, 105 interrupted,
            107 an invariant broke, 112 regression, 113 baseline missing, 114 not comparable,
            115 fingerprint differs.
            """,
        version: "0.1.0",
        subcommands: [
            RunCommand.self, SweepCommand.self, ValidateCommand.self, CheckCommand.self, VerifyCommand.self,
            BenchCommand.self, HistoryCommand.self, StoryCommand.self, ExplainCommand.self, FaultsCommand.self,
            IsolateCommand.self,
        ])
}
