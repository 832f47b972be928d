import Platform
import Primitives

// The refund of an order of one line, which is the order's own.
extension CoordinatorEffect {
    /// The refund of an order of one line.
    public static func refund(_ order: OrderID, _ amount: Money) -> Self { .refund(order, amount, of: order) }
}

extension PaymentCommand {
    /// The refund of an order of one line.
    public static func refund(_ order: OrderID, _ amount: Money) -> Self { .refund(order, amount, of: order) }
}

extension PaymentEffect {
    /// The request to refund an order of one line.
    public static func requestRefund(_ order: OrderID, _ amount: Money) -> Self {
        .requestRefund(order, amount, of: order)
    }
}
