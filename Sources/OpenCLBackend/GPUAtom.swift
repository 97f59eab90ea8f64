import CForeframeOpenCL

/// What the tile kernel of products for GPUs is built around (gpu_tile.cl).
package enum GPUAtom: Hashable {
  /// Multiply-adds in float32, each item on its own.
  case plain
  /// Matrix instructions of 32 items over `depth` steps of the sum.
  case matrix(MatrixUnit, depth: Int64)

  /// The texts that stand behind gpu_tile.cl.
  var texts: [ff_opencl_text_name] {
    switch self {
    case .plain: [ff_text_of_gpu_slab_floats, ff_text_of_gpu_atom_plain]
    case .matrix(let unit, _):
      [
        ff_text_of_matrix_fragments, unit.rounding, ff_text_of_gpu_slab_words, unit.instruction,
        ff_text_of_gpu_atom_matrix,
      ]
    }
  }

  /// Options for the device's compiler.
  var options: String {
    switch self {
    case .plain: ""
    case .matrix(_, let depth): " -DATOM_DEPTH=\(depth)"
    }
  }
}

extension MatrixUnit {
  /// The text that rounds operands to its words.
  fileprivate var rounding: ff_opencl_text_name {
    switch self {
    case .ptx: ff_text_of_gpu_round_ptx
    case .software: ff_text_of_gpu_round_software
    }
  }

  /// The text of its instruction.
  fileprivate var instruction: ff_opencl_text_name {
    switch self {
    case .ptx: ff_text_of_gpu_atom_ptx
    case .software: ff_text_of_gpu_atom_software
    }
  }
}
