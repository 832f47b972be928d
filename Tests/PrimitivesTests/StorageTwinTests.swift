import Primitives
import Testing

/// Each structure with unsafe storage beside a plain Array or Dictionary that does the same.
@Suite struct StorageTwinTests {
    @Test(arguments: [1, 2, 3, 4]) func ringBehavesAsAnArray(seed: UInt64) {
        var stream = RandomStream(seed: seed, purpose: .testing)
        var ring = Ring<UInt32>(minimumCapacity: Int(seed))
        var twin: [UInt32] = []
        var differences = 0
        for step in 0..<6_000 {
            // Long stretches that lean towards filling, then towards draining.
            let filling = (step / 700) % 2 == 0
            let choice = stream.next(below: 100)
            if choice < (filling ? 60 : 40) {
                let element = UInt32(truncatingIfNeeded: stream.next())
                ring.append(element)
                twin.append(element)
            } else if choice < 95 {
                let expected = twin.isEmpty ? nil : twin.removeFirst()
                if ring.popFirst() != expected { differences += 1 }
            } else if choice < 99 {
                if !twin.isEmpty {
                    let offset = Int(stream.next(below: UInt64(twin.count)))
                    ring[offset] &+= 7
                    twin[offset] &+= 7
                }
            } else if stream.next(below: 20) == 0 {
                ring.removeAll()
                twin.removeAll()
            }
            if ring.count != twin.count || ring.first != twin.first || ring.isEmpty != twin.isEmpty {
                differences += 1
            }
            if step % 50 == 0 {
                for offset in 0..<twin.count where ring[offset] != twin[offset] { differences += 1 }
            }
        }
        #expect(differences == 0)
    }

    @Test func ringCapacityIsAPowerOfTwoAndStaysInSteadyState() {
        var ring = Ring<Int>(minimumCapacity: 5)
        #expect(ring.capacity == 8)
        for i in 0..<8 { ring.append(i) }
        #expect(ring.capacity == 8)
        for i in 8..<10_000 {
            _ = ring.popFirst()
            ring.append(i)
        }
        #expect(ring.capacity == 8 && ring.count == 8 && ring.first == 9_992)
        ring.append(10_000)
        #expect(ring.capacity == 16 && ring[8] == 10_000 && ring[0] == 9_992)
    }

    @Test(arguments: [1, 2, 3, 4]) func slotMapBehavesAsADictionary(seed: UInt64) {
        var stream = RandomStream(seed: seed, purpose: .testing)
        var map = SlotMap<UInt64>(minimumCapacity: 1)
        var twin: [Slot: UInt64] = [:]
        var live: [Slot] = []
        var stale: [Slot] = []
        var differences = 0
        for step in 0..<8_000 {
            let filling = (step / 900) % 2 == 0
            if live.isEmpty || stream.next(below: 100) < (filling ? 60 : 35) {
                let element = stream.next()
                let slot = map.insert(element)
                if twin.updateValue(element, forKey: slot) != nil { differences += 1 }
                live.append(slot)
            } else {
                let at = Int(stream.next(below: UInt64(live.count)))
                let slot = live[at]
                live[at] = live[live.count - 1]
                live.removeLast()
                if map.remove(slot) != twin.removeValue(forKey: slot) { differences += 1 }
                stale.append(slot)
            }
            if let slot = live.last {
                map[slot] &+= 3
                twin[slot]! &+= 3
                if map[slot] != twin[slot] || !map.contains(slot) || map.slot(at: slot.index) != slot {
                    differences += 1
                }
            }
            if let slot = stale.last, map.contains(slot) { differences += 1 }
            if map.count != twin.count || map.capacity < map.count { differences += 1 }
        }
        for slot in live where map[slot] != twin[slot] { differences += 1 }
        for slot in stale where map.contains(slot) { differences += 1 }
        #expect(differences == 0)
    }

    @Test func slotFreedLastIsTakenFirst() {
        var map = SlotMap<Int>(minimumCapacity: 4)
        let slots = (0..<4).map { map.insert($0) }
        map.remove(slots[1])
        map.remove(slots[3])
        let again = map.insert(30)
        #expect(again.index == 3 && again.generation != slots[3].generation)
        #expect(map.insert(10).index == 1)
        #expect(map.insert(40).index == 4)
        #expect(map[again] == 30 && map[slots[0]] == 0 && !map.contains(slots[3]))
    }

    @Test func slotsThatWereNeverGivenAreNotContained() {
        let map = SlotMap<Int>(minimumCapacity: 8)
        let strangers = [(0, 0), (0, 1), (70, 1)].map { Slot(index: $0.0, generation: $0.1) }
        for slot in strangers { #expect(map.contains(slot) == false) }
        #expect(map.slot(at: 0) == nil && map.slot(at: 70) == nil)
    }

    @Test func pagedArrayBehavesAsAnArray() {
        var stream = RandomStream(seed: 5, purpose: .testing)
        var table = PagedArray<UInt32>()
        var twin: [UInt32] = []
        var differences = 0
        for step in 0..<80_000 {
            let element = UInt32(truncatingIfNeeded: stream.next())
            if table.append(element) != step { differences += 1 }
            twin.append(element)
            let index = Int(stream.next(below: UInt64(twin.count)))
            table[index] ^= 0x55
            twin[index] ^= 0x55
            if table[index] != twin[index] { differences += 1 }
        }
        for index in twin.indices where table[index] != twin[index] { differences += 1 }
        #expect(differences == 0)
        #expect(table.count == 80_000)
    }

    @Test func pagedArrayGrowsWithoutTouchingWhatItHolds() {
        var table = PagedArray<Int>()
        #expect(table.isEmpty == true)
        table.grow(to: 3, filledWith: 7)
        table[1] = 8
        table.grow(to: 2, filledWith: 9)
        #expect(table.count == 3)
        table.grow(to: 20 * PagedArray<Int>.pageSize + 1, filledWith: 9)
        #expect(table.count == 20 * 4_096 + 1)
        #expect(table[0] == 7 && table[1] == 8 && table[2] == 7 && table[3] == 9)
        #expect(table[table.count - 1] == 9)
    }
}
