import ArgumentParser
import Foundation
import Reporting

/// Standard output and standard error, and what may be written there.
struct Console {
    var color: ColorChoice
    var isQuiet: Bool

    private static let environment = ProcessInfo.processInfo.environment

    /// Colours for standard output.
    var outputPalette: Palette {
        color.palette(environment: Self.environment, isTerminal: isatty(STDOUT_FILENO) == 1)
    }

    /// A progress line for standard error.
    var progressLine: ProgressLine {
        let isTerminal = isatty(STDERR_FILENO) == 1 && Self.environment["TERM"] != "dumb"
        let palette = color.palette(environment: Self.environment, isTerminal: isTerminal)
        return ProgressLine(style: isQuiet ? .quiet : isTerminal ? .redrawn : .plain, palette: palette)
    }

    /// Columns of the terminal; 100 without one.
    var width: Int {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 100 }
        return Int(size.ws_col)
    }

    func output(_ text: String) { FileHandle.standardOutput.write(Data(text.utf8)) }

    func message(_ text: String) { Self.progress(text + "\n") }

    static func progress(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}

extension ColorChoice: ExpressibleByArgument {}

/// The options that every command has.
struct ConsoleOptions: ParsableArguments {
    @Option(help: "Colour: auto, always or never.")
    var color: ColorChoice = .auto

    @Flag(name: .shortAndLong, help: "No progress.")
    var quiet = false

    var console: Console { Console(color: color, isQuiet: quiet) }
}
