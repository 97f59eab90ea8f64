extension Plane {
  /// Fewer pixels: each is the mean of the area that it covers.
  ///
  /// - Parameters:
  ///   - height, width: at least 1, at most the plane's.
  public func reduced(height newHeight: Int, width newWidth: Int) -> Plane {
    let columns = Self.areas(from: width, to: newWidth)
    let rows = Self.areas(from: height, to: newHeight)
    let narrow = Plane(height: height, width: newWidth) { result in
      values.withUnsafeBufferPointer { source in
        Stripes.run(height, cost: 2 * width) { part in
          for y in part {
            let row = y * width
            for (x, area) in columns.enumerated() {
              var sum: Float = 0
              for (i, weight) in area.weights.enumerated() {
                sum += weight * source[row + area.start + i]
              }
              result[y * newWidth + x] = sum
            }
          }
        }
      }
    }
    return Plane(height: newHeight, width: newWidth) { result in
      narrow.values.withUnsafeBufferPointer { source in
        for (y, area) in rows.enumerated() {
          for x in 0..<newWidth { result[y * newWidth + x] = 0 }
          for (i, weight) in area.weights.enumerated() {
            let row = (area.start + i) * newWidth
            for x in 0..<newWidth { result[y * newWidth + x] += weight * source[row + x] }
          }
        }
      }
    }
  }

  /// Half the sides, rounded down.
  func halved() -> Plane { reduced(height: max(1, height / 2), width: max(1, width / 2)) }

  /// Another size by bilinear interpolation; pixels are squares, and the border's are held.
  public func resized(height newHeight: Int, width newWidth: Int) -> Plane {
    let columns = Self.places(from: width, to: newWidth)
    let rows = Self.places(from: height, to: newHeight)
    return Plane(height: newHeight, width: newWidth) { result in
      values.withUnsafeBufferPointer { source in
        Stripes.run(newHeight, cost: 4 * newWidth) { part in
          for y in part {
            let (upper, lower) = (rows[y].first * width, rows[y].second * width)
            let b = rows[y].share
            for x in 0..<newWidth {
              let column = columns[x]
              let a = column.share
              let above = (1 - a) * source[upper + column.first] + a * source[upper + column.second]
              let below = (1 - a) * source[lower + column.first] + a * source[lower + column.second]
              result[y * newWidth + x] = (1 - b) * above + b * below
            }
          }
        }
      }
    }
  }

  /// The pixels that a larger one covers, with weights whose sum is 1.
  private static func areas(from count: Int, to fewer: Int) -> [(start: Int, weights: [Float])] {
    precondition(fewer >= 1 && fewer <= count, "\(count) pixels cannot be reduced to \(fewer)")
    let scale = Double(count) / Double(fewer)
    return (0..<fewer).map { index in
      let (from, to) = (Double(index) * scale, min(Double(index + 1) * scale, Double(count)))
      let start = Int(from)
      let end = min(count, Int((to - 1e-9).rounded(.up)))
      let weights = (start..<end).map { min(Double($0 + 1), to) - max(Double($0), from) }
      return (start, weights.map { Float($0 / (to - from)) })
    }
  }

  private static func places(
    from count: Int, to wanted: Int
  ) -> [(first: Int, second: Int, share: Float)] {
    let scale = Double(count) / Double(wanted)
    return (0..<wanted).map { index in
      let place = min(max((Double(index) + 0.5) * scale - 0.5, 0), Double(count - 1))
      let first = Int(place)
      return (first, min(first + 1, count - 1), Float(place - Double(first)))
    }
  }
}
