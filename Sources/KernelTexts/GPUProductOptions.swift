import ForeframeGraphCompiler

/// What the text of a product for GPUs is compiled with.
package struct GPUProductOptions: Hashable {
  package var tile: GPUTile
  /// Whether operands are read four channels at a time.
  package var readsQuads: Bool
  package var instruction: ProductInstruction

  package init(
    tile: GPUTile, readsQuads: Bool, instruction: ProductInstruction = .multiplyAdd
  ) {
    self.tile = tile
    self.readsQuads = readsQuads
    self.instruction = instruction
  }

  /// Options for the device's compiler.
  package var options: String {
    " -DTILE=\(tile.rawValue) -DQUADS=\(tile.quads)" + (readsQuads ? " -DQUAD_LOADS" : "")
      + instruction.options
  }
}
