import ForeframeGraphCompiler
import ForeframeKernelTexts

/// A hash of the kernel texts that convolve: what a measurement holds for. The native path compiles
/// the same texts.
public enum KernelFingerprint {
  public static func of(_ family: KernelFamily) -> String {
    switch family {
    case .processor: processor
    case .gpu: gpu
    }
  }

  private static let processor = hash([
    .convolution, .winograd, .winogradGradient, .filterGradient, .pack,
  ])
  private static let gpu = hash([
    .gpuConvolution, .gpuFilterGradient, .gpuSum, .gpuPack, .gpuWinograd,
  ])

  private static func hash(_ texts: [KernelText]) -> String {
    var hash = ContentHash()
    for text in texts { for source in text.sources { hash.add(source) } }
    return hash.text
  }
}
