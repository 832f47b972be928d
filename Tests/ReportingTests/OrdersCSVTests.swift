import Platform
import Primitives
import Simulator
import Testing

@testable import Reporting

@Suite struct OrdersCSVTests {
    private func render(_ orders: [CompletedOrder]) throws -> String {
        let scratch = Scratch()
        let table = OrdersCSV(
            products: [("Card \"50\"", "game-card"), ("Course, basic", "course")], regions: ["east", "华南"])
        try AtomicFile.write(to: scratch.path + "/o.csv") { sink throws(FileProblem) in
            try table.write(orders, to: sink)
        }
        return try #require(scratch.read("o.csv"))
    }

    private func order(
        _ nanoseconds: Int64, product: UInt32 = 0, region: UInt8 = 0, outcome: OrderOutcome = .issued,
        fen: Int64 = 2_505
    ) -> CompletedOrder {
        CompletedOrder(
            instant: Instant(nanoseconds: nanoseconds), order: OrderID(42), user: UserID(4_294_967_295),
            product: ProductID(product), region: region, quantity: 2, outcome: outcome.rawValue,
            amount: Money(fen: fen))
    }

    @Test func rowsFollowRFC4180() throws {
        let text = try render([
            order(3_120_999_999), order(-1, product: 1, region: 1, outcome: .soldOut, fen: 5),
            order(86_400_000_000_000, product: 9, region: 9, outcome: .unpaid, fen: -150),
        ])
        #expect(
            text == """
                instant,order,user,product,product_name,category,region,quantity,amount_yuan,status,line\r
                2026-11-11T00:00:03.120+08:00,42,4294967295,0,"Card ""50""\",game-card,east,2,25.05,issued,1\r
                2026-11-10T23:59:59.999+08:00,42,4294967295,1,"Course, basic",course,华南,2,0.05,sold-out,1\r
                2026-11-12T00:00:00.000+08:00,42,4294967295,9,,,,2,-1.50,unpaid,1\r

                """)
    }

    @Test func everyOutcomeHasAWord() throws {
        let rows = try render(OrderOutcome.allCases.map { order(0, outcome: $0) }).split(separator: "\r\n")
        let words = rows.dropFirst().map { $0.split(separator: ",").dropLast().last.map(String.init) }
        #expect(words == ["issued", "refunded", "sold-out", "unpaid", "declined", "unavailable", "partly-refunded"])
    }

    @Test func fileLargerThanAChunkIsComplete() throws {
        let text = try render((0..<50_000).map { order(Int64($0) * 1_000_000) })
        #expect(text.utf8.filter { $0 == 10 }.count == 50_001)
        #expect(text.hasSuffix(",2,25.05,issued,1\r\n"))
    }
}
