import ForeframeTensorGraph

/// How a parameter starts.
///
/// For a weight the last axis counts outputs, the one before it inputs, and those before are the
/// sides of a filter. *Fan in* is the number of inputs that one output reads, *fan out* the number
/// of outputs that read one input; both count the filter's pixels.
public enum Initialiser: Hashable, Sendable {
  case zeros
  case ones
  /// Uniform in ±bound.
  case uniform(bound: Float)
  /// Zeros but for one of several equal parts along the last axis (a forget gate's bias).
  case part(Int, of: Int, value: Float)
  /// Normal with mean 0.
  case normal(deviation: Float)
  /// Uniform in ±sqrt(6 / (fan in + fan out)) (Glorot & Bengio, "Understanding the difficulty of
  /// training deep feedforward neural networks", 2010, eq. 16). Keras starts its kernels so.
  case glorotUniform
  /// Normal with variance 2 / (fan in + fan out) (Glorot & Bengio, 2010, eq. 12).
  case glorotNormal
  /// Uniform in ±sqrt(6 / fan in), for layers before a ReLU (He et al., "Delving deep into
  /// rectifiers", 2015).
  case heUniform
  /// Normal with variance 2 / fan in (He et al., 2015, eq. 10).
  case heNormal
  /// A random matrix with orthonormal rows or columns, whichever are fewer, times a gain (Saxe et
  /// al., "Exact solutions to the nonlinear dynamics of learning in deep linear neural networks",
  /// 2014). Each of `parts` equal parts along the last axis (gates) is such a matrix of its own;
  /// Keras makes one of all gates together.
  case orthogonal(gain: Float = 1, parts: Int = 1)
  /// These numbers, row by row: a matrix of word vectors that comes from elsewhere.
  case values([Float])

  /// Fan in and fan out of a weight.
  public static func fans(_ shape: Shape) -> (in: Int, out: Int) {
    guard shape.rank >= 2 else { return (max(shape.count, 1), max(shape.count, 1)) }
    let pixels = shape.sizes.dropLast(2).reduce(1, *)
    return (pixels * shape[shape.rank - 2], pixels * shape[shape.rank - 1])
  }
}
