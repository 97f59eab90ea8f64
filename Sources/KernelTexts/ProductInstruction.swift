import CForeframeKernelTexts

/// The instruction that multiplies and adds in the tile kernel of products for GPUs (gpu_tile.cl).
package enum ProductInstruction: Hashable {
  /// Multiply-adds in float32, each work-item on its own.
  case multiplyAdd
  /// Matrix instructions of 32 work-items over `depth` terms of the sum.
  case matrix(MatrixUnit, depth: Int64)

  /// The texts that follow gpu_tile.cl.
  var texts: [ff_kernel_text_name] {
    switch self {
    case .multiplyAdd: [ff_text_of_gpu_k_tile_floats, ff_text_of_gpu_instruction_plain]
    case .matrix(let unit, _):
      [
        ff_text_of_matrix_fragments, unit.rounding, ff_text_of_gpu_k_tile_words, unit.instruction,
        ff_text_of_gpu_instruction_matrix,
      ]
    }
  }

  /// Options for the device's compiler.
  var options: String {
    switch self {
    case .multiplyAdd: ""
    case .matrix(_, let depth): " -DINSTRUCTION_DEPTH=\(depth)"
    }
  }
}

extension MatrixUnit {
  /// The text that rounds operands to the unit's words.
  fileprivate var rounding: ff_kernel_text_name {
    switch self {
    case .ptx: ff_text_of_gpu_round_ptx
    case .software: ff_text_of_gpu_round_software
    }
  }

  /// The text of the unit's instruction.
  fileprivate var instruction: ff_kernel_text_name {
    switch self {
    case .ptx: ff_text_of_gpu_instruction_ptx
    case .software: ff_text_of_gpu_instruction_software
    }
  }
}
