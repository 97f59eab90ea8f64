extension CompileTarget {
  /// How a shape is computed where nothing was measured.
  public func methodByRule(_ shape: ConvolutionShape) -> ConvolutionMethod {
    let isTransformed = WinogradChoice(shape, self, measured: nil) != nil
    switch family {
    case .gpu: return isTransformed ? .gpuWinograd : .gpu()
    case .processor: return isTransformed ? .winograd() : .direct()
    }
  }

  /// Whether Winograd's algorithm can compute a shape at all.
  public func canTransform(_ shape: ConvolutionShape) -> Bool {
    var forced = self
    forced.winograd = .always
    return WinogradChoice(shape, forced, measured: nil) != nil
  }
}
