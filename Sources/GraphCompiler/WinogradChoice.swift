import TensorGraph

/// When Winograd's algorithm beats the direct convolution.
///
/// Costs are multiply-adds of the register tile; the transforms' share was fitted to measurements
/// (docs/kernels.md).
struct WinogradChoice {
  /// Output pixels of a tile's side: 4 for 3x3 filters, 2 for 5x5.
  let tile: Int
  let tileRows: Int
  let tileColumns: Int
  let images: Int
  /// Multiply-adds of the register tile that would take as long.
  let cost: Double

  /// Points of a transformed tile: 6 x 6.
  static let points = 36

  /// - Returns: nil if there is no such algorithm for this filter, or if it would not pay.
  init?(
    kernel: (height: Int, width: Int), cin: Int, cout: Int, images: Int, height: Int, width: Int,
    geometry: TileGeometry
  ) {
    guard kernel.height == kernel.width, kernel.height == 3 || kernel.height == 5 else {
      return nil
    }
    tile = 7 - kernel.height
    tileRows = (height + tile - 1) / tile
    tileColumns = (width + tile - 1) / tile
    self.images = images
    let vector = geometry.vector
    let step = geometry.tilePixels
    let inner = Double(cin)
    let outer = Double((cout + vector - 1) / vector * vector)
    let direct = Double(images * height * width * kernel.height * kernel.width) * inner * outer
    let tiles = Double((images * tileRows * tileColumns + step - 1) / step * step)
    let products = Double(Self.points) * tiles * (inner * outer + 10 * (inner + outer))
    let filters = 25 * inner * outer
    cost = products + filters
    switch geometry.winograd {
    case .never: return nil
    case .always: return
    case .wherePaying: if cin < vector || cost > 0.95 * direct { return nil }
    }
  }

  /// The same for an operation of a graph: a convolution, its adjoint, or a filter gradient.
  init?(_ graph: Graph, _ id: Int, _ geometry: TileGeometry) {
    let node = graph.nodes[id]
    func shape(_ operand: Int) -> Shape { graph.nodes[node.operands[operand]].shape }
    let (x, filter, outputs): (Shape, (Int, Int), Int)
    switch node.op {
    case .convolution(stride: 1):
      (x, filter, outputs) = (shape(0), (shape(1)[0], shape(1)[1]), shape(1)[3])
    case .transposedConvolution(stride: 1, _, _):
      (x, filter, outputs) = (shape(0), (shape(1)[0], shape(1)[1]), shape(1)[2])
    case .filterGradient(stride: 1, let height, let width):
      (x, filter, outputs) = (shape(0), (height, width), node.shape[3])
    default: return nil
    }
    self.init(
      kernel: filter, cin: x[3], cout: outputs, images: x[0], height: x[1], width: x[2],
      geometry: geometry)
  }

  var tileCount: Int { images * tileRows * tileColumns }
}

/// Whether convolutions may use Winograd's algorithm.
public enum WinogradUse: String, Hashable, Sendable, CaseIterable {
  case never, wherePaying, always
}
