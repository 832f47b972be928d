import Primitives

// After a crash: a new coordinator from the journal alone. Nothing is rolled back and nothing is taken for failed;
// whatever an order waited for is asked for again under the same key, and its peers answer what is true.
extension OrderCoordinator {
    /// The coordinator that goes on where the journal ends.
    ///
    /// Every open order has its deadlines again. What it waits for is asked for again within
    /// ``CoordinatorConfiguration/restartWithin``, at an instant drawn from `jitter` by its number, so that a restart
    /// does not set all orders to one beat; with zero it does. The day to give up still counts from the capture; the
    /// time to pay counts anew, since the instant of the hold is not on record.
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

    /// The order as it is now, for the journal. O(1).
    public func image(of order: OrderID) -> OrderImage {
        OrderImage(order: order, record: order.index < orders.count ? orders[order.index] : .absent)
    }

    private mutating func recover(_ order: OrderID, at now: Instant) {
        let record = orders[order.index]
        guard record.phase != .absent else { return }
        if !record.isSettled { openOrders += 1 }
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

    private mutating func rearmMainLine(_ order: OrderID, _ record: OrderRecord, at now: Instant, due: Instant) {
        switch record.phase {
        case .awaitingPayment:
            unpaidExpiry.arm(.expireUnpaid, order, from: now)
        case .checking, .holding:
            scheduled.arm(.missAnswer, order, epoch: record.epoch, at: due)
        case .reserving:
            // With the units sold it waits for the coupon alone.
            if record.stock == .confirming { scheduled.arm(.missAnswer, order, epoch: record.epoch, at: due) }
        case .charging, .chargeUnknown:
            if record.phase == .chargeUnknown { unknownCharges += 1 }
            scheduled.arm(.missAnswer, order, epoch: record.epoch, at: due)
        case .issuing:
            // First the buyer is told, then the goods are asked for again.
            scheduled.arm(.missAnswer, order, epoch: record.epoch, at: due)
            scheduled.arm(.repeatCall, order, epoch: record.epoch, at: due)
        case .preparing:
            preparingOrders += 1
            giveUpAfter.arm(.giveUp, order, from: record.capturedAt)
            scheduled.arm(.repeatCall, order, epoch: record.epoch, at: due)
        case .withdrawing, .refunding, .returning:
            scheduled.arm(.repeatCall, order, epoch: record.epoch, at: due)
        case .absent, .ended:
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
