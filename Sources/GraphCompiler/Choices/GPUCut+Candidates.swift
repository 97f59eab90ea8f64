/// What is worth measuring for a shape on a GPU.
extension GPUCut {
  /// Every tile that the device holds, whole and in more and more parts: as long as fewer parts leave
  /// the device some room for more groups. Generous, since the model's constants are what is in doubt.
  public static func candidates(
    for shape: ConvolutionShape, compileTarget: CompileTarget
  ) -> [GPUCut] {
    let (rows, columns, depth) = shape.product
    return GPUTile.allCases.filter { $0.localBytes <= compileTarget.localMemory }.flatMap { tile in
      let side = tile.rawValue
      let tiles = ((rows + side - 1) / side) * ((columns + side - 1) / side)
      let room = 8 * tile.occupancy * max(1, compileTarget.parallelism)
      let worthwhile = zip([0] + partCounts, partCounts).filter { fewer, parts in
        parts == 1 || (tiles * fewer <= room && slabs(depth) >= 2 * parts)
      }
      return worthwhile.map { GPUCut(tile: tile, parts: $0.1) }
    }
  }

  private static let partCounts = [1, 2, 3, 4, 6, 8, 12, 16, mostParts]
}

extension ConvolutionShape {
  /// The product that a launch for GPUs computes. A transposed convolution is one for each remainder.
  fileprivate var product: (rows: Int, columns: Int, depth: Int) {
    func share(_ count: Int) -> Int { (count + stride - 1) / stride }
    let pixels = images * share(height) * share(width)
    let taps = kernelHeight * kernelWidth
    switch kind {
    case .convolution: return (pixels, cout, taps * cin)
    case .adjoint: return (pixels, cout, share(kernelHeight) * share(kernelWidth) * cin)
    case .filterGradient: return (taps * cin, cout, pixels)
    }
  }
}
