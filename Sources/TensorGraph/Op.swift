/// What a node of a graph computes.
///
/// The set is closed and every switch over it is exhaustive. Softmax, normalisation, attention,
/// losses, cells and optimisers are composed of these, so they differentiate and run everywhere.
public enum Op: Hashable, Sendable {
  /// A value that persists between runs and that training changes.
  case parameter(String)
  /// A value that the host supplies for every run.
  case input(String)
  /// The same number everywhere.
  case constant(Float)
  /// A literal tensor, row by row.
  case literal([Float])
  /// A scalar function of equally ranked operands; an axis of size 1 is broadcast.
  case pointwise(ScalarFunction)
  /// Sum or maximum over axes, which stay with size 1.
  case reduce(Reduction, axes: [Int])
  /// [..., M, K] x [..., K, N] -> [..., M, N]; a transposed operand has its last two axes swapped.
  case matmul(transposeLeft: Bool, transposeRight: Bool)
  /// x [N, H, W, C], filter [kh, kw, C, O] -> [N, ceil(H / s), ceil(W / s), O], zero padding k / 2.
  case convolution(stride: Int)
  /// The adjoint of `convolution` in x: y [N, h, w, O], filter [kh, kw, C, O] -> [N, H, W, C].
  case transposedConvolution(stride: Int, height: Int, width: Int)
  /// The adjoint of `convolution` in the filter: x [N, H, W, C], dy [N, h, w, O] -> [kh, kw, C, O].
  case filterGradient(stride: Int, height: Int, width: Int)
  /// The same elements in the same order under another shape.
  case reshape(Shape)
  /// The same values under another name: what is computed from them is computed again.
  case barrier(key: Int)
  /// Axis i of the result is axis `axes[i]` of the operand.
  case permute([Int])
  /// Axes of size 1 repeated to the given shape.
  case broadcast(Shape)
  /// Positions `start ..< start + count` of one axis.
  case slice(axis: Int, start: Int, count: Int)
  /// Operands one after the other along an axis.
  case concat(axis: Int)
  /// table [V, D], index [N] -> [N, D]; an index outside reads zeros.
  case gather
  /// y [N, D], index [N] -> [rows, D], rows of y summed by index.
  case scatterAdd(rows: Int)
  /// Images moved: x [N, H, W, C], displacement [N, H, W, 2 L] -> [N, H, W, L C], between four pixels each.
  case warp(WarpBorder, WarpWeights)
  /// The adjoint of `warp` in x: y [N, H, W, L C], displacement [N, H, W, 2 L] -> [N, H, W, C].
  case transposedWarp(WarpBorder, WarpWeights)
  /// The gradient of `warp` in the displacement: x [N, H, W, C], displacement [N, H, W, 2 L],
  /// dy [N, H, W, L C] -> [N, H, W, 2 L].
  case displacementGradient(WarpBorder, WarpWeights)
  /// Random numbers keyed by the operand (seed low, seed high, step: [3]) and by `key`.
  case random(Distribution, Shape, key: Int)
}
