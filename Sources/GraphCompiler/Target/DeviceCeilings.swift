import CForeframeKernels

/// What a device can do at most, as measured: fused multiply-adds in registers (two operations each),
/// and copying its memory (bytes read plus bytes written).
public struct DeviceCeilings: Hashable, Sendable {
  public var gigaflops: Double
  public var gigabytesPerSecond: Double

  public init(gigaflops: Double, gigabytesPerSecond: Double) {
    self.gigaflops = gigaflops
    self.gigabytesPerSecond = gigabytesPerSecond
  }

  /// Measures this machine's processor.
  public static func ofProcessor(threads: Int) -> DeviceCeilings {
    DeviceCeilings(
      gigaflops: ff_measure_fma_peak(Int64(threads)),
      gigabytesPerSecond: ff_measure_copy(Int64(threads)))
  }
}
