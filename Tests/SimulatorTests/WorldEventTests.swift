import Platform
import Primitives
import Testing
@testable import Simulator

/// An event is one word: what is put in must come out, at the ends of every field.
@Suite struct WorldEventTests {
    @Test func kindsAndAnswersAreNumberedWithoutGaps() {
        #expect(WorldEvent.Kind.allCases.map(\.rawValue) == Array(0..<UInt8(WorldEvent.Kind.allCases.count)))
        #expect(PageAnswer.allCases.map(\.rawValue) == Array(0..<UInt8(PageAnswer.allCases.count)))
        #expect(MemoryLayout<WorldEvent>.size == 8)
    }

    @Test func everyKindComesOutAsItWentIn() {
        let events: [WorldEvent] = [
            .sessionStarts, .rushStarts, .pageArrives(shopper: .max, turn: .max),
            .answerReaches(shopper: .max, turn: .max, answer: .refunded), .patienceEnds(shopper: .max, turn: .max),
            .waiterLeaves(shopper: .max, turn: .max), .serviceEnds(server: .max, slot: .max, incarnation: .max),
            .serverReady(server: .max, incarnation: .max), .messageArrives(envelope: .max), .wakes(.courseRoom),
            .faultTurns(index: .max), .minuteEnds, .patienceSweep, .scalingDecision, .windowEnds,
            .storeEnds(visit: .max), .stockTurns(index: .max),
            .checkIsDue(true), .holderActs(OrderID(.max), .expire, version: .max), .supplierRefills,
            .scalperStarts(population: .max),
        ]
        #expect(events.map(\.kind) == WorldEvent.Kind.allCases)
        #expect(Set(events.map(\.word)).count == events.count)
    }

    @Test func fieldsComeOutAsTheyWentIn() {
        for answer in PageAnswer.allCases {
            for (shopper, turn) in [(0, 0), (.max, 0), (0, .max), (123_456_789, 54_321)] as [(UInt32, UInt16)] {
                let event = WorldEvent.answerReaches(shopper: shopper, turn: turn, answer: answer)
                #expect(event.answer == answer && event.shopper == shopper && event.turn == turn)
            }
        }
        for (server, slot, incarnation) in [(.max, 0, 0), (0, .max, 0), (0, 0, .max)] as [(UInt16, UInt8, UInt16)] {
            #expect(
                WorldEvent.serviceEnds(server: server, slot: slot, incarnation: incarnation).service
                    == (server, slot, incarnation))
            #expect(WorldEvent.serverReady(server: server, incarnation: incarnation).boot == (server, incarnation))
        }
        #expect(WorldEvent.messageArrives(envelope: .max).number == .max)
        #expect(WorldEvent.checkIsDue(true).number == 1 && WorldEvent.checkIsDue(false).number == 0)
        for (order, version) in [(0, 0), (.max, 0), (0, .max)] as [(UInt32, UInt16)] {
            for operation in LifecycleOperation.allCases {
                let wish = WorldEvent.holderActs(OrderID(order), operation, version: version).wish
                #expect(wish == (OrderID(order), operation, version))
            }
        }
        for machine in MachineName.allCases { #expect(WorldEvent.wakes(machine).machine == machine) }
    }
}
