import Platform
import Primitives

// Double entry: PAY-5, by books of the auditor's own that are kept from messages alone.
extension Auditors {
    /// What came in, went out and was earned, as the messages say.
    struct BookNotes: BitwiseCopyable {
        /// Whether what is heard belongs in them: the old platform's silos have no double entry.
        var areKept = true
        fileprivate var capturedSum = Money.zero
        fileprivate var feeSum = Money.zero
        fileprivate var refundedSum = Money.zero
        fileprivate var earnedSum = Money.zero
        fileprivate var discountSum = Money.zero

        mutating func captured(_ amount: Money, fee: Money) {
            guard areKept else { return }
            capturedSum += amount
            feeSum += fee
        }

        mutating func refunded(_ amount: Money) {
            if areKept { refundedSum += amount }
        }

        mutating func issued(price: Int64, due: Int64) {
            guard areKept else { return }
            earnedSum += Money(fen: due)
            discountSum += Money(fen: price - due)
        }
    }

    /// Holds the platform's books against the auditor's: what the provider has, what is owed in goods or money, what
    /// is earned, and what coupons and fees cost.
    mutating func judge(_ books: Books) {
        let own = bookNotes
        let sum = books.trialBalance
        tally.expect(.booksBalance, sum == .zero, "debits exceed credits by \(sum) yuan")
        let owed = books[.deferredRevenue] + books[.refundsPayable]
        let holds =
            books[.providerClearing] == own.capturedSum - own.feeSum - own.refundedSum
            && owed == own.earnedSum + own.refundedSum - own.capturedSum
            && books[.sales] == -(own.earnedSum + own.discountSum)
            && books[.couponCost] == own.discountSum && books[.providerFees] == own.feeSum
        tally.expect(.booksBalance, holds, "books \(books), messages \(own)")
    }
}
