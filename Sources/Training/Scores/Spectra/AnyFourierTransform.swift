import RealModule

/// The discrete Fourier transform of any length, by the prime factors of the length.
struct AnyFourierTransform {
  let count: Int
  /// exp(-2 pi i k / count)
  private let turns: [SIMD2<Double>]

  init(_ count: Int) {
    self.count = count
    turns = (0..<count).map { k in
      let angle = -2 * Double.pi * Double(k) / Double(count)
      return SIMD2(.cos(angle), .sin(angle))
    }
  }

  /// X_k = Σ x_j exp(-2 pi i j k / count); complex numbers are (real, imaginary).
  func forward(_ values: [SIMD2<Double>]) -> [SIMD2<Double>] {
    precondition(values.count == count, "\(values.count) values for a transform of \(count)")
    var result = values
    var scratch = [SIMD2<Double>](repeating: .zero, count: Self.largestFactor(count))
    values.withUnsafeBufferPointer { values in
      result.withUnsafeMutableBufferPointer { result in
        scratch.withUnsafeMutableBufferPointer { scratch in
          turns.withUnsafeBufferPointer { turns in
            guard let input = values.baseAddress, let output = result.baseAddress,
              let scratch = scratch.baseAddress, let turns = turns.baseAddress
            else { return }
            transform(input, stride: 1, count, output, scratch, turns)
          }
        }
      }
    }
    return result
  }

  /// Transforms every `stride`-th number: p interleaved parts, then their sum (Cooley and Tukey).
  private func transform(
    _ input: UnsafePointer<SIMD2<Double>>, stride: Int, _ length: Int,
    _ output: UnsafeMutablePointer<SIMD2<Double>>, _ scratch: UnsafeMutablePointer<SIMD2<Double>>,
    _ turns: UnsafePointer<SIMD2<Double>>
  ) {
    if length == 1 {
      output[0] = input[0]
      return
    }
    let p = Self.smallestFactor(length)
    let part = length / p
    for r in 0..<p {
      transform(
        input + r * stride, stride: stride * p, part, output + r * part, scratch, turns)
    }
    // A turn of length `length` is every `stride`-th of the table.
    for k in 0..<part {
      for r in 0..<p { scratch[r] = output[r * part + k] }
      for q in 0..<p {
        let place = q * part + k
        var sum = scratch[0]
        for r in 1..<p {
          let turn = turns[(r * place % length) * stride]
          let b = scratch[r]
          sum += SIMD2(b.x * turn.x - b.y * turn.y, b.x * turn.y + b.y * turn.x)
        }
        output[place] = sum
      }
    }
  }

  private static func smallestFactor(_ number: Int) -> Int {
    var factor = 2
    while factor * factor <= number {
      if number % factor == 0 { return factor }
      factor += 1
    }
    return number
  }

  private static func largestFactor(_ number: Int) -> Int {
    var (rest, largest) = (number, 1)
    while rest > 1 {
      let factor = smallestFactor(rest)
      largest = max(largest, factor)
      rest /= factor
    }
    return largest
  }
}
