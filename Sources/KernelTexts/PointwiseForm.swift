import ForeframeGraphCompiler
import ForeframeTensorGraph

/// What the text of a pointwise kernel depends on: its tape, how its views move, and how it is cut.
///
/// Sizes, strides and offsets are arguments. So equal steps of an unrolled sequence, layers of
/// different widths and images of different sizes share one compiled kernel.
package struct PointwiseForm: Hashable {
  /// How a view moves along an axis.
  enum Step: Hashable {
    /// Not at all: it is broadcast.
    case none
    /// From one float to the next, along the innermost axis.
    case one
    /// By a number of floats that is an argument.
    case any
  }

  let expression: ScalarExpression
  /// By view, leaves before results, and axis.
  let steps: [[Step]]
  /// Lanes of a vector.
  package let vector: Int
  /// Whether rows are whole vectors.
  let isWhole: Bool
  /// Whether each work-item does one unit.
  let isSingle: Bool
  /// Whether indices and strides need more than 32 bits.
  let isWide: Bool
  /// Sizes and strides that are written into the text, since they would be too many arguments.
  let printed: Printed?

  struct Printed: Hashable {
    let shape: PointwiseShape
    let cut: PointwiseCut
  }

  package init(_ shape: PointwiseShape, _ cut: PointwiseCut) {
    self.init(shape, cut, printsSizes: false)
    if Self.argumentBytes(numbers(shape, cut).count, of: shape, isWide) > Self.mostBytes {
      self.init(shape, cut, printsSizes: true)
    }
  }

  /// - Parameter printsSizes: whether sizes and strides are written into the text.
  init(_ shape: PointwiseShape, _ cut: PointwiseCut, printsSizes: Bool) {
    expression = shape.expression
    let last = shape.extents.count - 1
    steps = shape.strides.map { strides in
      strides.enumerated().map { axis, stride in
        stride == 0 ? .none : stride == 1 && axis == last ? .one : .any
      }
    }
    vector = cut.vector
    isWhole = shape.rowLength % cut.vector == 0
    isSingle = cut.isSingle
    let reach = shape.strides.map { strides in
      zip(strides, shape.extents).reduce(0) { $0 + abs($1.0) * ($1.1 - 1) }
    }
    isWide = max(reach.max() ?? 0, cut.units * cut.vector) >= Int(Int32.max)
    printed = printsSizes ? Printed(shape: shape, cut: cut) : nil
  }

  /// OpenCL promises room for 1,024 bytes of arguments.
  private static let mostBytes = 1024

  private static func argumentBytes(
    _ numbers: Int, of shape: PointwiseShape, _ isWide: Bool
  ) -> Int {
    8 * (1 + shape.strides.count) + (isWide ? 8 : 4) * numbers
  }
}

extension PointwiseShape {
  /// Strides of all views, leaves before results.
  var strides: [[Int]] { leafStrides + resultStrides }
}
