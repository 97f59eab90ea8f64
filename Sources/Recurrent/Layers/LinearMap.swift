import ForeframeTensorGraph

/// A learned linear map of the last axis: a matrix product or a convolution.
public protocol LinearMap {
  /// Applies it; leading axes (and, for convolutions, the grid) stay.
  func callAsFunction(_ x: Tensor) -> Tensor
}

/// y = x W + b with x [N, inputs] and W [inputs, outputs].
public struct Linear: LinearMap {
  /// [inputs, outputs]
  public let weight: Tensor
  /// [outputs]
  public let bias: Tensor?

  /// - Parameters:
  ///   - fanIn: what the initial range 1 / sqrt(fanIn) is computed from.
  ///   - start: how the weight starts, if not within that range.
  public init(
    _ scope: ParameterScope, inputs: Int, outputs: Int, bias: Initialiser?, fanIn: Int? = nil,
    start: Initialiser? = nil
  ) {
    let bound = 1 / Float(fanIn ?? inputs).squareRoot()
    weight = scope.parameter("weight", [inputs, outputs], start ?? .uniform(bound: bound))
    self.bias = bias.map { scope.parameter("bias", [outputs], $0) }
  }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    let product = x.matmul(weight)
    guard let bias else { return product }
    return product + bias.reshaped([1, bias.shape[0]])
  }

  /// The bias alone, [1, outputs]: what a cell's gates start from where it has no input.
  public func projectNothing() -> Tensor {
    let outputs = weight.shape[1]
    return bias?.reshaped([1, outputs]) ?? weight.filled(0, [1, outputs])
  }
}

/// y = x * W + b with x [N, H, W, inputs] and W [k, k, inputs, outputs], zero padding.
public struct Convolution: LinearMap {
  /// [k, k, inputs, outputs]
  public let weight: Tensor
  /// [outputs]
  public let bias: Tensor?
  let stride: Int

  /// - Parameter fanIn: what the initial range 1 / sqrt(fanIn) is computed from.
  public init(
    _ scope: ParameterScope, inputs: Int, outputs: Int, kernel: Int, stride: Int = 1,
    bias: Initialiser?, fanIn: Int? = nil
  ) {
    precondition(kernel % 2 == 1, "convolution: kernel \(kernel) is even")
    let bound = 1 / Float(fanIn ?? inputs * kernel * kernel).squareRoot()
    weight = scope.parameter("weight", [kernel, kernel, inputs, outputs], .uniform(bound: bound))
    self.bias = bias.map { scope.parameter("bias", [outputs], $0) }
    self.stride = stride
  }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    let product = x.convolved(weight, stride: stride)
    guard let bias else { return product }
    return product + bias.reshaped([1, 1, 1, bias.shape[0]])
  }

  /// The bias alone, [1, 1, 1, outputs]: what a cell's gates start from where it has no input.
  public func projectNothing() -> Tensor {
    let outputs = weight.shape[3]
    return bias?.reshaped([1, 1, 1, outputs]) ?? weight.filled(0, [1, 1, 1, outputs])
  }
}
