import ForeframeKernelTexts

extension ProgramKeeping {
  /// - Parameter platform: an OpenCL platform's name.
  public init(platform: String) {
    switch platform {
    case "Portable Computing Language":
      self = .driver(
        reason: "PoCL keeps machine code itself, and compiles every kernel once more for a binary")
    case "NVIDIA CUDA":
      self = .driver(
        reason: "NVIDIA's binaries are PTX, and its driver keeps the machine code made of it")
    case "Oclgrind":
      self = .nobody(reason: "Oclgrind's environment decides what it builds, too")
    default: self = .ours
    }
  }
}
