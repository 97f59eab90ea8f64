import CForeframeKernelTexts

/// The instruction that multiplies and adds in the tile kernel of products for GPUs (gpu_tile.cl).
package enum ProductInstruction: Hashable {
  /// Multiply-adds in float32, each work-item on its own.
  case multiplyAdd
  /// Matrix instructions of 32 work-items over `depth` terms of the sum.
  case matrix(MatrixUnit, depth: Int64)

  /// The texts that follow gpu_tile.cl in a convolution, whose sum runs along memory.
  var textsAlongMemory: [String] {
    let feed =
      switch self {
      case .multiplyAdd: ff_text_of_gpu_convolution_feed_floats
      case .matrix: ff_text_of_gpu_convolution_feed_words
      }
    return texts(where: "SUM_ALONG_MEMORY")
      + [ff_text_of_gpu_convolution_taps, feed].map { String(kernelText: $0) }
  }

  /// The same in a filter's gradient, whose sum runs across memory.
  var textsAcrossMemory: [String] {
    let feed =
      switch self {
      case .multiplyAdd: ff_text_of_gpu_gradient_feed_floats
      case .matrix: ff_text_of_gpu_gradient_feed_words
      }
    return texts(where: "SUM_ACROSS_MEMORY")
      + [ff_text_of_gpu_gradient_pixels, feed].map { String(kernelText: $0) }
  }

  private func texts(where definition: String) -> [String] {
    let names =
      switch self {
      case .multiplyAdd: [ff_text_of_gpu_k_tile_floats, ff_text_of_gpu_instruction_plain]
      case .matrix(let unit, _):
        [ff_text_of_matrix_fragments] + words
          + [
            ff_text_of_gpu_k_tile_words, unit.copy, unit.instruction,
            ff_text_of_gpu_instruction_matrix,
          ]
      }
    return ["#define \(definition)"] + names.map { String(kernelText: $0) }
  }

  /// The texts that make the words of a matrix unit; none for float32.
  var words: [ff_kernel_text_name] {
    switch self {
    case .multiplyAdd: []
    case .matrix(let unit, _): [unit.rounding, ff_text_of_gpu_words]
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

  /// The text of copies to local memory.
  fileprivate var copy: ff_kernel_text_name {
    switch self {
    case .ptx: ff_text_of_gpu_copy_ptx
    case .software: ff_text_of_gpu_copy_software
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
