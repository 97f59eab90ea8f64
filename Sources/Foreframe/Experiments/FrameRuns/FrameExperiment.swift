import ForeframeFiles
import ForeframeGraphCompiler
import ForeframeRecurrent
import ForeframeTensorGraph
import ForeframeTraining

/// Training of a network that predicts frames, by a recipe.
public struct FrameExperiment: Experiment {
  public let recipe: Recipe
  public let data: TrainingData
  public let task: FrameTask<ModelDescription>
  public let plan: TrainingPlan
  public let frozen: FrozenParameters
  public typealias Batch = FrameTask<ModelDescription>.Batch

  /// A recipe with the data that it opened.
  public init(_ recipe: Recipe, _ data: TrainingData) throws(RunError) {
    self.recipe = recipe
    self.data = data
    var description = recipe.model
    if !recipe.hasGivenChannels { description.frameChannels = data.channels }
    guard description.frameChannels == data.channels else {
      throw .unfit(
        "model.channels is \(description.frameChannels), but the data have \(data.channels)")
    }
    let training = recipe.training
    guard let plan = training.plan(batchesPerEpoch: data.batchesPerEpoch) else {
      throw .unfit("training.epochs: the data have no end; give steps")
    }
    self.plan = plan
    task = FrameTask(
      description,
      SequenceShape(
        inputs: recipe.data.inputs, horizon: recipe.data.horizon, batch: training.batch,
        height: data.size.height, width: data.size.width),
      loss: training.loss.resolved(
        minimum: data.minimum, maximum: data.maximum, steps: plan.steps),
      quantileWeight: training.quantileWeight ?? 1, hasMask: data.hasMask,
      sampling: training.sampling, recomputes: training.recomputes)
    frozen = try FrozenParameters(plan.frozen, of: description.parameters)
  }

  public func loss(_ scope: ParameterScope, _ inputs: StepInputs<Batch>)
    -> Tensor
  {
    task.loss(scope, inputs)
  }

  /// Multiply-adds of a forecast of one sequence.
  public var multiplyAdds: Int {
    task.network.multiplyAdds(
      inputs: task.shape.inputs, horizon: task.shape.horizon, height: task.shape.height,
      width: task.shape.width)
  }

  public var name: String { recipe.name }
  public var configuration: JSON { recipe.json }
  public var identity: JSON { recipe.identity }
  public var dataFingerprint: String { data.fingerprint }

  public var batches: @Sendable (Int) throws -> Batch {
    { [batch = data.batch, pool = data.pool, hasMask = data.hasMask] number in
      let drawn = try pool?.batch(number)
      let batch = try drawn?.frames ?? batch(number)
      return Batch(
        frames: batch.values, mask: hasMask ? batch.denseMask : nil, guide: drawn?.guide)
    }
  }

  public func validator(on backend: any Backend) throws -> any Validator<FrameScores> {
    try FrameValidator(task, data, on: backend)
  }

  public func model(
    _ weights: [Weight], step: Int, scores: FrameScores?
  ) -> any SavedNetwork {
    var notes: [(key: String, value: String)] = [("recipe", recipe.name)]
    if let about = recipe.about { notes.append(("about", about)) }
    if let licence = recipe.licence { notes.append(("licence", licence)) }
    if let cadence = data.cadence { notes.append(("cadence", cadence)) }
    notes += [
      ("data_fingerprint", data.fingerprint), ("seed", String(plan.seed)),
      ("steps", String(step)), ("frame_size", "\(data.size)"),
      ("made_by", "foreframe \(Version.current)"),
      (FramesProvenance.key, data.frames.json.text()),
    ]
    if let seen = data.seen { notes.append((SeenFrames.key, seen.text)) }
    if let heldOut = data.heldOut { notes.append((SeenFrames.heldOutKey, heldOut.text)) }
    if let scores {
      let scored = data.validatesOnTraining ? "training_windows" : "validation"
      let values: JSON = [
        "\(scored)_mse": JSON(scores.mse), "\(scored)_mae": JSON(scores.mae),
        "persistence_mse": JSON(scores.persistenceMSE), "cases": JSON(data.validationCases),
      ]
      notes.append(("scores", values.text()))
    }
    return ModelFile(
      description: task.network, minimum: data.minimum, maximum: data.maximum,
      inputs: task.shape.inputs, horizon: task.shape.horizon, weights: weights, notes: notes)
  }

  public var scoresTrainingData: Bool { data.validatesOnTraining }

  public var sampleCaption: SampleCaption {
    SampleCaption(
      "inputs, truth, prediction, difference",
      explanation: """
        For each case: a row of the \(task.shape.inputs) inputs and the \(task.shape.horizon) frames of the
        truth, from left to right in time; below the truth the prediction; below it prediction minus
        truth, mid-grey for none. One scale for all.
        """)
  }
}
