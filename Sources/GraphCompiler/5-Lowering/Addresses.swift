/// Final addresses of slots, in floats.
struct Addresses {
  var offsets: [Int]

  subscript(location: Location) -> Int64 { Int64(offsets[location.slot] + location.offset) }
  subscript(location: Location?) -> Int64 { location.map { self[$0] } ?? -1 }
}
