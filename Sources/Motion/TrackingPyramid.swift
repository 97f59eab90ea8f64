import CForeframeMotion

/// A frame and its derivatives at halving resolutions, padded, for the tracking of points.
package struct TrackingPyramid: Sendable {
  private let levels: [(image: Plane, gx: Plane, gy: Plane, height: Int, width: Int)]

  /// - Parameters:
  ///   - levels: at most; a level that is not larger than the window is left out.
  ///   - border: pixels of padding.
  init(_ frame: Plane, levels most: Int, window: Int, border: Int) {
    // Burt and Adelson's kernel (1, 4, 6, 4, 1) / 16, of which every second pixel is kept.
    var image = frame
    var found: [(Plane, Plane, Plane, Int, Int)] = []
    for level in 0..<most {
      if level > 0 {
        let (height, width) = ((image.height + 1) / 2, (image.width + 1) / 2)
        if height <= window || width <= window { break }
        image = Self.halved(image)
      }
      let (gx, gy) = image.scharrDerivatives()
      found.append(
        (
          image.padded(by: border, .reflected), gx.padded(by: border, .zero),
          gy.padded(by: border, .zero), image.height, image.width
        ))
    }
    levels = found
  }

  private static func halved(_ image: Plane) -> Plane {
    let smooth = Gaussian.binomial.blurred(image, border: .reflected)
    let (height, width) = ((image.height + 1) / 2, (image.width + 1) / 2)
    return Plane(height: height, width: width) { result in
      smooth.values.withUnsafeBufferPointer { smooth in
        for y in 0..<height {
          for x in 0..<width { result[y * width + x] = smooth[2 * y * image.width + 2 * x] }
        }
      }
    }
  }

  /// Calls `body` with the levels as the kernel takes them, the finest first.
  func withLevels<Result>(_ body: ([fm_track_level]) -> Result) -> Result {
    func next(_ index: Int, _ known: [fm_track_level]) -> Result {
      guard index < levels.count else { return body(known) }
      let level = levels[index]
      return level.image.values.withUnsafeBufferPointer { image in
        level.gx.values.withUnsafeBufferPointer { gx in
          level.gy.values.withUnsafeBufferPointer { gy in
            next(
              index + 1,
              known + [
                fm_track_level(
                  image: image.baseAddress, gx: gx.baseAddress, gy: gy.baseAddress,
                  width: Int32(level.width), height: Int32(level.height))
              ])
          }
        }
      }
    }
    return next(0, [])
  }
}
