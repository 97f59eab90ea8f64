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

  /// The kernel reads a few pixels more than the window.
  private var border: Int { window + 8 }

  public init() {}

  /// The vectors from `older` to `newer`, at points of `newer`; values are 0...255.
  ///
  /// - Parameters:
  ///   - first, second: pyramids of the two frames.
  ///   - mask: 1 where corners may be; nil: everywhere.
  func vectors(
    from older: Plane, _ first: TrackingPyramid, to second: TrackingPyramid, mask: Plane?
  ) -> [TrackedVector] {
    let points = corners.corners(in: older, mask: mask).map { (x: Float($0.x), y: Float($0.y)) }
    let found = follow(points, from: first, to: second)
    let back = follow(found, from: second, to: first)
    return points.indices.compactMap { index in
      let (point, there, again) = (points[index], found[index], back[index])
      let vector = TrackedVector(
        x: there.x, y: there.y, dx: there.x - point.x, dy: there.y - point.y)
      // Not true of what was lost, which is not a number.
      return length(again.x - point.x, again.y - point.y) <= 1 + 0.05 * length(vector.dx, vector.dy)
        ? vector : nil
    }
  }

  /// A frame as points are followed in it.
  package func pyramid(_ frame: Plane) -> TrackingPyramid {
    TrackingPyramid(frame, levels: levels, window: window, border: border)
  }

  /// Where points of one frame are in another; not a number for those that are lost.
  package func follow(
    _ points: [(x: Float, y: Float)], from first: TrackingPyramid, to second: TrackingPyramid
  ) -> [(x: Float, y: Float)] {
    var tracking = fm_tracking(
      window: Int32(window), border: Int32(border), steps: Int32(steps), shortest: shortest,
      eigenvalue: eigenvalue)
    let places = points.flatMap { [$0.x, $0.y] }
    var found = places
    first.withLevels { first in
      second.withLevels { second in
        fm_track(
          &tracking, first, second, Int32(first.count), places, &found, Int32(points.count))
      }
    }
    return points.indices.map { (found[2 * $0], found[2 * $0 + 1]) }
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
