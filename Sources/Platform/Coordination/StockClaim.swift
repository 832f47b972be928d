/// What an order has at the stock service, as far as the coordinator knows. One byte.
enum StockClaim: UInt8, BitwiseCopyable {
    /// Nothing: never asked, sold out, or the hold is gone.
    case none
    /// Units that were asked for; it is not known whether they were set aside.
    case asked
    /// Units set aside.
    case held
    /// Units set aside, and the sale asked for.
    case confirming
    /// Units sold to the order.
    case sold
    /// To be given back; repeated until the stock service says so.
    case releasing
    /// Given back.
    case returned
}
