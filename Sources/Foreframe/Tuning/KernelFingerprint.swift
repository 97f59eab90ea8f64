import OpenCLBackend

/// A hash of the kernel texts that convolve: what a measurement holds for. The native path compiles
/// the same texts.
public enum KernelFingerprint {
  public static let current: String = {
    var hash = ContentHash()
    let texts: [KernelText] = [
      .convolution, .winograd, .winogradGradient, .filterGradient, .pack,
    ]
    for text in texts { for source in text.sources { hash.add(source) } }
    return hash.text
  }()
}
