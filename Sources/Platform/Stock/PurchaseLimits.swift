import Primitives

/// How many units of a product one user may have, and how many each has: one byte per user and limited product.
///
/// O(1) per question; memory grows to the highest user number seen, for products with a limit only.
struct PurchaseLimits: ~Copyable {
    /// By product, the limit; 0 for none.
    private let limits: [UInt8]
    /// By product, its place among those with a limit.
    private let places: [Int]
    private var counts: FixedTable<PagedArray<UInt8>>

    init(_ perUser: [Int]) {
        precondition(perUser.allSatisfy { (0...255).contains($0) }, "limits per user of \(perUser)")
        limits = perUser.map { UInt8($0) }
        var places: [Int] = [], count = 0
        for limit in perUser {
            places.append(count)
            if limit > 0 { count += 1 }
        }
        self.places = places
        counts = FixedTable(count: count) { _ in PagedArray<UInt8>() }
    }

    /// Whether any product has a limit.
    var isEmpty: Bool { counts.count == 0 }

    /// Whether the user may have so many units more.
    @inline(__always)
    func allow(_ quantity: UInt8, of product: ProductID, for user: UserID) -> Bool {
        if isEmpty { return true }
        return has(product, user) + Int(quantity) <= limit(product)
    }

    /// Counts units that the user gets.
    @inline(__always)
    mutating func add(_ quantity: UInt8, of product: ProductID, for user: UserID) {
        if isEmpty { return }
        change(by: Int(quantity), product, user)
    }

    /// Counts units that the user gives back.
    @inline(__always)
    mutating func remove(_ quantity: UInt8, of product: ProductID, for user: UserID) {
        if isEmpty { return }
        change(by: -Int(quantity), product, user)
    }

    private func limit(_ product: ProductID) -> Int {
        guard product.index < limits.count, limits[product.index] > 0 else { return .max }
        return Int(limits[product.index])
    }

    private func has(_ product: ProductID, _ user: UserID) -> Int {
        guard product.index < limits.count, limits[product.index] > 0 else { return 0 }
        let place = places[product.index], number = Int(user.number)
        return number < counts[place].count ? Int(counts[place][number]) : 0
    }

    private mutating func change(by units: Int, _ product: ProductID, _ user: UserID) {
        guard product.index < limits.count, limits[product.index] > 0 else { return }
        let place = places[product.index], number = Int(user.number)
        counts[place].grow(to: number + 1, filledWith: 0)
        // A store that does not look may go beyond any limit; 255 is as bad as more.
        counts[place][number] = UInt8(clamping: Int(counts[place][number]) + units)
    }
}
