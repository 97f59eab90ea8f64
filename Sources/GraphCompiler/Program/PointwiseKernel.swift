import CForeframeKernels
import ForeframeTensorGraph

/// One fused pointwise launch: a tape applied to every point of an iteration space.
///
/// Each leaf and each result is a view of the arena. Element (i0, i1, ...) of a view lies at
/// `offset + i0 * strides[0] + i1 * strides[1] + ...`; a stride of 0 broadcasts a leaf.
public struct PointwiseKernel: Hashable, Sendable {
  /// A strided window into the arena, in floats.
  public struct View: Hashable, Sendable {
    public var offset: Int
    public var strides: [Int]

    public init(offset: Int, strides: [Int]) {
      self.offset = offset
      self.strides = strides
    }
  }

  /// Sizes of the iteration space, outermost first, already collapsed: neighbouring axes that
  /// every view walks without a jump are one axis. Never empty; at most ``maximumRank`` axes.
  public var extents: [Int]
  public var leaves: [View]
  public var results: [View]
  public var expression: ScalarExpression

  /// The most axes a kernel can have after collapsing.
  public static let maximumRank = 6
  /// The most leaves and results of a kernel. On OpenCL each is an argument of eight bytes beside the
  /// arena, and every device takes 1,024 bytes of arguments.
  public static let maximumViews = 96
  /// The most values that a tape may hold at a time: registers of the interpreter for processors.
  public static let maximumLiveValues = Int(ff_maximum_registers)

  /// Whether one kernel can compute an expression.
  static func holds(_ expression: ScalarExpression) -> Bool {
    expression.leafCount + expression.results.count <= maximumViews
      && expression.liveValues <= maximumLiveValues
  }

  public init(
    extents: [Int], leaves: [View], results: [View], expression: ScalarExpression
  ) {
    precondition(expression.leafCount == leaves.count && expression.results.count == results.count)
    self.extents = extents
    self.leaves = leaves
    self.results = results
    self.expression = expression
  }

  /// The number of points.
  public var count: Int { extents.reduce(1, *) }
}
