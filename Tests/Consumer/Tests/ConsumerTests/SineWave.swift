import Foreframe

/// An LSTM that says the next value of a series: T values of N series at a time.
struct NextValue: TrainingTask {
  let timeSteps = 24
  let count = 8

  /// [T, N, 1] -> for each value the one after it, [T·N, 1].
  func predictions(_ scope: ParameterScope, _ series: Tensor) -> Tensor {
    let lstm = RecurrentLayer(LSTM(scope.scope("lstm"), inputs: 1, hidden: 16))
    let readout = Linear(scope.scope("readout"), inputs: 16, outputs: 1, bias: .zeros)
    let inputs = (0..<timeSteps).map {
      series.slice(axis: 0, start: $0, count: 1).reshaped([count, 1])
    }
    let run = lstm.run(inputs, state: lstm.zeroState(like: inputs[0]))
    return readout(concat(run.outputs, axis: 0))
  }

  /// The mean squared error; a batch is [T + 1, N] values.
  func loss(_ scope: ParameterScope, _ inputs: StepInputs<[Float]>) -> Tensor {
    let series = inputs.declare("series", [timeSteps + 1, count, 1]) { $0 }
    let truth = series.slice(axis: 0, start: 1, count: timeSteps)
    return Loss.meanSquared(
      predictions(scope, series), truth.reshaped([timeSteps * count, 1]), weight: nil)
  }

  /// Trains on waves, another phase at each step, and saves the network.
  func train(on wave: (Int) -> Float, steps: Int, savedAs path: String) throws -> [Double] {
    let plan = TrainingPlan(steps: steps, peakRate: 0.01)
    let trainer = try Trainer(self, plan, on: try BackendChoice.choose("auto").backend)
    let losses = try (0..<steps).map { step in
      let batch = (0...timeSteps).flatMap { time in (0..<count).map { wave(time + 5 * $0 + step) } }
      return try trainer.step(batch).loss
    }
    try CustomModelFile(name: "next value", weights: trainer.weights()).write(to: path)
    return losses
  }
}
