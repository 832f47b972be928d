import Platform
import Primitives
import Testing

/// Double entry: what every step of an order posts.
@Suite struct BooksTests {
    let order = OrderID(2)
    private let price = Purchase.samplePrice
    /// 0.6 % of 50 yuan.
    private let fee = Money(fen: 30)

    private func balances(_ desk: CoordinatorDesk) -> [Account: Money] {
        var seen: [Account: Money] = [:]
        for account in Account.allCases where desk.coordinator.books[account] != .zero {
            seen[account] = desk.coordinator.books[account]
        }
        return seen
    }

    @Test func postingsAreTwoSidedAndAddUpToNothing() {
        var books = Books()
        books.post(.yuan(3), debit: .providerClearing, credit: .deferredRevenue)
        books.post(.yuan(1), debit: .deferredRevenue, credit: .sales)
        #expect(books[.providerClearing] == .yuan(3) && books[.deferredRevenue] == .yuan(-2))
        #expect(books[.sales] == .yuan(-1) && books.trialBalance == .zero && books.postings == 2)
        for account in Account.allCases { #expect(!account.name.isEmpty) }
    }

    @Test func negativePostingTraps() async {
        await #expect(processExitsWith: .failure) {
            var books = Books()
            books.post(Money(fen: -1), debit: .sales, credit: .couponCost)
        }
    }

    @Test func captureOwesGoodsAndIssueEarnsThem() {
        let desk = CoordinatorDesk()
        desk.charge(order)
        #expect(balances(desk).isEmpty)
        desk.tell(.captured(order, price))
        desk.tell(.captured(order, price))
        #expect(balances(desk) == [.providerClearing: price - fee, .providerFees: fee, .deferredRevenue: -price])
        desk.tell(.issued(order))
        desk.tell(.issued(order))
        #expect(balances(desk) == [.providerClearing: price - fee, .providerFees: fee, .sales: -price])
    }

    @Test func redeemedCouponIsACostAgainstTheFullPrice() {
        let desk = CoordinatorDesk()
        desk.placeAndHold(order, coupon: .init(0))
        desk.tell(.pay(order))
        desk.tell(.couponRedeemed(order, discount: .yuan(5)))
        desk.tell(.stockConfirmed(order))
        desk.tell(.captured(order, .yuan(45)))
        desk.tell(.issued(order))
        #expect(desk.coordinator.books[.sales] == .yuan(-50))
        #expect(desk.coordinator.books[.couponCost] == .yuan(5))
        #expect(desk.coordinator.books.trialBalance == .zero)
    }

    @Test func dayWithoutGoodsTurnsTheDebtIntoMoney() {
        let desk = CoordinatorDesk()
        desk.withdraw(order)
        #expect(desk.coordinator.books[.deferredRevenue] == -price)
        desk.tell(.withdrawn(order))
        desk.tell(.withdrawn(order))
        #expect(desk.coordinator.books[.deferredRevenue] == .zero)
        #expect(desk.coordinator.books[.refundsPayable] == -price)
        desk.tell(.refunded(order, price))
        desk.tell(.refunded(order, price))
        // The provider keeps its fee.
        #expect(balances(desk) == [.providerClearing: -fee, .providerFees: fee])
    }

    @Test func lateCaptureIsOwedInMoneyAtOnce() {
        let desk = CoordinatorDesk { $0.providerFeePermille = 0 }
        desk.charge(order)
        desk.tell(.declined(order))
        desk.tell(.captured(order, price))
        #expect(balances(desk) == [.providerClearing: price, .refundsPayable: -price])
        desk.tell(.refunded(order, price))
        #expect(balances(desk).isEmpty)
    }
}
