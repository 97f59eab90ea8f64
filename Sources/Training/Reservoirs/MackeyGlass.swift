/// The series of Mackey & Glass ("Oscillation and chaos in physiological control systems", 1977),
/// by which forecasts of chaos are measured.
///
///     dx/dt = 0.2 x(t - τ) / (1 + x(t - τ)^10) - 0.1 x(t)
public enum MackeyGlass {
  /// One value for each unit of time, after the first thousand.
  ///
  /// Integrated by the Runge-Kutta method of fourth order with ten steps in a unit of time; what
  /// lies between two steps of the past is their mean.
  ///
  /// - Parameters:
  ///   - delay: τ in units of time; chaotic from 17 on.
  ///   - first: the value at all times before 0.
  public static func series(_ count: Int, delay: Int = 17, first: Double = 1.2) -> [Double] {
    let perUnit = 10
    let step = 1 / Double(perUnit)
    let history = delay * perUnit
    var past = [Double](repeating: first, count: history + 1)
    var result: [Double] = []
    let unused = 1000
    for number in 0..<(count + unused) * perUnit {
      let x = past[past.count - 1]
      let early = past[past.count - 1 - history]
      let late = past[past.count - history]
      let middle = (early + late) / 2
      let k1 = slope(x, early)
      let k2 = slope(x + step / 2 * k1, middle)
      let k3 = slope(x + step / 2 * k2, middle)
      let k4 = slope(x + step * k3, late)
      past.append(x + step / 6 * (k1 + 2 * k2 + 2 * k3 + k4))
      if number >= unused * perUnit, number % perUnit == 0 { result.append(x) }
      if past.count > 20 * (history + 1) { past.removeFirst(past.count - history - 1) }
    }
    return result
  }

  private static func slope(_ x: Double, _ delayed: Double) -> Double {
    let square = delayed * delayed
    let fourth = square * square
    return 0.2 * delayed / (1 + fourth * fourth * square) - 0.1 * x
  }
}
