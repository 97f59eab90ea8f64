import ForeframeTensorGraph

/// A linear map of what a mask leaves of its input: W (m ∘ x) + b.
public struct MaskedMap: LinearMap {
  public let map: any LinearMap
  /// Broadcastable to the input.
  public let mask: Tensor

  public init(_ map: any LinearMap, _ mask: Tensor) {
    self.map = map
    self.mask = mask
  }

  public func callAsFunction(_ x: Tensor) -> Tensor { map(x * mask) }
}
