import ForeframeCPUBackend

/// Every way to run on this processor.
enum CPUSettings {
  static let instructionSets = ["avx512", "avx2", "plain"].filter { name in
    (try? CPUBackend(threads: 1, instructionSet: name)) != nil
  }
  static let threads = [1, 2, 3]
  /// Whether the best of them multiplies bf16.
  static let hasBF16 = (try? CPUBackend(threads: 1).precisions.contains(.bf16)) ?? false
}
