/// Reduces large frames, one at a time, to the size that motion is found in, so that not all of them need
/// be held.
package struct SeriesReduction: Sendable {
  /// Rows and columns of whole frames.
  let height: Int
  let width: Int
  let motionPixels: Int
  private let size: WorkingSize

  /// - Parameters:
  ///   - height, width: of whole frames.
  ///   - motionPixels: of frames that motion is found in, at most.
  package init(
    height: Int, width: Int, motionPixels: Int = MotionHistory.most.motion
  ) {
    (self.height, self.width) = (height, width)
    self.motionPixels = motionPixels
    size = WorkingSize(height: height, width: width, pixels: motionPixels)
  }

  private func keeps(_ plane: Plane) -> Bool {
    plane.height == size.height && plane.width == size.width
  }

  /// A frame with fewer pixels.
  package func frame(_ plane: Plane) -> Plane {
    keeps(plane) ? plane : plane.reduced(height: size.height, width: size.width)
  }

  /// A mask with fewer pixels: one is observed where all that it covers are.
  package func mask(_ mask: Plane) -> Plane {
    keeps(mask)
      ? mask : mask.reduced(height: size.height, width: size.width).map { $0 > 0.9999 ? 1 : 0 }
  }
}
