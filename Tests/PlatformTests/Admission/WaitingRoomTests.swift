import Platform
import Primitives
import Testing

@Suite struct WaitingRoomTests {
    private func at(_ milliseconds: Int64) -> Instant { .origin + .milliseconds(milliseconds) }

    private func tenPerSecond() -> Bench<WaitingRoom> { Bench(WaitingRoom(releasesPerSecond: 10)) }

    private func send(_ commands: [WaitingRoomCommand], at now: Instant, to room: Bench<WaitingRoom>) {
        for command in commands {
            let effects = room.send(command, at: now)
            #expect(effects == [])
        }
    }

    /// Lets the room act at each of its deadlines up to `end`: who was let in, and when in ms.
    private func admitted(by room: Bench<WaitingRoom>, until end: Instant) -> [[Int64]] {
        var result: [[Int64]] = []
        while room.nextDeadline <= end {
            let now = room.nextDeadline
            for case .admitted(let visitor) in room.advance(to: now) {
                result.append([Int64(visitor), now.nanoseconds / 1_000_000])
            }
        }
        return result
    }

    @Test func anEmptyRoomIsIdle() {
        let room = tenPerSecond()
        #expect(room.nextDeadline == .distantFuture)
        #expect(room.machine.waiting == 0)
    }

    @Test func theFirstVisitorIsLetInAtOnce() {
        let room = tenPerSecond()
        send([.enter(visitor: 7)], at: at(250), to: room)
        #expect(room.nextDeadline == at(250))
        #expect(admitted(by: room, until: at(250)) == [[7, 250]])
        #expect(room.nextDeadline == .distantFuture)
    }

    @Test func visitorsAreLetInInOrderAtConstantSpacing() {
        let room = tenPerSecond()
        send([.enter(visitor: 3), .enter(visitor: 1), .enter(visitor: 2)], at: at(0), to: room)
        #expect(admitted(by: room, until: at(1_000)) == [[3, 0], [1, 100], [2, 200]])
        #expect(room.machine.admissions == 3)
    }

    @Test func theSpacingHoldsAcrossAShortIdleSpell() {
        let room = tenPerSecond()
        send([.enter(visitor: 1)], at: at(0), to: room)
        #expect(admitted(by: room, until: at(0)) == [[1, 0]])
        send([.enter(visitor: 2)], at: at(30), to: room)
        #expect(admitted(by: room, until: at(1_000)) == [[2, 100]])
    }

    @Test func idleTimeSavesUpNoReleases() {
        let room = tenPerSecond()
        send([.enter(visitor: 1), .enter(visitor: 2)], at: at(5_000), to: room)
        #expect(admitted(by: room, until: at(9_000)) == [[1, 5_000], [2, 5_100]])
    }

    @Test func aVisitorWhoLeavesTakesNoRelease() {
        let room = tenPerSecond()
        send([.enter(visitor: 1), .enter(visitor: 2), .enter(visitor: 3), .leave(visitor: 2)], at: at(0), to: room)
        #expect(room.machine.waiting == 2)
        #expect(admitted(by: room, until: at(1_000)) == [[1, 0], [3, 100]])
        #expect(room.machine.abandonments == 1)
    }

    @Test func enteringTwiceKeepsThePlace() {
        let room = tenPerSecond()
        send([.enter(visitor: 1), .enter(visitor: 2), .enter(visitor: 1)], at: at(0), to: room)
        #expect(admitted(by: room, until: at(1_000)) == [[1, 0], [2, 100]])
    }

    @Test func leavingAndEnteringAgainLosesThePlace() {
        let room = tenPerSecond()
        send(
            [.enter(visitor: 1), .enter(visitor: 2), .leave(visitor: 1), .enter(visitor: 1)], at: at(0), to: room)
        #expect(admitted(by: room, until: at(1_000)) == [[2, 0], [1, 100]])
    }

    @Test func leavingWithoutWaitingDoesNothing() {
        let room = tenPerSecond()
        send([.leave(visitor: 9)], at: at(0), to: room)
        #expect(room.machine.abandonments == 0)
    }

    @Test func theLastToLeaveMakesTheRoomIdle() {
        let room = tenPerSecond()
        send([.enter(visitor: 1), .enter(visitor: 2), .leave(visitor: 1), .leave(visitor: 2)], at: at(0), to: room)
        #expect(room.nextDeadline == .distantFuture)
    }

    @Test func aLateCallLetsInEveryoneDueInBoundedBatches() {
        let room = Bench(WaitingRoom(spacing: .milliseconds(1)))
        send((0..<100).map { .enter(visitor: $0) }, at: at(0), to: room)
        let first = room.advance(to: at(80))
        #expect(first.count == 64)
        #expect(room.nextDeadline == at(64))
        let second = room.advance(to: at(80))
        #expect(second.count == 17)
        #expect(room.nextDeadline == at(81))
    }

    @Test func everyVisitorIsWaitingLetInOrGone() {
        let room = Bench(WaitingRoom(spacing: .milliseconds(3)))
        var stream = RandomStream(seed: 5, purpose: .testing)
        var entered = 0
        for step in 0..<20_000 as Range<Int64> {
            let before = room.machine.waiting
            let visitor = stream.next(below: 500)
            room.send(stream.next(below: 3) == 0 ? .leave(visitor: visitor) : .enter(visitor: visitor), at: at(step))
            entered += max(0, room.machine.waiting - before)
            while room.nextDeadline <= at(step) { room.advance(to: at(step)) }
            let accounted = room.machine.waiting + room.machine.admissions + room.machine.abandonments
            #expect(entered == accounted)
        }
        #expect(room.machine.admissions > 1_000)
        #expect(room.machine.abandonments > 1_000)
    }
}
