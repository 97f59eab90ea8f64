/// How many pixels of a plane are set within any window: a summed-area table.
struct WindowCounts {
  let height: Int
  let width: Int
  /// `[height + 1, width + 1]`: pixels above and to the left.
  private let table: [Int32]

  init(height: Int, width: Int, isSet: (Int) -> Bool) {
    self.height = height
    self.width = width
    var table = [Int32](repeating: 0, count: (height + 1) * (width + 1))
    table.withUnsafeMutableBufferPointer { table in
      for y in 0..<height {
        var row: Int32 = 0
        let (above, here) = (y * (width + 1), (y + 1) * (width + 1))
        for x in 0..<width {
          if isSet(y * width + x) { row += 1 }
          table[here + x + 1] = table[above + x + 1] + row
        }
      }
    }
    self.table = table
  }

  /// Calls `body` for each pixel with the counts of two planes and of the observed pixels in the window
  /// around it; the latter is that of all pixels, those beyond the frame too, without `observed`.
  ///
  /// - Parameter window: side in pixels. An even one reaches one pixel farther up and to the left, as
  ///   SciPy's `uniform_filter` has it.
  static func each(
    _ first: WindowCounts, _ second: WindowCounts, observed: WindowCounts?, window: Int,
    _ body: (_ pixel: Int, _ first: Double, _ second: Double, _ whole: Double) -> Void
  ) {
    let (height, width) = (first.height, first.width)
    let before = window / 2
    let after = window - before
    let all = Double(window) * Double(window)
    first.table.withUnsafeBufferPointer { a in
      second.table.withUnsafeBufferPointer { b in
        for y in 0..<height {
          let top = max(0, y - before) * (width + 1)
          let bottom = min(height, y + after) * (width + 1)
          for x in 0..<width {
            let (left, right) = (max(0, x - before), min(width, x + after))
            func count(_ t: UnsafeBufferPointer<Int32>) -> Double {
              Double(t[bottom + right] - t[bottom + left] - t[top + right] + t[top + left])
            }
            body(
              y * width + x, count(a), count(b),
              observed.map { $0.table.withUnsafeBufferPointer(count) } ?? all)
          }
        }
      }
    }
  }
}
