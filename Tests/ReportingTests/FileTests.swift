import Foundation
import Testing

@testable import Reporting

@Suite struct AtomicFileTests {
    @Test func missingFoldersAreMade() throws {
        let scratch = Scratch()
        try AtomicFile.write("a", to: scratch.path + "/x/y/z.json")
        #expect(scratch.read("x/y/z.json") == "a")
        #expect(scratch.entries("x/y") == ["z.json"])
    }

    @Test func fileIsReplacedWhole() throws {
        let scratch = Scratch()
        try AtomicFile.write("a long text", to: scratch.path + "/a")
        try AtomicFile.write("b", to: scratch.path + "/a")
        #expect(scratch.read("a") == "b")
    }

    @Test func failureLeavesTheOldFileAndNoRemains() throws {
        let scratch = Scratch()
        let path = scratch.path + "/a"
        try AtomicFile.write("old", to: path)
        #expect(throws: FileProblem.self) {
            try AtomicFile.write(to: path) { sink throws(FileProblem) in
                try sink.write(String(repeating: "new", count: 1_000_000))
                throw FileProblem(path: path, reason: "full")
            }
        }
        #expect(scratch.read("a") == "old")
        #expect(scratch.entries() == ["a"])
    }

    @Test func whatCannotBeWrittenIsNamed() throws {
        let scratch = Scratch()
        try AtomicFile.write("file", to: scratch.path + "/file")
        let inside = scratch.path + "/file/a.json"
        for action in [{ try AtomicFile.write("a", to: inside) }, { try AtomicFile.check(inside) }] {
            let problem = try #require(throws: FileProblem.self) { try action() }
            #expect(problem.description.hasPrefix(scratch.path + "/file"))
            #expect(problem.description.localizedCaseInsensitiveContains("not a directory"))
        }
        let folder = try #require(throws: FileProblem.self) { try AtomicFile.write("a", to: scratch.path) }
        #expect(folder.reason == "cannot be written: it is a directory")
    }

    @Test(.enabled(if: getuid() != 0, "root may write everywhere"))
    func readOnlyFileIsKept() throws {
        let scratch = Scratch()
        let path = scratch.path + "/a"
        try AtomicFile.write("old", to: path)
        chmod(path, 0o444)
        let problem = try #require(throws: FileProblem.self) { try AtomicFile.write("new", to: path) }
        #expect(problem.description == "\(path): cannot be written: Permission denied")
        #expect(scratch.read("a") == "old")
    }

    @Test func deviceIsWrittenTo() throws {
        try AtomicFile.write("a", to: "/dev/null")
        var facts = stat()
        #expect(stat("/dev/null", &facts) == 0 && facts.st_mode & S_IFMT == S_IFCHR)
    }

    @Test func linkIsFollowed() throws {
        let scratch = Scratch()
        try AtomicFile.write("old", to: scratch.path + "/real")
        symlink(scratch.path + "/real", scratch.path + "/link")
        try AtomicFile.write("new", to: scratch.path + "/link")
        #expect(scratch.read("real") == "new")
    }

    @Test func checkWritesNothing() throws {
        let scratch = Scratch()
        try AtomicFile.check(scratch.path + "/x/y/z")
        try AtomicFile.check(scratch.path, isFolder: true)
        #expect(scratch.entries().isEmpty)
        #expect(throws: FileProblem.self) { try AtomicFile.check(scratch.path) }
    }
}

@Suite struct ResultFolderTests {
    @Test func folderIsSeenOnlyAfterCommit() throws {
        let scratch = Scratch()
        let folder = try ResultFolder(replacing: scratch.path + "/runs/night")
        try folder.write("{}", as: "summary.json")
        #expect(scratch.read("runs/night/summary.json") == nil)
        try folder.commit()
        #expect(scratch.entries("runs") == ["night"])
        #expect(scratch.read("runs/night/summary.json") == "{}")
    }

    @Test func oldFolderIsReplacedWhole() throws {
        let scratch = Scratch()
        try AtomicFile.write("old", to: scratch.path + "/night/old.json")
        let folder = try ResultFolder(replacing: scratch.path + "/night")
        try folder.write("new", as: "summary.json")
        #expect(scratch.entries("night") == ["old.json"])
        try folder.commit()
        #expect(scratch.entries("night") == ["summary.json"])
        #expect(scratch.entries() == ["night"])
    }

    @Test func discardedFolderLeavesNothing() throws {
        let scratch = Scratch()
        try AtomicFile.write("old", to: scratch.path + "/night/old.json")
        let folder = try ResultFolder(replacing: scratch.path + "/night")
        try folder.write("new", as: "summary.json")
        folder.discard()
        #expect(scratch.entries() == ["night"])
        #expect(scratch.entries("night") == ["old.json"])
    }

    @Test func fileInThePlaceOfTheFolderIsKept() throws {
        let scratch = Scratch()
        try AtomicFile.write("file", to: scratch.path + "/night")
        #expect(throws: FileProblem.self) { try ResultFolder(replacing: scratch.path + "/night") }
        #expect(scratch.read("night") == "file")
    }
}
