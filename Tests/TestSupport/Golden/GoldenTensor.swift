/// Numbers under a shape, for moving between PyTorch's layouts and ours.
public struct GoldenTensor: Sendable {
  public var shape: [Int]
  public var numbers: [Float]

  public init(shape: [Int], numbers: [Float]) {
    precondition(shape.reduce(1, *) == numbers.count, "\(numbers.count) numbers for \(shape)")
    self.shape = shape
    self.numbers = numbers
  }

  /// Axis i of the result is axis `axes[i]`.
  public func permuted(_ axes: [Int]) -> GoldenTensor {
    var strides = [Int](repeating: 1, count: shape.count)
    for axis in stride(from: shape.count - 2, through: 0, by: -1) {
      strides[axis] = strides[axis + 1] * shape[axis + 1]
    }
    let sizes = axes.map { shape[$0] }
    let result = numbers.indices.map { flat in
      var rest = flat
      var source = 0
      for place in axes.indices.reversed() {
        source += rest % sizes[place] * strides[axes[place]]
        rest /= sizes[place]
      }
      return numbers[source]
    }
    return GoldenTensor(shape: sizes, numbers: result)
  }

  /// Some positions of an axis.
  public func slice(axis: Int, _ range: Range<Int>) -> GoldenTensor {
    let inner = shape[(axis + 1)...].reduce(1, *)
    var sizes = shape
    sizes[axis] = range.count
    let kept = numbers.indices.filter { range.contains($0 / inner % shape[axis]) }
    return GoldenTensor(shape: sizes, numbers: kept.map { numbers[$0] })
  }

  /// The same numbers under another shape.
  public func reshaped(_ shape: [Int]) -> GoldenTensor {
    GoldenTensor(shape: shape, numbers: numbers)
  }

  /// Element by element.
  public static func + (a: GoldenTensor, b: GoldenTensor) -> GoldenTensor {
    GoldenTensor(shape: a.shape, numbers: zip(a.numbers, b.numbers).map { $0 + $1 })
  }

  /// Tensors one after the other along the first axis.
  public static func joined(_ parts: [GoldenTensor]) -> GoldenTensor {
    let rows = parts.reduce(0) { $0 + $1.shape[0] }
    return GoldenTensor(
      shape: [rows] + parts[0].shape.dropFirst(), numbers: parts.flatMap(\.numbers))
  }

  // MARK: Layouts

  /// Dense weights [out, in] -> [in, out].
  public var dense: GoldenTensor { permuted([1, 0]) }
  /// Filters [out, in, kh, kw] (of a transposed convolution: [in, out, kh, kw]) -> ours.
  public var filter: GoldenTensor { permuted([2, 3, 1, 0]) }
  /// Frames [N, C, H, W] -> [N, H, W, C].
  public var channelsLast: GoldenTensor { permuted([0, 2, 3, 1]) }
  /// Sequences [T, N, C, H, W] -> [T, N, H, W, C].
  public var timeFirst: GoldenTensor { permuted([0, 1, 3, 4, 2]) }
  /// Sequences [N, T, C, H, W] -> [T, N, H, W, C].
  public var batchFirst: GoldenTensor { permuted([1, 0, 3, 4, 2]) }
}
