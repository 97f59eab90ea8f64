/// A launch whose operands are still slots.
struct PendingLaunch {
  var label: String
  var reads: [Location]
  var writes: [Location]
  /// Whether every element of a result is computed from the leaves at the same place alone.
  var isPointwise = false
  /// Reads that are no leaves of a pointwise launch: the operands of the product that it is computed with,
  /// which are read around an element and not only at it.
  var readsAround: [Location] = []
  /// The images of a convolution whose items finish whole rows of pixels.
  var finishesRows: Location?
  var make: (Addresses) -> Kernel
}

extension PendingLaunch {
  /// Whether it may run pixel by pixel after the launch before it (``Launch/follows``): pointwise,
  /// over the same pixels, and of each pixel's channels it reads that pixel alone.
  ///
  /// Memory of both must last through both.
  func follows(_ before: PendingLaunch?) -> Bool {
    guard isPointwise, let images = before?.finishesRows, let pixels = writes.first?.shape,
      pixels.rank == 4, pixels.sizes.prefix(3) == images.shape.sizes.prefix(3)
    else { return false }
    let its = reads.filter { $0.slot == images.slot }
    return !its.isEmpty && its.allSatisfy { $0.isWithinPixels(of: images) }
  }
}

extension Location {
  /// Whether element [n, y, x, c] lies among the channels of pixel [n, y, x] of `images`.
  fileprivate func isWithinPixels(of images: Location) -> Bool {
    let first = offset - images.offset
    let last = first + (shape[3] - 1) * strides[3]
    return (0..<3).allSatisfy { shape[$0] == 1 || strides[$0] == images.strides[$0] }
      && min(first, last) >= 0 && max(first, last) < images.shape[3]
  }
}
