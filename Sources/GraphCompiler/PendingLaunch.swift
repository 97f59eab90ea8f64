/// A launch whose operands are still slots.
struct PendingLaunch {
  var label: String
  var reads: [Location]
  var writes: [Location]
  /// Whether every element of a result is computed from the leaves at the same place alone.
  var isPointwise = false
  var make: (Addresses) -> Kernel
}

/// Final addresses of slots, in floats.
struct Addresses {
  var offsets: [Int]

  subscript(location: Location) -> Int64 { Int64(offsets[location.slot] + location.offset) }
  subscript(location: Location?) -> Int64 { location.map { self[$0] } ?? -1 }
}
