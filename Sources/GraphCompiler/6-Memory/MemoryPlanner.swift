/// Gives slots their addresses in one arena, so that no two that live at the same time overlap.
///
/// Greedy by size: large slots first, each at the lowest gap that is free for its whole life.
package struct MemoryPlanner {
  /// Slots begin at multiples of 16 floats: one cache line.
  package static let alignment = 16

  /// A slot's need: floats, and first and last launch.
  package struct Need {
    package var count: Int
    package var first: Int
    package var last: Int

    package init(count: Int, first: Int, last: Int) {
      self.count = count
      self.first = first
      self.last = last
    }
  }

  package private(set) var offsets: [Int]
  package private(set) var arenaCount = 0

  package init(_ needs: [Need]) {
    offsets = Array(repeating: 0, count: needs.count)
    let order = needs.indices.sorted { a, b in
      (needs[b].count, needs[a].first, a) < (needs[a].count, needs[b].first, b)
    }
    // Placed slots by address.
    var placed: [(offset: Int, end: Int, first: Int, last: Int)] = []
    for index in order {
      let need = needs[index]
      let size = (need.count + Self.alignment - 1) / Self.alignment * Self.alignment
      var offset = 0
      for other in placed where other.first <= need.last && need.first <= other.last {
        if other.offset >= offset + size { break }
        offset = max(offset, other.end)
      }
      offsets[index] = offset
      arenaCount = max(arenaCount, offset + size)
      let entry = (offset: offset, end: offset + size, first: need.first, last: need.last)
      var low = 0
      var high = placed.count
      while low < high {
        let middle = (low + high) / 2
        if placed[middle].offset < offset { low = middle + 1 } else { high = middle }
      }
      placed.insert(entry, at: low)
    }
  }
}
