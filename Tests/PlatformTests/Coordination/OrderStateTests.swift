import Primitives
import Testing

@testable import Platform

/// An order's state is a function of its lines' (LIF-4), over all combinations of phases.
@Suite struct OrderStateTests {
    private func state(_ lines: [OrderPhase]) -> OrderState? {
        guard let first = lines.first else { return nil }
        return lines.dropFirst().reduce(OrderState(first)) { $0?.joined(by: $1) }
    }

    /// In which phases lines of one order may be side by side.
    private let paid: [OrderPhase] = [
        .issuing, .preparing, .ready, .withdrawing, .revoking, .refunding, .ended(.issued), .ended(.refunded),
    ]

    @Test func allPairsStandTogetherThatShouldAndNoOthers() {
        for a in OrderPhase.allCases {
            for b in OrderPhase.allCases {
                let isLooking = [.checking, .holding].contains(a) && [.checking, .holding].contains(b)
                let isPaid = paid.contains(a) && paid.contains(b)
                #expect((state([a, b]) != nil) == (a == b || isLooking || isPaid), "\(a), \(b)")
            }
        }
    }

    @Test func orderOfTheLinesDoesNotMatter() {
        for a in paid {
            for b in paid {
                #expect(state([a, b]) == state([b, a]))
                for c in paid {
                    let all = [[a, b, c], [a, c, b], [b, a, c], [b, c, a], [c, a, b], [c, b, a]].map(state)
                    #expect(all.allSatisfy { $0 == all[0] && $0 != nil }, "\(a), \(b), \(c)")
                }
            }
        }
    }

    @Test func equalLinesMakeAnOrderLikeThem() {
        for phase in OrderPhase.allCases {
            #expect(state([phase, phase, phase]) == OrderState(phase))
            #expect(state([phase]) == OrderState(phase))
        }
    }

    @Test func orderHasEndedWhenAllItsLinesHave() {
        for a in paid {
            for b in paid {
                let bothEnded = [a, b].allSatisfy { [.ended(.issued), .ended(.refunded)].contains($0) }
                guard case .ended(let outcome)? = state([a, b]) else {
                    #expect(!bothEnded, "\(a), \(b)")
                    continue
                }
                #expect(bothEnded)
                #expect((outcome == .partlyRefunded) == (a != b))
            }
        }
        #expect(state([.ended(.issued), .ended(.refunded), .ended(.issued)]) == .ended(.partlyRefunded))
    }

    @Test func openOrderStandsWhereItsWorstLineStands() {
        #expect(state([.ended(.issued), .issuing]) == .open(.issuing))
        #expect(state([.issuing, .preparing, .ended(.issued)]) == .open(.preparing))
        #expect(state([.ready, .issuing]) == .open(.issuing))
        #expect(state([.preparing, .refunding, .ended(.refunded)]) == .open(.refunding))
        #expect(state([.holding, .checking]) == .open(.checking))
    }

    @Test func answersFollowTheState() {
        #expect(OrderState.open(.absent).answer == .closed)
        #expect(OrderState.open(.awaitingPayment).answer == .placed)
        #expect(OrderState.open(.issuing).answer == nil)
        for phase in [OrderPhase.preparing, .withdrawing, .revoking, .refunding] {
            #expect(OrderState(phase).answer == .preparing)
        }
        #expect(OrderState.open(.returning(.unpaid)).answer == .closed)
        #expect(OrderState.ended(.partlyRefunded).answer == .partlyRefunded)
    }

    @Test func stateOfAnOrderIsTheSameAskedByAnyOfItsLines() {
        let desk = CoordinatorDesk()
        #expect(desk.coordinator.state(of: .init(0)) == .open(.absent))
        desk.capture(.basket(.init(0), yuan: [10, 20, 30]))
        desk.tell(.issued(.init(1)))
        desk.tell(.issueFailed(.init(2)))
        for line in UInt32(0)..<3 { #expect(desk.coordinator.state(of: .init(line)) == .open(.preparing)) }
    }
}

/// A discount is shared out to the fen.
@Suite struct DiscountSharesTests {
    private func shares(_ discount: Int64, _ prices: [Int64]) -> [Int64] {
        var places = InlineArray<8, Money>(repeating: .zero)
        for (place, price) in prices.enumerated() { places[place] = Money(fen: price) }
        let shares = DiscountShares(of: Money(fen: discount), over: prices.count, prices: places)
        return prices.indices.map { shares[$0].fen }
    }

    @Test func sharesAreByPriceAndTheRestGoesToTheLargestRemainders() {
        #expect(shares(100, [100, 100, 100]) == [34, 33, 33])
        #expect(shares(10, [30, 20]) == [6, 4])
        #expect(shares(5, [1, 1, 8]) == [1, 0, 4])
        #expect(shares(1, [1, 2, 3]) == [0, 0, 1])
        #expect(shares(0, [5, 5]) == [0, 0])
        #expect(shares(10, [5, 5]) == [5, 5])
        #expect(shares(0, [0, 0]) == [0, 0])
        #expect(shares(7, [0, 7]) == [0, 7])
    }

    @Test func sharesAddUpAndNoLineIsChargedLessThanNothing() {
        var chance = RandomStream(seed: 1, purpose: .testing)
        for _ in 0..<2_000 {
            let prices = (0..<(1 + chance.next(below: 8))).map { _ in Int64(chance.next(below: 500_000)) }
            let total = prices.reduce(0, +)
            let discount = Int64(chance.next(below: UInt64(total + 1)))
            let parts = shares(discount, prices)
            #expect(parts.reduce(0, +) == discount)
            for (part, price) in zip(parts, prices) {
                #expect(part >= 0 && part <= price)
                #expect(total == 0 || abs(part * total - discount * price) < total, "less than a fen off")
            }
        }
    }

    @Test func sharesOfHugeSumsDoNotOverflow() {
        let large = Int64(1) << 60
        #expect(shares(large, [large, large]) == [large / 2, large / 2])
    }
}
