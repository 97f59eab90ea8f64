import ForeframeMotion
import RealModule

/// Frames by formula: soft blobs that move by the same vector from frame to frame, on a scale of 0...255.
enum MovingBlobs {
  static func frame(
    height: Int, width: Int, time: Double, dx: Double, dy: Double, fading: Double = 0
  ) -> Plane {
    var plane = Plane(height: height, width: width)
    for y in 0..<height {
      for x in 0..<width {
        var sum = 0.0
        for blob in 0..<24 {
          // They come again at the other side, far outside.
          let cx = Double((blob * 37) % (width + 40)) - 20 + dx * time
          let cy = Double((blob * 53) % (height + 40)) - 20 + dy * time
          let size = 3 + Double(blob % 4)
          let (px, py) = (Double(x) - cx, Double(y) - cy)
          sum += (70 + Double(blob % 5) * 20) * .exp(-(px * px + py * py) / (2 * size * size))
        }
        plane[y, x] = Float(min(255, sum * .exp(-fading * time)).rounded())
      }
    }
    return plane
  }

  static func series(
    _ count: Int, height: Int = 64, width: Int = 72, dx: Double, dy: Double, fading: Double = 0,
    mask: Plane? = nil
  ) -> PlaneSeries {
    PlaneSeries(
      frames: (0..<count).map {
        frame(height: height, width: width, time: Double($0), dx: dx, dy: dy, fading: fading)
      }, mask: mask)
  }

  /// The mean squared difference where `mask` is not 0.
  static func error(_ a: Plane, _ b: Plane, mask: Plane? = nil) -> Float {
    var (sum, count) = (Float(0), Float(0))
    for i in a.values.indices where mask.map({ $0.values[i] > 0 }) ?? true {
      sum += (a.values[i] - b.values[i]) * (a.values[i] - b.values[i])
      count += 1
    }
    return sum / count
  }
}
