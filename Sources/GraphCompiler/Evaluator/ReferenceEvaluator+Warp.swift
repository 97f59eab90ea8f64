import ForeframeTensorGraph

extension ReferenceEvaluator {
  /// Images x [N, H, W, C] moved by displacements [N, H, W, 2 L] -> [N, H, W, L C].
  func warp(
    _ x: Value, _ by: Value, _ border: WarpBorder, _ weights: WarpWeights, _ shape: Shape
  ) -> [Double] {
    let channels = x.shape[3]
    var y = [Double](repeating: 0, count: shape.count)
    for target in 0..<by.elements.count / 2 {
      let place = by.place(ofTarget: target)
      if !place.isNumber {
        for c in 0..<channels { y[target * channels + c] = .nan }
      }
      for (pixel, weight) in place.pixels(border, weights) {
        for c in 0..<channels {
          y[target * channels + c] += weight * x.elements[pixel * channels + c]
        }
      }
    }
    return y
  }

  /// The adjoint: y [N, H, W, L C], displacements [N, H, W, 2 L] -> [N, H, W, C].
  func transposeWarp(
    _ y: Value, _ by: Value, _ border: WarpBorder, _ weights: WarpWeights, _ shape: Shape
  ) -> [Double] {
    let channels = shape[3]
    var x = [Double](repeating: 0, count: shape.count)
    for target in 0..<by.elements.count / 2 {
      for (pixel, weight) in by.place(ofTarget: target).pixels(border, weights) {
        for c in 0..<channels {
          x[pixel * channels + c] += weight * y.elements[target * channels + c]
        }
      }
    }
    return x
  }
}

extension ReferenceEvaluator {
  /// Σ y · W'(x) over channels, with the derivatives W' of the weights along x and along y:
  /// x [N, H, W, C], displacements [N, H, W, 2 L], y [N, H, W, L C] -> [N, H, W, 2 L].
  func displacementGradient(
    _ x: Value, _ by: Value, _ y: Value, _ border: WarpBorder, _ weights: WarpWeights
  ) -> [Double] {
    let channels = x.shape[3]
    let along = [weights.alongX, weights.alongY].map { derivative in
      derivative.map { warp(x, by, border, $0, y.shape) }
    }
    return by.elements.indices.map { index in
      let place = by.place(ofTarget: index / 2)
      if !place.isNumber { return .nan }
      guard let slopes = along[index % 2] else { return 0 }
      return (0..<channels).reduce(0) { sum, c in
        let element = index / 2 * channels + c
        return sum + y.elements[element] * slopes[element]
      }
    }
  }
}

/// Where one pixel of a moved image is read.
private struct Place {
  var image: Int
  /// The pixel itself.
  var row: Int
  var column: Int
  /// How far from it, in pixels.
  var byX: Double
  var byY: Double
  var height: Int
  var width: Int

  /// Whether the displacement is two numbers.
  var isNumber: Bool { !byX.isNaN && !byY.isNaN }

  /// The pixels that are read, numbered through all images, and their weights.
  func pixels(_ border: WarpBorder, _ weights: WarpWeights) -> [(pixel: Int, weight: Double)] {
    if !isNumber { return [] }
    let rows = Place.ends(row, byY, height, border, isSlope: weights.slopesAlongY)
    let columns = Place.ends(column, byX, width, border, isSlope: weights.slopesAlongX)
    return rows.flatMap { row in
      columns.map { column in
        ((image * height + row.pixel) * width + column.pixel, row.weight * column.weight)
      }
    }
  }

  /// The pixels on both sides of the position `pixel + by` along an axis.
  private static func ends(
    _ pixel: Int, _ by: Double, _ size: Int, _ border: WarpBorder, isSlope: Bool
  ) -> [(pixel: Int, weight: Double)] {
    // Whatever leads further is outside, too.
    let by = min(max(by, -Double(size + 1)), Double(size + 1))
    // Of the displacement alone: a sum with the pixel's number would round the smallest ones away.
    let whole = by.rounded(.down)
    let fraction = by - whole
    let cell = pixel + Int(whole)
    let ends = [(cell, isSlope ? -1 : 1 - fraction), (cell + 1, isSlope ? 1 : fraction)]
    return ends.compactMap { end, weight in
      if (0..<size).contains(end) { return (end, weight) }
      switch border {
      case .zeros: return nil
      case .nearest: return (end < 0 ? 0 : size - 1, weight)
      }
    }
  }
}

extension ReferenceEvaluator.Value {
  /// Where displacements [N, H, W, 2 L] lead from pixel `target / L`, by field `target % L`.
  fileprivate func place(ofTarget target: Int) -> Place {
    let (height, width, fields) = (shape[1], shape[2], shape[3] / 2)
    let pixel = target / fields
    return Place(
      image: pixel / (width * height), row: pixel / width % height, column: pixel % width,
      byX: elements[2 * target], byY: elements[2 * target + 1], height: height, width: width)
  }
}
