import Primitives

// After a crash: a new coordinator from the journal alone. Nothing is rolled back and nothing is taken for failed;
// whatever an order waited for is asked for again under the same key, and its peers answer what is true.
extension OrderCoordinator {
    /// The coordinator that goes on where the journal ends.
    ///
    /// Heads and lines of orders are known from the records alone. Every open one has its deadlines again. What it
    /// waits for is asked for again within ``CoordinatorConfiguration/restartWithin``, at an instant drawn from
    /// `jitter` by its number, so that a restart does not set all orders to one beat; with zero it does. The day to
    /// give up still counts from the capture; the time to pay counts anew, since the instant of the hold is not on
    /// record.
    ///
    /// O(orders in the journal).
    public init(
        recovering journal: borrowing CoordinatorJournal, configuration: CoordinatorConfiguration,
        jitter: RandomStream = RandomStream(state: 0), at now: Instant
    ) {
        self.init(configuration: configuration, jitter: jitter)
        latest = now
        books = journal.books
        for number in 0..<journal.records.count {
            orders.append(journal.records[number])
            recover(OrderID(index: number), at: now)
        }
        findNextDeadline()
    }

    /// The lines to write when the journal is to make an order durable: all that the order has, by their numbers.
    ///
    /// - Parameter order: the order's number, or that of any of its lines.
    @inline(__always)
    public func linesToPersist(of order: OrderID) -> Range<UInt32> {
        guard order.index < orders.count else { return order.number..<order.number + 1 }
        let first = self.order(of: order).number
        return first..<first + UInt32(orders[order.index].lines)
    }

    /// A line as it is now, for the journal. O(1).
    @inline(__always)
    public func image(of line: OrderID) -> OrderImage {
        OrderImage(order: line, record: line.index < orders.count ? orders[line.index] : .absent)
    }

    /// Leaves it to the journal, if there is one, to make durable what becomes of an order in this call, whichever
    /// of its lines the call is about.
    @inline(__always)
    func persist(_ line: OrderID, into effects: inout EffectBuffer<CoordinatorEffect>) {
        if configuration.journal != nil { effects.append(.persist(line)) }
    }

    private mutating func recover(_ order: OrderID, at now: Instant) {
        let record = orders[order.index]
        guard record.phase != .absent else { return }
        if !record.isSettled, record.line == 0 { openOrders += 1 }
        let due = now + spread(order)
        rearmMainLine(order, record, at: now, due: due)
        if record.stock == .releasing { scheduled.arm(.repeatStockRelease, order, at: due) }
        switch record.coupon {
        case .asked:
            let duty: Deadline.Duty = configuration.couponCalling == .synchronous ? .missCoupon : .endCouponWait
            scheduled.arm(duty, order, at: due)
        case .overdue: scheduled.arm(.missCoupon, order, at: due)
        case .releasing: scheduled.arm(.repeatCouponRelease, order, at: due)
        case .none, .wanted, .redeemed, .refused, .returned: break
        }
    }

    private mutating func rearmMainLine(_ line: OrderID, _ record: OrderRecord, at now: Instant, due: Instant) {
        switch record.phase {
        case .awaitingPayment:
            if record.line == 0 { unpaidExpiry.arm(.expireUnpaid, line, from: now) }
        case .checking:
            scheduled.arm(.missAnswer, line, epoch: record.epoch, at: due)
        case .holding:
            // What is held already waits for the other lines.
            if record.stock == .asked { scheduled.arm(.missAnswer, line, epoch: record.epoch, at: due) }
        case .reserving:
            // With the units sold it waits for the coupon or the other lines.
            if record.stock == .confirming { scheduled.arm(.missAnswer, line, epoch: record.epoch, at: due) }
        case .charging, .chargeUnknown:
            // The charge is the order's, and awaited at its first line.
            guard record.line == 0 else { return }
            if record.phase == .chargeUnknown { unknownCharges += 1 }
            scheduled.arm(.missAnswer, line, epoch: record.epoch, at: due)
        case .issuing:
            // First the buyer is told, then the goods are asked for again.
            scheduled.arm(.missAnswer, line, epoch: record.epoch, at: due)
            scheduled.arm(.repeatCall, line, epoch: record.epoch, at: due)
        case .preparing:
            preparingOrders += 1
            giveUpAfter.arm(.giveUp, line, from: record.capturedAt)
            scheduled.arm(.repeatCall, line, epoch: record.epoch, at: due)
        case .withdrawing, .revoking, .refunding:
            scheduled.arm(.repeatCall, line, epoch: record.epoch, at: due)
        case .returning:
            // It goes back in one piece, asked for at the first line.
            if record.line == 0 { scheduled.arm(.repeatCall, line, epoch: record.epoch, at: due) }
        case .absent, .ready, .ended:
            break
        }
    }

    /// How long after a restart this order's turn comes.
    private func spread(_ order: OrderID) -> TimeSpan {
        let width = UInt64(configuration.restartWithin.nanoseconds)
        // No attempt has the number 65,535 and a bit more, so that these bits are no attempt's.
        let bits = jitter.substream(UInt64(order.number) << 17 | 1).state
        return TimeSpan(nanoseconds: Int64(bits.multipliedFullWidth(by: width + 1).high))
    }
}
