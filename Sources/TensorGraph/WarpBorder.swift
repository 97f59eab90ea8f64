/// What a warp reads where a displacement leads out of the image.
public enum WarpBorder: Hashable, Sendable, CaseIterable {
  /// Zeros, as if the image lay on an endless black ground (PyTorch's `padding_mode="zeros"`).
  case zeros
  /// The nearest pixel of the image (PyTorch's `padding_mode="border"`).
  case nearest
}
