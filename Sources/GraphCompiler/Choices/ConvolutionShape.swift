import ForeframeTensorGraph

/// The sizes of a convolution, or of one of its gradients: what a measurement of it holds for.
///
/// All three kinds are named by the convolution x [images, height, width, cin] * filter
/// [kernel, cin, cout] that the launch computes. For an input gradient that is the turned filter, so
/// `cin` counts the channels that it reads. `height` and `width` are those of the larger image.
public struct ConvolutionShape: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case convolution
    /// The gradient of the input.
    case adjoint
    case filterGradient
  }

  public var kind: Kind
  public var kernelHeight: Int
  public var kernelWidth: Int
  public var stride: Int
  public var cin: Int
  public var cout: Int
  public var images: Int
  public var height: Int
  public var width: Int

  public init(
    kind: Kind, kernelHeight: Int, kernelWidth: Int, stride: Int, cin: Int, cout: Int,
    images: Int, height: Int, width: Int
  ) {
    self.kind = kind
    self.kernelHeight = kernelHeight
    self.kernelWidth = kernelWidth
    self.stride = stride
    self.cin = cin
    self.cout = cout
    self.images = images
    self.height = height
    self.width = width
  }

  /// The shape of a graph's node; nil if it is none of the three.
  public init?(_ graph: Graph, _ id: Int) {
    let node = graph.nodes[id]
    func shape(_ operand: Int) -> Shape { graph.nodes[node.operands[operand]].shape }
    switch node.op {
    case .convolution(let stride):
      let (x, filter) = (shape(0), shape(1))
      self.init(
        kind: .convolution, kernelHeight: filter[0], kernelWidth: filter[1], stride: stride,
        cin: filter[2], cout: filter[3], images: x[0], height: x[1], width: x[2])
    case .transposedConvolution(let stride, let height, let width):
      let (y, filter) = (shape(0), shape(1))
      self.init(
        kind: .adjoint, kernelHeight: filter[0], kernelWidth: filter[1], stride: stride,
        cin: filter[3], cout: filter[2], images: y[0], height: height, width: width)
    case .filterGradient(let stride, let kernelHeight, let kernelWidth):
      let x = shape(0)
      self.init(
        kind: .filterGradient, kernelHeight: kernelHeight, kernelWidth: kernelWidth,
        stride: stride, cin: node.shape[2], cout: node.shape[3], images: x[0], height: x[1],
        width: x[2])
    case .parameter, .input, .constant, .literal, .pointwise, .reduce, .matmul, .reshape,
      .barrier, .permute, .broadcast, .slice, .concat, .gather, .scatterAdd, .warp, .transposedWarp,
      .displacementGradient,
      .random:
      return nil
    }
  }

  /// Multiply-adds of the direct computation.
  public var multiplyAdds: Int {
    let (rows, columns) = ((height + stride - 1) / stride, (width + stride - 1) / stride)
    return images * rows * columns * kernelHeight * kernelWidth * cin * cout
  }
}

extension ConvolutionShape: CustomStringConvertible {
  /// "convolution 4x16x16, 144 -> 512, 5x5".
  public var description: String {
    let word =
      switch kind {
      case .convolution: "convolution"
      case .adjoint: "input gradient"
      case .filterGradient: "filter gradient"
      }
    let arrow = kind == .filterGradient ? "x" : "->"
    return "\(word) \(images)x\(height)x\(width), \(cin) \(arrow) \(cout), "
      + "\(kernelHeight)x\(kernelWidth)" + (stride == 1 ? "" : ", stride \(stride)")
  }
}
