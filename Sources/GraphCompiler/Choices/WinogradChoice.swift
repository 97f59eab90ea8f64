import ForeframeTensorGraph

/// When Winograd's algorithm beats the direct convolution.
///
/// What was measured for a shape counts; otherwise a cost rule decides. On processors its costs are
/// multiply-adds of the register tile; the transforms' share was fitted to measurements
/// (docs/kernels.md). For GPUs, see ``GPUTiling``.
struct WinogradChoice {
  /// Output pixels of a tile's side: 4 for 3x3 filters, 2 for 5x5.
  let tile: Int
  let tileRows: Int
  let tileColumns: Int
  let images: Int
  /// Multiply-adds of the register tile that would take as long, by the cost rule.
  let cost: Double
  /// How the forward launch is cut.
  var cut = WinogradCut()

  /// Points of a transformed tile: 6 x 6.
  static let points = 36

  /// - Parameter measured: what was measured for this shape, if anything was.
  /// - Returns: nil if there is no such algorithm for this filter, or if it would not pay: by what
  ///   was measured, otherwise by the cost rule.
  init?(_ shape: ConvolutionShape, _ compileTarget: CompileTarget, measured: ConvolutionMethod?) {
    guard shape.stride == 1, shape.kernelHeight == shape.kernelWidth,
      shape.kernelHeight == 3 || shape.kernelHeight == 5
    else { return nil }
    // Transforms would multiply the error of rounded operands.
    if compileTarget.family == .gpu && compileTarget.precision != .fp32 { return nil }
    tile = 7 - shape.kernelHeight
    tileRows = (shape.height + tile - 1) / tile
    tileColumns = (shape.width + tile - 1) / tile
    images = shape.images
    cost = Self.cost(shape, tiles: images * tileRows * tileColumns, compileTarget)
    switch compileTarget.winograd {
    case .never: return nil
    case .always: return
    case .wherePaying: break
    }
    switch measured {
    case .direct, .gpu: return nil
    case .winograd(let given): cut = given
    case .gpuWinograd: break
    case nil: if !pays(shape, compileTarget) { return nil }
    }
  }

  /// The cost rule.
  private func pays(_ shape: ConvolutionShape, _ compileTarget: CompileTarget) -> Bool {
    if compileTarget.family == .gpu {
      return GPUTiling.winogradPays(shape, tiles: tileCount, compileTarget)
    }
    let taps = shape.kernelHeight * shape.kernelWidth
    let (inner, outer) = Self.channels(shape, compileTarget)
    let direct = Double(images * shape.height * shape.width * taps) * inner * outer
    return shape.cin >= compileTarget.vector && cost <= 0.95 * direct
  }

  private static func cost(
    _ shape: ConvolutionShape, tiles: Int, _ compileTarget: CompileTarget
  ) -> Double {
    let step = compileTarget.tilePixels
    let (inner, outer) = channels(shape, compileTarget)
    let whole = Double((tiles + step - 1) / step * step)
    let products = Double(points) * whole * (inner * outer + 10 * (inner + outer))
    let filters = 25 * inner * outer
    return products + filters
  }

  /// Those of the input, and whole vectors of the output's.
  private static func channels(
    _ shape: ConvolutionShape, _ compileTarget: CompileTarget
  ) -> (inner: Double, outer: Double) {
    let vector = compileTarget.vector
    return (Double(shape.cin), Double((shape.cout + vector - 1) / vector * vector))
  }

  var tileCount: Int { images * tileRows * tileColumns }
}
