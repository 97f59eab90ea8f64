import CForeframeMotion

extension Plane {
  /// Fewer pixels: each is the mean of the area that it covers.
  ///
  /// - Parameters:
  ///   - height, width: at least 1, at most the plane's.
  public func reduced(height newHeight: Int, width newWidth: Int) -> Plane {
    let columns = Areas(from: width, to: newWidth)
    let rows = Areas(from: height, to: newHeight)
    return Plane(height: newHeight, width: newWidth) { result in
      Stripes.run(newHeight, cost: rows.taps * width, scratch: width) { part, scratch in
        columns.withKernel { columns in
          rows.withKernel { rows in
            fm_reduce(
              values, Int32(width), result, Int32(newWidth), columns, rows,
              Int32(part.lowerBound), Int32(part.upperBound), scratch)
          }
        }
      }
    }
  }

  /// Half the sides, rounded down.
  func halved() -> Plane { reduced(height: max(1, height / 2), width: max(1, width / 2)) }

  /// Another size by bilinear interpolation; pixels are squares, and the border's are held.
  public func resized(height: Int, width: Int) -> Plane {
    resized(height: height, width: width, times: 1)
  }

  /// Another size by bilinear interpolation, and values `scale` times as large.
  func resized(height newHeight: Int, width newWidth: Int, times scale: Float) -> Plane {
    Plane(height: newHeight, width: newWidth) {
      interpolate(
        rows: Places(from: height, to: newHeight), columns: Places(from: width, to: newWidth),
        times: scale, to: $0)
    }
  }

  /// The same in place of another plane.
  func resize(to other: inout Plane, times scale: Float) {
    let rows = Places(from: height, to: other.height)
    let columns = Places(from: width, to: other.width)
    other.values.withUnsafeMutableBufferPointer {
      if let start = $0.baseAddress {
        interpolate(rows: rows, columns: columns, times: scale, to: start)
      }
    }
  }

  /// Adds this plane at the size of `sum`, times `gain`, to it.
  func addResized(times gain: Plane, to sum: inout Plane) {
    let columns = Places(from: width, to: sum.width)
    let rows = Places(from: height, to: sum.height)
    let newWidth = sum.width
    sum.withRows(cost: 2 * (width + newWidth), scratch: width) { sum, part, scratch in
      columns.withKernel { columns in
        rows.withKernel { rows in
          fm_add_resized(
            values, Int32(width), gain.values, sum, Int32(newWidth), columns, rows,
            Int32(part.lowerBound), Int32(part.upperBound), scratch)
        }
      }
    }
  }

  /// What lies between the nodes of a grid: a node at every `step` pixels.
  func interpolated(step: Int, height: Int, width: Int) -> Plane {
    Plane(height: height, width: width) {
      interpolate(
        rows: Places(step: step, to: height), columns: Places(step: step, to: width), times: 1,
        to: $0)
    }
  }

  private func interpolate(
    rows: Places, columns: Places, times scale: Float, to result: UnsafeMutablePointer<Float>
  ) {
    let (newHeight, newWidth) = (rows.first.count, columns.first.count)
    nonisolated(unsafe) let result = result
    Stripes.run(newHeight, cost: 2 * (width + newWidth), scratch: width) { part, scratch in
      columns.withKernel { columns in
        rows.withKernel { rows in
          fm_resize(
            values, Int32(width), result, Int32(newWidth), columns, rows, scale,
            Int32(part.lowerBound), Int32(part.upperBound), scratch)
        }
      }
    }
  }
}

/// The pixels that each of fewer pixels covers, with weights whose sum is 1.
private struct Areas {
  var starts: [Int32] = []
  var weights: [Float] = []
  let taps: Int

  init(from count: Int, to fewer: Int) {
    precondition(fewer >= 1 && fewer <= count, "\(count) pixels cannot be reduced to \(fewer)")
    let scale = Double(count) / Double(fewer)
    let ranges = (0..<fewer).map { index in
      (from: Double(index) * scale, to: min(Double(index + 1) * scale, Double(count)))
    }
    func end(_ range: (from: Double, to: Double)) -> Int {
      min(count, Int((range.to - 1e-9).rounded(.up)))
    }
    taps = ranges.reduce(1) { max($0, end($1) - Int($1.from)) }
    for range in ranges {
      let start = min(Int(range.from), count - taps)
      starts.append(Int32(start))
      for place in start..<start + taps {
        let shared = min(Double(place + 1), range.to) - max(Double(place), range.from)
        weights.append(Float(max(shared, 0) / (range.to - range.from)))
      }
    }
  }

  func withKernel(_ body: (fm_areas) -> Void) {
    starts.withUnsafeBufferPointer { starts in
      weights.withUnsafeBufferPointer { weights in
        body(
          fm_areas(starts: starts.baseAddress, weights: weights.baseAddress, taps: Int32(taps)))
      }
    }
  }
}

/// The two pixels or nodes that each pixel of another size lies between.
private struct Places {
  var first: [Int32] = []
  var second: [Int32] = []
  var share: [Float] = []

  init(from count: Int, to wanted: Int) {
    let scale = Double(count) / Double(wanted)
    for index in 0..<wanted {
      let place = min(max((Double(index) + 0.5) * scale - 0.5, 0), Double(count - 1))
      let left = Int(place)
      first.append(Int32(left))
      second.append(Int32(min(left + 1, count - 1)))
      share.append(Float(place - Double(left)))
    }
  }

  init(step: Int, to count: Int) {
    for index in 0..<count {
      first.append(Int32(index / step))
      second.append(Int32(index / step + 1))
      share.append(Float(index % step) / Float(step))
    }
  }

  func withKernel(_ body: (fm_places) -> Void) {
    first.withUnsafeBufferPointer { first in
      second.withUnsafeBufferPointer { second in
        share.withUnsafeBufferPointer { share in
          body(
            fm_places(
              first: first.baseAddress, second: second.baseAddress, share: share.baseAddress))
        }
      }
    }
  }
}
