/// Power by wavelength, averaged over all directions.
public struct RadialSpectrum: Sendable, Hashable {
  /// Cycles for each pixel, from 0 in equal steps.
  public var frequencies: [Double]
  /// The mean power of each ring; NaN where no coefficient falls into it.
  public var power: [Double]

  /// The mean power of the rings within half an octave around a wavelength: frequencies from
  /// 1 / (√2 wavelength) up to, not including, √2 / wavelength.
  ///
  /// - Parameter wavelength: in pixels.
  /// - Returns: nil if no ring is so near.
  public func power(atWavelength wavelength: Double) -> Double? {
    let half = 2.0.squareRoot()
    var (sum, count) = (0.0, 0)
    for (frequency, power) in zip(frequencies, power)
    where frequency >= 1 / (half * wavelength) && frequency < half / wavelength && !power.isNaN {
      sum += power
      count += 1
    }
    return count > 0 ? sum / Double(count) : nil
  }
}
