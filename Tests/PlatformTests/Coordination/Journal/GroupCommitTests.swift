import Platform
import Primitives
import Testing

/// Writes that come while one is under way leave together with the next.
@Suite struct GroupCommitTests {
    private func at(_ milliseconds: Int64) -> Instant { .origin + .milliseconds(milliseconds) }

    @Test func aWriteTakesItsTime() {
        var log = GroupCommit(write: .milliseconds(10))
        #expect(log.durable(handedInAt: at(0)) == at(10))
        #expect(log.durable(handedInAt: at(50)) == at(60))
    }

    @Test func whatComesMeanwhileIsOneGroup() {
        var log = GroupCommit(write: .milliseconds(10))
        #expect(log.durable(handedInAt: at(0)) == at(10))
        for millisecond in [1, 5, 9] as [Int64] { #expect(log.durable(handedInAt: at(millisecond)) == at(20)) }
        // The group is under way from 10 to 20: the next one follows it.
        #expect(log.durable(handedInAt: at(10)) == at(30))
        #expect(log.durable(handedInAt: at(19)) == at(30))
        #expect(log.durable(handedInAt: at(25)) == at(40))
        #expect(log.durable(handedInAt: at(70)) == at(80))
    }

    @Test func aWriteOfNoTimeIsDurableAtOnce() {
        var log = GroupCommit(write: .zero)
        for millisecond in [0, 0, 3, 3] as [Int64] {
            #expect(log.durable(handedInAt: at(millisecond)) == at(millisecond))
        }
    }
}
