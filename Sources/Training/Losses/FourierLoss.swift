import ForeframeTensorGraph
import RealModule

/// The Fourier amplitude and correlation loss, FACL (Yan et al., "Fourier amplitude and correlation
/// loss: beyond using L2 loss for skillful precipitation nowcasting", NeurIPS 2024). The amplitudes
/// make a forecast sharp, the correlation puts things in their places.
///
///     amplitude   FAL = mean (|F p| - |F t|)²                    F: orthonormal Fourier transform
///     correlation FCL = 1 - Σ F p conj(F t) / sqrt(Σ |F p|² Σ |F t|²)
///     loss = sqrt(H W) (share FCL + (1 - share) FAL)
///
/// Sums over the spectrum are sums over pixels (Parseval), so the correlation needs no transform.
/// Missing pixels are 0 in prediction and truth.
enum FourierLoss {
  /// Below what amplitudes are told from 0: the root has no slope at 0.
  private static let least: Float = 1e-12

  /// - Parameters:
  ///   - prediction: [N, H, W, C].
  ///   - target: the same shape.
  ///   - correlation: [1], the share; nil: 1.
  /// - Returns: [1].
  static func value(
    _ prediction: Tensor, _ target: Tensor, weight: Tensor?, correlation: Tensor?
  ) -> Tensor {
    let counted = weight?.broadcast(to: prediction.shape)
    let p = counted.map { prediction * $0 } ?? prediction
    let t = counted.map { target * $0 } ?? target
    let size = Float(p.shape[1] * p.shape[2]).squareRoot()
    let correlated = 1 - (p * t).sum() / sqrt((p * p).sum() * (t * t).sum() + least)
    guard let share = correlation else { return correlated * size }
    let count =
      counted.map { ForeframeTensorGraph.maximum($0.sum(), $0.filled(1, [1])) }
      ?? p.filled(Float(p.shape.count), [1])
    let amplitudes = amplitudes(concat([p, t], axis: 0)).chunks(2, axis: 0)
    let difference = amplitudes[0] - amplitudes[1]
    let amplitude =
      (difference * difference * multiplicity(p, width: p.shape[2])).sum() / count
    return (share * correlated + (1 - share) * amplitude) * size
  }

  /// Amplitudes of the columns 0 ... W / 2 of each plane's spectrum, which have those of all others:
  /// [N, H, W, C] -> [N · C, W / 2 + 1, H].
  private static func amplitudes(_ x: Tensor) -> Tensor {
    let (height, width, half) = (x.shape[1], x.shape[2], x.shape[2] / 2 + 1)
    let planes = x.shape[0] * x.shape[3]
    // Rows first: [real | imaginary] of each.
    let rows = x.permuted([0, 3, 1, 2]).reshaped([planes * height, width])
      .matmul(waves(x, length: width, count: half, sineSign: -1))
    let columns = rows.reshaped([planes, height, 2 * half]).permuted([0, 2, 1])
      .reshaped([planes * 2 * half, height])
      .matmul(waves(x, length: height, count: height, sineSign: 1))
      .reshaped([planes, 2, half, 2, height])
    func part(_ row: Int, _ column: Int) -> Tensor {
      columns.slice(axis: 1, start: row, count: 1).slice(axis: 3, start: column, count: 1)
        .reshaped([planes, half, height])
    }
    // (r + i s) (cos - i sin), where the product has r cos, r sin, s cos, s sin.
    let real = part(0, 0) + part(1, 1)
    let imaginary = part(1, 0) - part(0, 1)
    return sqrt(real * real + imaginary * imaginary + least)
  }

  /// [length, 2 · count]: cosines, then sines, of the frequencies 0 ..< count, so scaled that a
  /// transform with all of them is orthonormal.
  private static func waves(
    _ x: Tensor, length: Int, count: Int, sineSign: Double
  ) -> Tensor {
    let scale = 1 / Double(length).squareRoot()
    let values = (0..<length).flatMap { place in
      (0..<2 * count).map { column in
        let turns = Double(place * (column % count) % length) / Double(length)
        let angle = 2 * Double.pi * turns
        return Float(scale * (column < count ? Double.cos(angle) : sineSign * Double.sin(angle)))
      }
    }
    return x.builder.literal(values, [length, 2 * count])
  }

  /// [1, W / 2 + 1, 1]: how many columns of the whole spectrum have a column's amplitudes.
  private static func multiplicity(_ x: Tensor, width: Int) -> Tensor {
    let values = (0...width / 2).map { $0 == 0 || 2 * $0 == width ? Float(1) : 2 }
    return x.builder.literal(values, [1, values.count, 1])
  }
}
