import CForeframeMotion

/// Vectors at corners by pyramidal Lucas-Kanade, checked forward and backward, cleaned and interpolated.
///
/// Source: Bouguet, "Pyramidal Implementation of the Lucas Kanade Feature Tracker", Intel 2001.
public struct LucasKanade: Sendable {
  var corners = CornerFinder()
  /// Pixels of the window's side.
  var window = 21
  var levels = 4
  /// Steps at most on each level, and the length below which they end, in pixels.
  var steps = 10
  var shortest: Float = 0.01
  /// The smaller eigenvalue of the structure tensor as a mean over the window, in (samples / pixel)^2,
  /// below which a point is given up.
  var eigenvalue: Float = 0.1024

  private var border: Int { window + 2 }

  public init() {}

  /// The vectors from `older` to `newer`, at points of `newer`; values are 0...255.
  ///
  /// - Parameter mask: 1 where pixels are always observed; nil: everywhere. Corners keep clear of the rest.
  func vectors(from older: Plane, to newer: Plane, mask: Plane?) -> [TrackedVector] {
    let points = corners.corners(in: older, mask: mask?.eroded(by: 2))
    if points.isEmpty { return [] }
    let first = pyramid(older), second = pyramid(newer)
    return points.compactMap { point in
      let (x, y) = (Float(point.x), Float(point.y))
      guard let found = follow(x, y, from: first, to: second),
        let back = follow(found.x, found.y, from: second, to: first)
      else { return nil }
      let vector = TrackedVector(x: found.x, y: found.y, dx: found.x - x, dy: found.y - y)
      let miss = length(back.x - x, back.y - y)
      return miss <= 1 + 0.05 * length(vector.dx, vector.dy) ? vector : nil
    }
  }

  /// A frame as points are followed in it.
  package func pyramid(_ frame: Plane) -> TrackingPyramid {
    TrackingPyramid(frame, levels: levels, window: window, border: border)
  }

  /// Where a point of one frame is in another; nil if it is lost.
  package func follow(
    _ x: Float, _ y: Float, from first: TrackingPyramid, to second: TrackingPyramid
  ) -> (x: Float, y: Float)? {
    var tracking = fm_tracking(
      window: Int32(window), border: Int32(border), steps: Int32(steps), shortest: shortest,
      eigenvalue: eigenvalue)
    var found = (x: Float(0), y: Float(0))
    let status = first.withLevels { first in
      second.withLevels { second in
        fm_track(&tracking, first, second, Int32(first.count), x, y, &found.x, &found.y)
      }
    }
    return status == 1 ? found : nil
  }

  private func length(_ x: Float, _ y: Float) -> Float { (x * x + y * y).squareRoot() }
}

extension Plane {
  /// Zero wherever a pixel within `radius` rows and columns is; nothing is outside.
  func eroded(by radius: Int) -> Plane {
    func least(_ plane: Plane, _ step: Int, _ count: Int, _ place: (Int) -> Int) -> Plane {
      Plane(height: plane.height, width: plane.width) { result in
        for index in plane.values.indices {
          let at = place(index)
          var value = plane.values[index]
          for offset in -radius...radius where (0..<count).contains(at + offset) {
            value = min(value, plane.values[index + offset * step])
          }
          result[index] = value
        }
      }
    }
    let rows = least(self, 1, width) { $0 % self.width }
    return least(rows, width, height) { $0 / self.width }
  }
}
