/// A binary heap of numbered items; the smallest priority comes first.
struct PriorityQueue {
  private var heap: [(priority: Int, item: Int)] = []

  mutating func insert(_ item: Int, priority: Int) {
    heap.append((priority, item))
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      if heap[parent] <= heap[child] { break }
      heap.swapAt(parent, child)
      child = parent
    }
  }

  mutating func popFirst() -> Int? {
    guard let first = heap.first else { return nil }
    let last = heap.removeLast()
    if !heap.isEmpty {
      heap[0] = last
      var parent = 0
      while true {
        let children = [2 * parent + 1, 2 * parent + 2].filter { $0 < heap.count }
        guard let child = children.min(by: { heap[$0] < heap[$1] }),
          heap[child] < heap[parent]
        else { break }
        heap.swapAt(parent, child)
        parent = child
      }
    }
    return first.item
  }
}
