import CForeframeKernels
import ForeframeTensorGraph

extension ff_warp {
  /// A warp of images [N, H, W, C] by displacements [N, H, W, 2 L], without places in memory.
  init(images: Shape, displacements: Shape, _ border: WarpBorder, _ weights: WarpWeights) {
    self.init()
    (x, by, y, dby, zero) = (-1, -1, -1, -1, -1)
    (self.images, height, width) = (Int64(images[0]), Int64(images[1]), Int64(images[2]))
    (channels, fields) = (Int64(images[3]), Int64(displacements[3] / 2))
    nearest =
      switch border {
      case .zeros: 0
      case .nearest: 1
      }
    slope_x = weights.slopesAlongX ? 1 : 0
    slope_y = weights.slopesAlongY ? 1 : 0
    // Each band goes through all displacements of its image, so there are no more than threads can use.
    bands = max(1, min(height, (Self.items + self.images - 1) / max(1, self.images)))
  }

  /// How many items a transposed warp should have at least. The sums do not depend on it.
  private static var items: Int64 { 16 }

  /// Pixels of all images.
  var pixels: Int64 { images * height * width }
  /// Pixels of all moved images.
  var targets: Int64 { pixels * fields }

  /// Sizes and strides of the operands, for footprints.
  var imageSizes: [(Int64, Int64)] { [(pixels * channels, 1)] }
  var displacementSizes: [(Int64, Int64)] { [(targets * 2, 1)] }
  var movedSizes: [(Int64, Int64)] { [(targets * channels, 1)] }
}
