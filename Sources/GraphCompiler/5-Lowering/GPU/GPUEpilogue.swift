import ForeframeTensorGraph

/// What becomes of a product's sums on a GPU before anything is written: a pointwise tape over slices
/// of their channels, such as the update of a cell over the sums of its gates.
///
///     result r at (pixel, c) = tape(sum[pixel, c], sum[pixel, C + c], ..., leaf 0 at (pixel, c), ...)
///
/// The product's bias and addend are leaves of the tape. Sums that others read are results of it; those
/// that nobody reads are never in memory.
public struct GPUEpilogue: Hashable, Sendable {
  /// Slices of equal width that the sums are cut into, at most ``mostGates``.
  public var gates: Int
  /// Sizes of the axes that pixels are numbered along, collapsed, and after them the channels of a
  /// slice.
  public var extents: [Int]
  /// What the tape reads besides the sums.
  public var leaves: [PointwiseKernel.View]
  public var results: [PointwiseKernel.View]
  /// Its first leaves are the sums, gate by gate.
  public var expression: ScalarExpression

  public static let mostGates = 4
  /// Views that have room beside the parameters of any kernel: OpenCL promises 1024 bytes.
  static let mostViews = 64

  /// Channels of a slice.
  public var channels: Int { extents.last ?? 1 }
}
