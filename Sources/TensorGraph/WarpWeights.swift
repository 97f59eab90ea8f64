/// The weights of the four pixels between which a warp reads.
///
/// With the fractions a (along a row) and b (down a column) of a position, the weight of a pixel is a
/// factor along the row times a factor down the column:
///
///     along the row         1 - a, a      its derivative by a:  -1, 1
///     down the column       1 - b, b      its derivative by b:  -1, 1
///
/// The derivatives are weights of the same operation, so that gradients of a warp's gradients are made of
/// the same operations.
public enum WarpWeights: Hashable, Sendable, CaseIterable {
  /// Bilinear interpolation.
  case interpolation
  /// Its derivative along x.
  case slopeX
  /// Its derivative along y.
  case slopeY
  /// Its derivative along both.
  case twist

  /// The derivative of these weights along x; nil if it is zero inside of every cell.
  package var alongX: WarpWeights? {
    switch self {
    case .interpolation: .slopeX
    case .slopeY: .twist
    case .slopeX, .twist: nil
    }
  }

  /// The derivative of these weights along y; nil if it is zero inside of every cell.
  package var alongY: WarpWeights? {
    switch self {
    case .interpolation: .slopeY
    case .slopeX: .twist
    case .slopeY, .twist: nil
    }
  }

  /// Whether a displacement changes what these weights make, inside of a cell.
  var hasDerivative: Bool { alongX != nil || alongY != nil }

  /// Whether the factor along a row is a derivative.
  package var slopesAlongX: Bool {
    switch self {
    case .slopeX, .twist: true
    case .interpolation, .slopeY: false
    }
  }

  /// Whether the factor down a column is a derivative.
  package var slopesAlongY: Bool {
    switch self {
    case .slopeY, .twist: true
    case .interpolation, .slopeX: false
    }
  }
}
