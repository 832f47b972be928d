import Primitives
import Testing

/// A value at an address of its own is what it was, and ends with its box.
@Suite struct BoxTests {
    /// Counts its ends.
    private struct Mortal: ~Copyable {
        let ends: Counter
        var value = 1

        deinit { ends.count += 1 }
    }

    private final class Counter { var count = 0 }

    @Test func valueIsChangedInPlaceAndEndsWithItsBox() {
        let ends = Counter()
        func use() {
            var box = Box(Mortal(ends: ends))
            box.value.value += 41
            #expect(box.value.value == 42)
            #expect(ends.count == 0)
            box.value = Mortal(ends: ends)
            #expect(ends.count == 1)
        }
        use()
        #expect(ends.count == 2)
    }
}
