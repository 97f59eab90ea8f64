import ForeframeTensorGraph

/// The operations without their settings.
///
/// `init(_:)` is exhaustive over `Op`: a new operation does not compile without a name here, and a
/// name without a row fails the coverage test.
public enum OperationName: Hashable, Sendable, CaseIterable {
  case parameter, input, constant, literal, pointwise, reduce, matmul, convolution,
    transposedConvolution, filterGradient, reshape, barrier, permute, broadcast, slice, concat,
    gather, scatterAdd, warp, transposedWarp,
    displacementGradient, random

  /// The name of a node's operation.
  public init(_ op: Op) {
    self =
      switch op {
      case .parameter: .parameter
      case .input: .input
      case .constant: .constant
      case .literal: .literal
      case .pointwise: .pointwise
      case .reduce: .reduce
      case .matmul: .matmul
      case .convolution: .convolution
      case .transposedConvolution: .transposedConvolution
      case .filterGradient: .filterGradient
      case .reshape: .reshape
      case .barrier: .barrier
      case .permute: .permute
      case .broadcast: .broadcast
      case .slice: .slice
      case .concat: .concat
      case .gather: .gather
      case .scatterAdd: .scatterAdd
      case .warp: .warp
      case .transposedWarp: .transposedWarp
      case .displacementGradient: .displacementGradient
      case .random: .random
      }
  }
}
