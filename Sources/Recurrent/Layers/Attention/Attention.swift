import ForeframeTensorGraph

/// softmax(q kᵀ / √d) v (Vaswani et al., "Attention is all you need", 2017, eq. 1).
///
/// - Parameters:
///   - query: [..., M, d]
///   - key: [..., N, d]
///   - value: [..., N, e]
///   - isCausal: whether row m sees only columns up to m.
///   - bias: broadcastable to [..., M, N]; is added before the softmax, such as -1e30 for padding.
/// - Returns: [..., M, e]
public func attention(
  query: Tensor, key: Tensor, value: Tensor, isCausal: Bool = false, bias: Tensor? = nil
) -> Tensor {
  let rank = query.shape.rank
  var scores =
    query.matmul(key, transposeRight: true) * (1 / Float(query.shape[rank - 1]).squareRoot())
  if isCausal {
    let (rows, columns) = (query.shape[rank - 2], key.shape[rank - 2])
    let hidden: [Float] = (0..<rows).flatMap { row in
      (0..<columns).map { $0 > row ? -1e30 : 0 }
    }
    let lead = [Int](repeating: 1, count: rank - 2)
    scores = scores + query.builder.literal(hidden, Shape(lead + [rows, columns]))
  }
  if let bias { scores = scores + bias }
  return scores.softmax(axis: -1).matmul(value)
}
