import ForeframeGraphCompiler

/// What the text of a product for GPUs is compiled with, or of a kernel that rounds operands for one.
package struct GPUProductOptions: Hashable {
  /// The tile; nil for a kernel that has none.
  package var tile: GPUTile?
  /// Whether operands are read four channels at a time.
  package var readsQuads: Bool
  package var instruction: ProductInstruction

  package init(
    tile: GPUTile?, readsQuads: Bool, instruction: ProductInstruction = .multiplyAdd
  ) {
    self.tile = tile
    self.readsQuads = readsQuads
    self.instruction = instruction
  }

  /// Options for the device's compiler.
  package var options: String {
    (tile.map { " -DTILE=\($0.rawValue) -DQUADS=\($0.quads)" } ?? "")
      + (readsQuads ? " -DQUAD_LOADS" : "")
      + instruction.options
  }
}
