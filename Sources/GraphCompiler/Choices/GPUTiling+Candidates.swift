/// What is worth measuring for a shape on a GPU.
extension GPUTiling {
  /// Every tile that the device holds, whole and in more and more splits: as long as fewer splits leave
  /// the device some room for more groups. Generous, since the model's constants are what is in doubt.
  public static func candidates(
    for shape: ConvolutionShape, compileTarget: CompileTarget
  ) -> [GPUTiling] {
    let (rows, columns, depth) = shape.product
    return GPUTile.allCases.filter { $0.localBytes <= compileTarget.localMemory }.flatMap { tile in
      let side = tile.rawValue
      let tiles = ((rows + side - 1) / side) * ((columns + side - 1) / side)
      let room = 8 * tile.occupancy * max(1, compileTarget.parallelism)
      let worthwhile = zip([0] + splitCounts, splitCounts).filter { fewer, splits in
        splits == 1 || (tiles * fewer <= room && kTiles(depth) >= 2 * splits)
      }
      return worthwhile.map { GPUTiling(tile: tile, splits: $0.1) }
    }
  }

  private static let splitCounts = [1, 2, 3, 4, 6, 8, 12, 16, mostSplits]
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
