extension Plane {
  /// `margin` pixels more on every side.
  func padded(by margin: Int, _ border: Border) -> Plane {
    let (newHeight, newWidth) = (height + 2 * margin, width + 2 * margin)
    let outer = Array(0..<margin) + Array(margin + width..<newWidth)
    let columns = outer.map { Self.place($0 - margin, width, border) }
    return Plane(height: newHeight, width: newWidth) { result in
      values.withUnsafeBufferPointer { source in
        for y in 0..<newHeight {
          let place = Self.place(y - margin, height, border)
          let row = result + y * newWidth
          guard place >= 0, let from = source.baseAddress.map({ $0 + place * width }) else {
            row.update(repeating: 0, count: newWidth)
            continue
          }
          (row + margin).update(from: from, count: width)
          for (x, column) in zip(outer, columns) { row[x] = column < 0 ? 0 : from[column] }
        }
      }
    }
  }

  /// The place inside of 0..<count that stands for one outside; -1 for zero.
  private static func place(_ index: Int, _ count: Int, _ border: Border) -> Int {
    if (0..<count).contains(index) { return index }
    switch border {
    case .zero: return -1
    case .nearest: return index < 0 ? 0 : count - 1
    case .reflected:
      if count == 1 { return 0 }
      let period = 2 * (count - 1)
      let rest = ((index % period) + period) % period
      return rest < count ? rest : period - rest
    }
  }
}
