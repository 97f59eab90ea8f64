extension CompileTarget {
  /// What was measured for a shape with the kernels of this family, if the device can run it: a table
  /// may name a tile that its local memory does not hold. Other precisions than float32 were not measured.
  func measured(_ shape: ConvolutionShape) -> ConvolutionMethod? {
    guard let method = choices[shape], method.family == family,
      family == .processor || precision == .fp32
    else { return nil }
    if let cut = method.gpuTiling, cut.tile.localBytes > localMemory { return nil }
    return method
  }
}
