import ForeframeRecurrent
import RealModule

/// A reservoir with a readout that is fitted in one step (Jaeger, "The echo state approach to
/// analysing and training recurrent neural networks", 2001; Lukoševičius, 2012).
///
///     h' = (1 - α) h + α tanh(Win x + b + W h)        y = V [1, x, h']
///
/// All of it is in double precision, on the host: fitted readouts have large weights that nearly
/// cancel, and forecasts that feed on themselves multiply every rounding. The reservoir alone, in a
/// network on a device, is the cell ``ForeframeRecurrent/EchoState``.
public struct EchoStateNetwork: Sendable {
  public let reservoir: Reservoir
  public let outputs: Int
  /// [1 + inputs + units, outputs]; zeros until it is fitted.
  public private(set) var readout: [Double]
  /// What the reservoir is in, [units].
  public private(set) var state: [Double]
  private var sums: [Double]

  public init(_ reservoir: Reservoir, outputs: Int) {
    precondition(outputs > 0, "a readout of \(outputs) numbers")
    self.reservoir = reservoir
    self.outputs = outputs
    state = [Double](repeating: 0, count: reservoir.units)
    sums = state
    readout = [Double](repeating: 0, count: (1 + reservoir.inputs + reservoir.units) * outputs)
  }

  /// Forgets everything that was read.
  public mutating func reset() { state = state.map { _ in 0 } }

  /// Fits the readout to a sequence, from a state of zeros. Afterwards the reservoir is in the
  /// state after its last time step.
  ///
  /// - Parameters:
  ///   - inputs: [T, inputs], row by row.
  ///   - targets: [T, outputs]: what is to be said after each time step.
  ///   - washout: time steps at the beginning that do not count, until the zeros are forgotten.
  ///   - penalty: on large weights; see ``RidgeRegression``.
  public mutating func fit(
    _ inputs: [Double], targets: [Double], washout: Int, penalty: Double
  ) throws(RidgeError) {
    let steps = inputs.count / reservoir.inputs
    precondition(
      inputs.count == steps * reservoir.inputs && targets.count == steps * outputs,
      "\(inputs.count) inputs and \(targets.count) targets")
    precondition(washout < steps, "a washout of \(washout) of \(steps) time steps")
    var regression = RidgeRegression(
      features: 1 + reservoir.inputs + reservoir.units, outputs: outputs)
    reset()
    for step in 0..<steps {
      let x = Array(inputs[step * reservoir.inputs..<(step + 1) * reservoir.inputs])
      advance(x)
      guard step >= washout else { continue }
      regression.add(
        [1] + x + state, Array(targets[step * outputs..<(step + 1) * outputs]))
    }
    readout = try regression.solved(penalty: penalty)
  }

  /// Reads one time step and says what the readout makes of it.
  ///
  /// - Parameter x: [inputs].
  /// - Returns: [outputs].
  @discardableResult
  public mutating func step(_ x: [Double]) -> [Double] {
    advance(x)
    let features = [1] + x + state
    return (0..<outputs).map { output in
      features.indices.reduce(0) { $0 + features[$1] * readout[$1 * outputs + output] }
    }
  }

  /// Goes on by itself: each output is the next input, so there must be as many of both.
  ///
  /// - Parameter x: [inputs], the last value that is known and was not read yet.
  /// - Returns: [steps, outputs].
  public mutating func forecast(after x: [Double], steps: Int) -> [Double] {
    precondition(outputs == reservoir.inputs, "\(outputs) outputs, \(reservoir.inputs) inputs")
    var next = x
    return (0..<steps).flatMap { _ in
      next = step(next)
      return next
    }
  }

  private mutating func advance(_ x: [Double]) {
    precondition(x.count == reservoir.inputs, "\(x.count) numbers, \(reservoir.inputs) inputs")
    let units = reservoir.units
    reservoir.recurrent.multiply(state, into: &sums)
    for (input, value) in x.enumerated() {
      for unit in 0..<units { sums[unit] += value * reservoir.inputWeights[input * units + unit] }
    }
    for unit in 0..<units {
      let new = Double.tanh(sums[unit] + reservoir.bias[unit])
      state[unit] += reservoir.leak * (new - state[unit])
    }
  }
}
