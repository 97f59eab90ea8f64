import ForeframeRecurrent
import ForeframeTraining

extension TrainingPlan {
  /// The plan of a recipe with the data it opened.
  public init(_ recipe: Recipe, _ data: TrainingData) throws(RunError) {
    var description = recipe.model
    if !recipe.hasGivenChannels { description.frameChannels = data.channels }
    guard description.frameChannels == data.channels else {
      throw .unfit(
        "model.channels is \(description.frameChannels), but the data have \(data.channels)")
    }
    let training = recipe.training
    let steps: Int
    switch training.length {
    case .steps(let count): steps = count
    case .epochs(let count):
      guard let epoch = data.batchesPerEpoch else {
        throw .unfit("training.epochs: the data have no end; give steps")
      }
      steps = count * epoch
    }
    self.init(
      description: description,
      shape: SequenceShape(
        inputs: recipe.data.inputs, horizon: recipe.data.horizon, batch: training.batch,
        height: data.size.height, width: data.size.width),
      objective: TrainingObjective(
        loss: training.loss, optimiser: training.optimiser,
        clipNorm: training.clipNorm.map { Float($0) }, hasMask: data.hasMask,
        samplesTruth: training.samplingEnd > 0, recomputes: training.recomputes),
      schedule: training.schedule, peakRate: training.rate, warmUp: training.warmUp, steps: steps,
      samplingStart: training.samplingStart, samplingEnd: training.samplingEnd,
      seed: training.seed, validateEvery: training.validateEvery, saveEvery: training.saveEvery,
      patience: training.patience)
  }
}
